"""What would come of other plans: minutes a day and an exam date give what would be known then, and an hour's worth."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from cehrs_desktop.rules.study.ahead import Ahead
from cehrs_desktop.rules.study.what_if import WhatIf, what_if
from cehrs_desktop.storage.cards import read_deck
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.review_log import read_review_log


def forecast(file: Path, plan: Ahead) -> WhatIf:
    """Forecast a plan (see `exam_ahead`) from all answers so far.

    Slow work, a second or two, for the background: on a connection of its own. Changes nothing.
    """
    with closing(Database(file)) as database, database.reading() as connection:
        deck, log = read_deck(connection), read_review_log(connection)
    return what_if(deck, log, plan)
