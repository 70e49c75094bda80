"""Makes the study files that are measured: a learner's months on as many cards as wanted, always the same ones."""

from __future__ import annotations

import random
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from cehrs_desktop.activities.content_packs import install_if_changed
from cehrs_desktop.activities.learner_file import open_learner_file
from cehrs_desktop.activities.preferences import save_preferences
from cehrs_desktop.content.blueprint_reader import read_blueprint
from cehrs_desktop.content.fingerprint import of_folder
from cehrs_desktop.paths import resources_dir, study_file
from cehrs_desktop.rules.apportionment import largest_remainder
from cehrs_desktop.rules.preferences import Preferences
from cehrs_desktop.rules.study.cards import CardState, Rating
from cehrs_desktop.rules.study.learner_day import day_of
from tests.benchmarks.stopped_clock import NOW, StoppedClock

REVIEWS_PER_CARD = 10
REVIEWS_PER_MET_CARD = 11
"""One card in eleven is still new, so that there are ten reviews a card in all."""

DUE_SHARE = 0.03
IN_STEPS_SHARE = 0.002
_SEED = 20261123
_PACK = resources_dir() / "content" / "cehrs-2020"
_TODAY = day_of(NOW.date())
_DAY_SECONDS = 24 * 60 * 60


def a_study_file(cards: int) -> Path:
    """A folder with a study file of so many cards, made if it isn't there yet. Work on a copy."""
    folder = _kept_dir() / str(cards)
    if not study_file(folder).exists():
        unfinished = folder.with_name(f"{cards}.unfinished")
        study_file(unfinished).unlink(missing_ok=True)
        _make(unfinished, cards)
        unfinished.rename(folder)
    return folder


def a_copy(cards: int, folder: Path) -> Path:
    """A study file of so many cards in the new folder `folder`, whose pack counts as the installed one."""
    folder.mkdir(parents=True)
    shutil.copy(study_file(a_study_file(cards)), study_file(folder))
    with closing(sqlite3.connect(study_file(folder))) as connection, connection:
        connection.execute("UPDATE pack SET fingerprint = ?", (of_folder(_PACK),))
    return folder


def _kept_dir() -> Path:
    """Another generator or another schema means other files; other content doesn't."""
    schema = (Path(__file__).parents[2] / "cehrs_desktop" / "storage" / "tables.py").read_bytes()
    key = sha256(Path(__file__).read_bytes() + schema).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / "cehrs-trainer-benchmarks" / key


def _make(folder: Path, cards: int) -> None:
    database = open_learner_file(folder, StoppedClock())
    install_if_changed(database, _PACK, StoppedClock())
    chosen = Preferences(exam_date=date(2027, 3, 1), welcomed=True, ratings_explained=True, show_primers=False)
    save_preferences(database, replace(chosen, study=replace(chosen.study, minutes_per_day=60)))
    database.close()
    with closing(sqlite3.connect(study_file(folder), isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("BEGIN IMMEDIATE")
        _multiply_flashcards(connection, cards)
        _study(connection)
        connection.execute("COMMIT")
        connection.execute("VACUUM")
        connection.execute("PRAGMA journal_mode = WAL")
        assert connection.execute("PRAGMA foreign_key_check").fetchone() is None


def _multiply_flashcards(connection: sqlite3.Connection, cards: int) -> None:
    """The pack's own flashcards over and over, in blueprint proportion; each round has groups of its own."""
    weights = {d.number: d.weight for d in read_blueprint(resources_dir() / "blueprint.toml").domains}
    columns = "pack_id, topic_id, front, back, why, exhibit, source_id, tags, content_hash"
    originals: dict[int, list[tuple[Any, ...]]] = {domain: [] for domain in weights}
    for domain, *row in connection.execute(
        f"""SELECT card.domain, stable_id, core, group_key, {columns}
            FROM flashcard JOIN card USING (id) ORDER BY position"""
    ):
        originals[domain].append(tuple(row))
    connection.execute("DELETE FROM card")
    connection.execute("DELETE FROM flashcard")
    wanted = dict(zip(weights, largest_remainder(list(weights.values()), cards), strict=True))
    made = []
    for domain, count in wanted.items():
        for i in range(count):
            turn, which = divmod(i, len(originals[domain]))
            stable_id, core, group, *rest = originals[domain][which]
            own_group = None if group is None else f"{group}-{turn}"
            made.append(((turn, which), domain, (f"{stable_id}-{turn}", core and turn == 0, own_group, *rest)))
    made.sort(key=lambda each: each[0])
    marks = ", ".join("?" * 14)
    connection.executemany(
        f"INSERT INTO flashcard (id, position, stable_id, core, group_key, {columns}, retired) VALUES ({marks}, 0)",
        ((number, number, *row) for number, (_, _, row) in enumerate(made, start=1)),
    )
    connection.executemany(
        "INSERT INTO card (id, domain, state, reviews, lapses, suspended, flagged) VALUES (?, ?, 0, 0, 0, 0, 0)",
        ((number, domain) for number, (_, domain, _) in enumerate(made, start=1)),
    )


@dataclass
class _Memory:
    """A card on its way through the months; days count from its first review."""

    state: CardState = CardState.NEW
    stability: float | None = None
    difficulty: float | None = None
    due: int | None = None
    due_at: float | None = None
    last: int | None = None
    reviews: int = 0
    lapses: int = 0


def _study(connection: sqlite3.Connection) -> None:
    dice = random.Random(_SEED)
    numbers = connection.execute("SELECT id, domain FROM card ORDER BY id").fetchall()
    met = [each for each in numbers if each[0] % REVIEWS_PER_MET_CARD]
    reviews: list[tuple[Any, ...]] = []
    cards: list[tuple[Any, ...]] = []
    for number, domain in met:
        history, memory = _history(dice, in_steps=dice.random() < IN_STEPS_SHARE)
        first = _first_day(memory, dice)
        reviews.extend(_review_row(number, domain, step, first, dice) for step in history)
        cards.append((*_columns(memory, first), number))
    reviews.sort(key=lambda row: row[1])
    connection.executemany(f"INSERT INTO review VALUES (NULL, {', '.join('?' * 19)})", reviews)
    connection.executemany(
        """UPDATE card SET state = ?, step = ?, stability = ?, difficulty = ?, due_day = ?, due_at = ?, last_day = ?,
                           reviews = ?, lapses = ? WHERE id = ?""",
        cards,
    )
    connection.execute(
        """INSERT INTO study_day
           SELECT study_day, domain, sum(state_before = 0), round(total(seconds * (state_before = 0)), 3),
                  sum(state_before != 0), round(total(seconds * (state_before != 0)), 3),
                  sum(state_before = 2 AND rating > 1), sum(state_before = 2 AND rating = 1)
           FROM review GROUP BY study_day, domain"""
    )


def _history(dice: random.Random, *, in_steps: bool) -> tuple[list[tuple[_Memory, Rating]], _Memory]:
    """Eleven ratings, each with the card before it, and the card after the last.

    Not FSRS, whose hundred microseconds a rating would take minutes here, but shaped like it: growth that slows down,
    lapses, a step of ten minutes after each.
    """
    memory, history = _Memory(), []
    for turn in range(REVIEWS_PER_MET_CARD):
        is_last = turn == REVIEWS_PER_MET_CARD - 1
        missed = (dice.random() < 0.1 and not is_last) or (is_last and in_steps)
        if is_last and in_steps:  # a card in steps can only be missed into them from review
            missed = memory.state is CardState.REVIEW
        history.append((memory, Rating.AGAIN if missed else Rating.GOOD))
        memory = _rated(memory, missed=missed, dice=dice)
    return history, memory


def _rated(before: _Memory, *, missed: bool, dice: random.Random) -> _Memory:
    today = before.due if before.state is CardState.REVIEW and before.due is not None else (before.last or 0)
    stability, difficulty = before.stability or 2.3, before.difficulty or 5.0
    after = replace(before, last=today, reviews=before.reviews + 1, due=None, due_at=None)
    if missed and before.state is CardState.REVIEW:
        after.state, after.lapses = CardState.RELEARNING, before.lapses + 1
        after.stability, after.difficulty = max(stability * 0.3, 0.5), min(difficulty + 1, 10.0)
    elif missed:
        after.state = before.state if before.state is not CardState.NEW else CardState.LEARNING
        after.stability, after.difficulty = max(stability * 0.7, 0.4), min(difficulty + 0.5, 10.0)
    else:
        after.state = CardState.REVIEW
        after.stability, after.difficulty = stability * dice.uniform(1.2, 2.0), max(difficulty - 0.1, 1.0)
        after.due = today + max(1, min(round(after.stability), 365))
    if after.state is not CardState.REVIEW:
        after.due_at = today * _DAY_SECONDS + 600.0
    return after


def _first_day(memory: _Memory, dice: random.Random) -> int:
    """The study day of the first review, chosen so that the right share of cards is due today."""
    assert memory.last is not None
    if memory.due is None:
        return _TODAY - 1 - memory.last
    interval = memory.due - memory.last
    if interval == 1 or dice.random() < DUE_SHARE:
        return _TODAY - memory.due - dice.randrange(3)
    return _TODAY - memory.last - dice.randint(1, interval - 1)


def _moment(day: int, second: float) -> str:
    moment = datetime(1970, 1, 1) + timedelta(days=day, seconds=second)
    return f"{moment:%Y-%m-%d %H:%M:%S}.000000"


def _columns(memory: _Memory, first: int) -> tuple[Any, ...]:
    """state, step, stability, difficulty, due_day, due_at, last_day, reviews, lapses"""
    return (
        int(memory.state),
        None if memory.state in (CardState.NEW, CardState.REVIEW) else 0,
        memory.stability,
        memory.difficulty,
        None if memory.due is None else first + memory.due,
        None if memory.due_at is None else _moment(first, memory.due_at + 18 * 60 * 60),
        None if memory.last is None else first + memory.last,
        memory.reviews,
        memory.lapses,
    )


def _review_row(
    card: int, domain: int, step: tuple[_Memory, Rating], first: int, dice: random.Random
) -> tuple[Any, ...]:
    before, rating = step
    in_review = before.state is CardState.REVIEW
    day = before.due if in_review and before.due is not None else (before.last or 0)
    second = 18 * 60 * 60 + before.reviews * 660 + dice.randrange(60)
    state, step_before, stability, difficulty, due_day, due_at, last_day, reviews, lapses = _columns(before, first)
    return (
        card,
        _moment(first + day, second),
        first + day,
        second // 3600 % 24,
        domain,
        int(rating),
        round(dice.uniform(3, 20), 3),
        None if before.stability is None else 0.9,
        0.9,
        1,
        state,
        step_before,
        stability,
        difficulty,
        due_day,
        due_at,
        last_day,
        reviews,
        lapses,
    )


def counts(folder: Path) -> Iterator[tuple[str, int]]:
    """What a file holds, by name."""
    with closing(sqlite3.connect(study_file(folder))) as connection:
        for name, question in (
            ("cards", "SELECT count(*) FROM card"),
            ("new", "SELECT count(*) FROM card WHERE state = 0"),
            ("due today", f"SELECT count(*) FROM card WHERE state = 2 AND due_day <= {_TODAY}"),
            ("in steps", "SELECT count(*) FROM card WHERE state IN (1, 3)"),
            ("reviews", "SELECT count(*) FROM review"),
        ):
            yield name, connection.execute(question).fetchone()[0]
