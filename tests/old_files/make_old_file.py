"""Writes a small study file of the present version, as a witness for the versions to come.

Run once for every file version, before the next migration is written: `python -m tests.old_files.make_old_file`.
"""

from __future__ import annotations

import tempfile
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

from cehrs_desktop.activities.card_changes import bury, flag, rewrite, suspend
from cehrs_desktop.activities.credential import NewEntry, add_credit, enter_outcome
from cehrs_desktop.activities.learner_file import back_up_to
from cehrs_desktop.activities.met_items import note_item
from cehrs_desktop.activities.preferences import load_preferences, save_preferences
from cehrs_desktop.activities.remarks import tag_all, write_note
from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.preferences import ExamPlace, Preferences
from cehrs_desktop.rules.progress.certification import ExamOutcome
from cehrs_desktop.rules.study.cards import CardId, Rating
from cehrs_desktop.rules.study.shown_card import Text
from cehrs_desktop.storage.upgrade import NEWEST
from tests.builders import (
    a_database,
    a_flashcard,
    a_pack,
    a_session,
    an_item,
    flashcards_in_proportion,
    install,
    the_blueprint,
)
from tests.fakes import FakeClock

FOLDER = Path(__file__).parent
ITEMS = tuple(an_item(f"item-{domain}", domain=domain, teaches=["card-2-0"]) for domain in range(1, 5))
RATINGS = (Rating.GOOD, Rating.AGAIN, Rating.EASY, Rating.GOOD, Rating.HARD, Rating.GOOD)


def make_old_file(target: Path) -> None:
    """Three days of reviews on 14 flashcards; every kind of mark, an own text, a retired flashcard, steps to undo;
    four items, of which one has changed and one is retired; a failed exam, a continuing education credit.
    """
    clock = FakeClock()
    flashcards = [
        *flashcards_in_proportion(10),
        *(a_flashcard(f"blank-{i}", domain=4, core=True, group="cloze") for i in range(2)),
    ]
    retired = a_flashcard("retired", domain=5)
    changed = replace(ITEMS[1], stem="What is done about it now?")
    with tempfile.TemporaryDirectory() as folder:
        data_dir = Path(folder)
        with closing(a_database(data_dir, clock)) as database:
            install(database, replace(a_pack([*flashcards, retired]), items=ITEMS), clock)
            save_preferences(database, Preferences(exam_date=date(2027, 3, 1), place=ExamPlace.HOME, welcomed=True))
            for day in range(3):
                session = a_session(database, clock, new_per_day=5)
                for answer in range(8):
                    shown = session.next()
                    if shown is None:
                        break
                    clock.advance(seconds=20)
                    session.rate(shown, RATINGS[(day + answer) % len(RATINGS)], seconds=8.5 + answer)
                clock.advance(days=1)
            flag(database, clock, card=CardId(1))
            suspend(database, clock, card=CardId(2))
            bury(database, clock, card=CardId(3), day=session.day)
            rewrite(database, clock, card=CardId(1), text=Text("Own question", "Own answer", "Own reason"))
            rewrite(database, clock, card=CardId(4), text=Text("Another", "text", ""))
            rewrite(database, clock, card=CardId(4), text=None)
            failed = ExamOutcome(date(2026, 10, 1), passed=False, score=371, feedback={DomainNumber.REPORTING: "weak"})
            enter_outcome(database, clock, failed, blueprint=the_blueprint(), preferences=load_preferences(database))
            credit = NewEntry("Privacy in the office", date(2026, 10, 20), 150)
            add_credit(database, clock, credit, data_dir=data_dir, preferences=load_preferences(database))
            tag_all(database, clock, [CardId(1), CardId(5)], add={"week-1"})
            write_note(database, clock, CardId(1), "Ask about it")
            note_item(database, clock, ITEMS[0].id, "Compare with the other one")
            install(database, replace(a_pack(flashcards, version="2"), items=(ITEMS[0], changed, ITEMS[2])), clock)
        back_up_to(data_dir, target, overwrite=True)


if __name__ == "__main__":
    make_old_file(FOLDER / f"{NEWEST}-three-days.sqlite3")
