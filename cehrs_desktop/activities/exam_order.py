"""Works out what each card is worth on exam day: slow work, done off the screen's thread on a connection of its own."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from cehrs_desktop.rules.study.ahead import Ahead
from cehrs_desktop.rules.study.exam_order import ExamOrder, exam_order
from cehrs_desktop.storage.cards import read_deck
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.review_log import read_review_log


def work_out(file: Path, wanted: Ahead) -> ExamOrder:
    """The day's order from all answers so far: the same answers always give the same order."""
    with closing(Database(file)) as database, database.reading() as connection:
        deck, log = read_deck(connection), read_review_log(connection)
    return exam_order(deck, log, wanted)
