"""An answer that was accepted is on disk: the program is killed at random moments, and nothing is lost or doubled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from cehrs_desktop.activities.learner_file import check_learner_file, open_learner_file
from cehrs_desktop.paths import study_file
from cehrs_desktop.rules.study.cards import CardId, Rating
from cehrs_desktop.storage.database import Database
from tests.builders import a_database, a_session, flashcards_in_proportion
from tests.fakes import FakeClock
from tests.journeys.killing import Script, soak_seeds

SCRIPT = Script("tests.journeys.scripted_reviews", most_lines=120, longest_step_seconds=0.012)


@dataclass(frozen=True)
class Step:
    kind: str
    card: int
    rating: int


@pytest.fixture(scope="module")
def sixty_flashcards(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sixty")
    a_database(folder, FakeClock(), flashcards=flashcards_in_proportion(60)).close()
    return study_file(folder)


def test_a_program_killed_at_twenty_random_moments_loses_and_doubles_nothing(
    sixty_flashcards: Path, tmp_path: Path
) -> None:
    SCRIPT.kill_all(range(20), sixty_flashcards, tmp_path, check=_check)


@pytest.mark.soak
@pytest.mark.parametrize("batch", range(10))  # each well within faulthandler_timeout
def test_a_program_killed_at_two_hundred_random_moments_loses_and_doubles_nothing(
    sixty_flashcards: Path, tmp_path: Path, batch: int
) -> None:
    SCRIPT.kill_all(soak_seeds(batch), sixty_flashcards, tmp_path, check=_check)


def _check(data_dir: Path, lines: Sequence[str], *, where: str) -> None:
    accepted, tried = _steps(lines)
    check_learner_file(data_dir)
    with closing(open_learner_file(data_dir, FakeClock())) as database:
        found = _found(database)
        possible = [_expected(accepted)]
        if tried is not None:
            possible.append(_expected([*accepted, tried]))
        assert found in possible, where
        _check_sums(database, where=where)
        session = a_session(database, FakeClock())  # and life goes on
        session.undo()
        session.rate(session.show(CardId(1)), Rating.GOOD, seconds=1)


def _steps(lines: Sequence[str]) -> tuple[list[Step], Step | None]:
    """The steps accepted, and the one that was tried when the program was killed."""
    accepted: list[Step] = []
    tried: Step | None = None
    for line in lines:
        if line == "done":
            assert tried is not None
            accepted.append(tried)
            tried = None
        else:
            _, kind, card, rating = line.split()
            tried = Step(kind, int(card), int(rating))
    return accepted, tried


State = tuple[list[tuple[int, int]], list[tuple[str, int]], set[int]]


def _expected(steps: Sequence[Step]) -> State:
    """Reviews (card, rating), steps that can be undone (kind, card), and flagged cards."""
    stack: list[Step] = []
    for step in steps:
        if step.kind != "undo":
            stack.append(step)
        elif stack:
            stack.pop()
    flags = Counter(step.card for step in stack if step.kind == "flag")
    return (
        [(step.card, step.rating) for step in stack if step.kind == "rate"],
        [("review" if step.kind == "rate" else step.kind, step.card) for step in stack],
        {card for card, count in flags.items() if count % 2},
    )


def _found(database: Database) -> State:
    with database.reading() as connection:
        return (
            connection.execute("SELECT card_id, rating FROM review ORDER BY id").fetchall(),
            connection.execute("SELECT kind, card_id FROM undo_step ORDER BY id").fetchall(),
            {card for (card,) in connection.execute("SELECT id FROM card WHERE flagged")},
        )


def _check_sums(database: Database, *, where: str) -> None:
    with database.reading() as connection:
        ask = connection.execute
        reviews = ask("SELECT card_id, reviews_before FROM review ORDER BY id").fetchall()
        counts = dict(ask("SELECT id, reviews FROM card WHERE reviews > 0").fetchall())
        rolled_up = ask(
            "SELECT study_day, domain, new, reviews, round(new_seconds, 3), round(review_seconds, 3), recalled, missed"
            " FROM study_day ORDER BY 1, 2"
        ).fetchall()
        summed = ask(
            """SELECT study_day, domain, sum(state_before = 0), sum(state_before != 0),
                      round(total(CASE WHEN state_before = 0 THEN seconds END), 3),
                      round(total(CASE WHEN state_before != 0 THEN seconds END), 3),
                      sum(state_before = 2 AND rating > 1), sum(state_before = 2 AND rating = 1)
               FROM review GROUP BY 1, 2 ORDER BY 1, 2"""
        ).fetchall()
        unreviewed = ask(
            "SELECT count(*) FROM undo_step WHERE kind = 'review' AND review_id NOT IN (SELECT id FROM review)"
        ).fetchone()
    assert counts == Counter(card for card, _ in reviews), where
    seen: Counter[int] = Counter()
    for card, before in reviews:
        assert before == seen[card], where
        seen[card] += 1
    assert rolled_up == summed, where
    assert unreviewed == (0,), where
