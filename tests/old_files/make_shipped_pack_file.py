"""Writes a study file with a week of reviews under the pack that is shipped at the time.

It is the witness that a learner's history is kept when the pack grows. Run at the end of a version whose pack the next
one will change: `python -m tests.old_files.make_shipped_pack_file`.
"""

from __future__ import annotations

import tempfile
from contextlib import closing
from pathlib import Path

from cehrs_desktop.activities.card_changes import flag, rewrite
from cehrs_desktop.activities.content_packs import install_if_changed
from cehrs_desktop.activities.learner_file import back_up_to
from cehrs_desktop.paths import resources_dir
from cehrs_desktop.rules.study.cards import CardId, Rating
from cehrs_desktop.rules.study.shown_card import Text
from cehrs_desktop.storage.upgrade import NEWEST
from tests.builders import a_database, a_session
from tests.fakes import FakeClock

FOLDER = Path(__file__).parent / "grown"
RATINGS = (Rating.GOOD, Rating.AGAIN, Rating.EASY, Rating.GOOD, Rating.HARD, Rating.GOOD, Rating.GOOD)


def make_shipped_pack_file() -> None:
    """Seven days of 15 answers; a flag and an own text. The file is named after its version and its cards."""
    clock = FakeClock()
    with tempfile.TemporaryDirectory() as folder:
        data_dir = Path(folder)
        with closing(a_database(data_dir, clock)) as database:
            report = install_if_changed(database, resources_dir() / "content" / "cehrs-2020", clock)
            assert report is not None
            for day in range(7):
                session = a_session(database, clock, new_per_day=10)
                for answer in range(15):
                    shown = session.next()
                    if shown is None:
                        break
                    clock.advance(seconds=20)
                    session.rate(shown, RATINGS[(day + answer) % len(RATINGS)], seconds=6.5 + answer)
                clock.advance(days=1)
            flag(database, clock, card=CardId(1))
            rewrite(database, clock, card=CardId(2), text=Text("Own question", "Own answer", "Own reason"))
        back_up_to(data_dir, FOLDER / f"{NEWEST}-{report.added}-cards.sqlite3", overwrite=True)


if __name__ == "__main__":
    make_shipped_pack_file()
