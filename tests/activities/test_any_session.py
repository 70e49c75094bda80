"""Whatever the learner does, a session shows only what it should, and ends."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from cehrs_desktop.activities.card_changes import bury, suspend
from cehrs_desktop.activities.daily_review import DailyReview
from cehrs_desktop.activities.learner_file import open_learner_file
from cehrs_desktop.paths import study_file
from cehrs_desktop.rules.study.cards import CardId, CardState, Rating
from cehrs_desktop.rules.study.session import StepKind
from cehrs_desktop.storage.database import Database
from tests.builders import a_database, a_flashcard, a_session
from tests.fakes import FakeClock

FLASHCARDS = [
    a_flashcard(f"card-{i}", domain=1 + i % 5, core=i % 3 == 0, group=f"group-{i % 4}" if i % 2 else None)
    for i in range(24)
]

Actions = st.lists(
    st.one_of(
        st.sampled_from(Rating),
        st.sampled_from(Rating),
        st.sampled_from([StepKind.BURY, StepKind.SUSPEND, "undo", "new session"]),
    ),
    max_size=40,
)


@dataclass
class Watched:
    """What a watcher beside the learner knows about one study day."""

    database: Database
    clock: FakeClock
    session: DailyReview
    put_aside: list[tuple[str, CardId]] = field(default_factory=list)
    done: list[CardId] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)

    def look(self) -> CardId | None:
        """The card that is shown, once it is certain that it may be."""
        shown = self.session.next()
        if shown is None:
            return None
        card = shown.card.id
        assert card not in [put for _, put in self.put_aside], "a card that was put aside is shown"
        in_steps = shown.card.state in (CardState.LEARNING, CardState.RELEARNING)
        assert in_steps or card not in self.done, "a card comes a second time that is not in steps"
        group = FLASHCARDS[card - 1].group
        siblings = [other for other in self.done if FLASHCARDS[other - 1].group == group and other != card]
        assert group is None or not siblings, "two cards of one group meet on one day"
        return card

    def act(self, action: Rating | StepKind | str, card: CardId) -> None:
        self.clock.advance(seconds=30)
        if isinstance(action, Rating):
            self.session.rate(self.session.show(card), action, seconds=10)
            self.done.append(card)
            self.steps.append("rate")
        elif action is StepKind.BURY:
            bury(self.database, self.clock, card=card, day=self.session.day)
            self._put_aside("bury", card)
        elif action is StepKind.SUSPEND:
            suspend(self.database, self.clock, card=card)
            self._put_aside("suspend", card)
        elif action == "undo":
            self._undo()
        else:
            self.session = a_session(self.database, self.clock, minutes=20)

    def _put_aside(self, kind: str, card: CardId) -> None:
        self.session.refresh_marks(card)
        self.put_aside.append((kind, card))
        self.steps.append("put aside")

    def _undo(self) -> None:
        if not self.steps:
            return
        undone = self.session.undo()
        assert undone is not None
        taken_back = self.done.pop() if self.steps.pop() == "rate" else self.put_aside.pop()[1]
        assert undone.card == taken_back


@pytest.fixture(scope="module")
def ready_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file half of whose cards were learned a week ago."""
    folder, clock = tmp_path_factory.mktemp("ready-made"), FakeClock()
    with closing(a_database(folder, clock, flashcards=FLASHCARDS)) as database:
        for _ in range(6):
            session = a_session(database, clock, new_per_day=3)
            while (shown := session.next()) is not None:
                session.rate(shown, Rating.GOOD, seconds=10)
            clock.advance(days=1)
    return study_file(folder)


# Without shrinking, which would take minutes on real files.
@settings(
    max_examples=40,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
@given(actions=Actions)
def test_no_sequence_of_steps_shows_what_it_should_not_and_every_session_ends(
    ready_made: Path, tmp_path_factory: pytest.TempPathFactory, actions: list[Rating | StepKind | str]
) -> None:
    folder, clock = tmp_path_factory.mktemp("session"), FakeClock()
    clock.advance(days=9)
    shutil.copy(ready_made, study_file(folder))
    with closing(open_learner_file(folder, clock)) as database:
        day = Watched(database, clock, a_session(database, clock, minutes=20))
        for action in actions:
            card = day.look()
            if card is not None:
                day.act(action, card)
            elif action == "undo":
                day.act(action, CardId(0))
        for _ in range(200):
            card = day.look()
            if card is None:
                break
            day.act(Rating.GOOD, card)
        else:
            pytest.fail("the session doesn't end")
    shutil.rmtree(folder)


def test_a_session_ends_even_when_every_answer_is_a_miss(database: Database, clock: FakeClock) -> None:
    session = a_session(database, clock, minutes=5)
    answers = 0
    while (shown := session.next()) is not None:
        session.rate(shown, Rating.AGAIN, seconds=10)
        clock.advance(seconds=10)
        answers += 1
        assert answers <= 30
    assert answers == 30
