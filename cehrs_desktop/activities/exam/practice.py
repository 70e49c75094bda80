"""Practice: which questions there are for what the learner asks for, and beginning a set of them."""

from __future__ import annotations

from dataclasses import dataclass

from cehrs_desktop.activities.exam.prepare import EXAMS, prepare_practice
from cehrs_desktop.activities.exam.question_bank import question_bank
from cehrs_desktop.activities.exam.records import question_records
from cehrs_desktop.clock import Clock
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.content import ItemId
from cehrs_desktop.rules.dice import seed_from
from cehrs_desktop.rules.exam.bank import Bank
from cehrs_desktop.rules.exam.blueprint import Blueprint
from cehrs_desktop.rules.exam.form import FormKind
from cehrs_desktop.rules.exam.practice import OpenPractice, Pace, Records, Wanted, matching, practice_set
from cehrs_desktop.rules.exam.reports import PastSet
from cehrs_desktop.rules.exam.responses import Conditions
from cehrs_desktop.rules.exam.sitting import Terms, TimeAllowed
from cehrs_desktop.storage.attempts import Attempt, read_ended_sets, read_open_attempts
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.topics import read_all_topics

SECONDS_PER_ITEM = 60


@dataclass(frozen=True, slots=True)
class OpenQuestions:
    """All questions with what is known of them; `closed` are those practice must not show now."""

    bank: Bank
    records: Records
    closed: frozenset[ItemId]

    def count(self, wanted: Wanted) -> int:
        """How many questions fit what is asked for."""
        return len(matching(self.bank, wanted, records=self.records, closed=self.closed))


def open_questions(database: Database, *, blueprint: Blueprint) -> OpenQuestions:
    """The questions practice may show: not those of sealed forms, nor of an exam that is open."""
    found = question_bank(database, blueprint=blueprint)
    with database.reading() as connection:
        sat = read_open_attempts(connection, *EXAMS)
    in_exam = frozenset(item.item for attempt in sat for item in attempt.form.items)
    return OpenQuestions(found.bank, question_records(database), found.closed | in_exam)


def begin_practice(
    database: Database,
    clock: Clock,
    wanted: Wanted,
    *,
    blueprint: Blueprint,
    pace: Pace,
    feedback: bool,
    rollover_hour: int,
) -> Attempt:
    """A new practice set, frozen. Raises UserError when another is open or there is no such question.

    With feedback after each, the minute an item is only shown: reading the reasons must not cost any.
    """
    if open_practice(database) is not None:
        raise UserError("A practice set was begun and not ended. Go on with it, or end it, before you begin another.")
    found = open_questions(database, blueprint=blueprint)
    items = practice_set(
        found.bank,
        blueprint,
        wanted,
        seed=seed_from("practice", clock.now().isoformat()),
        records=found.records,
        closed=found.closed,
    )
    time = TimeAllowed.UNTIMED if feedback or pace is Pace.UNTIMED else TimeAllowed.STANDARD
    return prepare_practice(
        database,
        clock,
        items,
        blueprint=blueprint,
        conditions=Conditions(terms=Terms(time=time), feedback=feedback),
        rollover_hour=rollover_hour,
        seconds_per_item=None if pace is Pace.UNTIMED else SECONDS_PER_ITEM,
    )


def open_practice(database: Database) -> OpenPractice | None:
    """The practice set that was left open, if there is one."""
    with database.reading() as connection:
        found = read_open_attempts(connection, FormKind.PRACTICE)
    if not found:
        return None
    form, conditions = found[0].form, found[0].conditions
    return OpenPractice(found[0].id, len(form), conditions.feedback, form.minutes is not None)


def past_sets(database: Database) -> tuple[PastSet, ...]:
    """The practice sets that have ended with an answer, the newest first."""
    with database.reading() as connection:
        ended = read_ended_sets(connection, FormKind.PRACTICE)
        names = {topic.id: topic.name for topic in read_all_topics(connection)}
    found = [
        PastSet(
            id=each.id,
            number=number,
            ended_at=each.ended_at,
            feedback=each.conditions.feedback,
            right=each.right,
            items=each.items,
            seconds=each.seconds,
            domains=each.domains,
            topic=names.get(next(iter(each.topics)), "") if len(each.topics) == 1 else "",
        )
        for number, each in enumerate(ended, start=1)
    ]
    return tuple(reversed(found))
