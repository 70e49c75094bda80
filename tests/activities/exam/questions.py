"""A study file with questions enough for every kind of sitting."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from cehrs_desktop.activities.exam.prepare import prepare_exam
from cehrs_desktop.activities.exam.sit import ExamSitting
from cehrs_desktop.clock import Clock
from cehrs_desktop.rules.content import (
    Cognitive,
    DomainNumber,
    FlashcardId,
    Item,
    ItemId,
    Option,
    OptionId,
    SourceId,
    Topic,
    TopicId,
)
from cehrs_desktop.rules.exam.form import FormKind
from cehrs_desktop.rules.exam.responses import AttemptId, Conditions
from cehrs_desktop.storage.database import Database
from tests.builders import a_database, a_flashcard, a_pack, install, the_blueprint

COUNTS = (182, 208, 98, 98, 64)
LEVELS = (Cognitive.APPLICATION, Cognitive.APPLICATION, Cognitive.RECALL, Cognitive.ANALYSIS, Cognitive.APPLICATION)


def an_item(name: str, *, domain: int = 1, number: int = 0, teaches: tuple[str, ...] = ()) -> Item:
    """A question whose key is always option b; the others differ by their letter."""
    return Item(
        id=ItemId(name),
        topic=TopicId(f"topic-{domain}"),
        cognitive=LEVELS[number % len(LEVELS)],
        stem=f"What is done about {name}?",
        options=tuple(
            Option(OptionId(letter), f"Answer {letter} of {name}", f"Why {letter}.", key=letter == "b")
            for letter in "abcd"
        ),
        source=SourceId("a-source"),
        expected=(0.62, 0.66, 0.70, 0.74, 0.78)[number % 5],
        teaches=tuple(FlashcardId(each) for each in teaches) or (FlashcardId(f"card-{domain}"),),
    )


def the_items(counts: tuple[int, ...] = COUNTS) -> tuple[Item, ...]:
    """So many items in each domain."""
    return tuple(
        an_item(f"item-{domain}-{number}", domain=domain, number=number)
        for domain, count in zip(range(1, 6), counts, strict=True)
        for number in range(count)
    )


def a_question_file(folder: Path, clock: Clock, *, counts: tuple[int, ...] = COUNTS) -> Database:
    """A study file whose pack has the blueprint's id, a flashcard and so many items in each domain."""
    database = a_database(folder, clock)
    flashcards = [a_flashcard(f"card-{domain}", domain=domain, core=True) for domain in range(1, 6)]
    pack = replace(
        a_pack(flashcards),
        id=the_blueprint().id,
        items=the_items(counts),
        topics=tuple(Topic(TopicId(f"topic-{d}"), d, f"Topic {d}", 100) for d in DomainNumber),
    )
    install(database, pack, clock)
    return database


def begin(
    database: Database, clock: Clock, *, kind: FormKind = FormKind.DIAGNOSTIC, conditions: Conditions | None = None
) -> ExamSitting:
    """A sitting of the next mock or diagnostic."""
    attempt = prepare_exam(
        database,
        clock,
        kind,
        blueprint=the_blueprint(),
        conditions=conditions or Conditions(),
        rollover_hour=4,
    )
    return ExamSitting(database, clock, attempt.id)


def taken_up(database: Database, clock: Clock, attempt_id: AttemptId) -> ExamSitting:
    """The sitting as the next start of the program finds it."""
    return ExamSitting(database, clock, attempt_id)
