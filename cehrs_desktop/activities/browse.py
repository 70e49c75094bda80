"""Finding cards among all of them, and what is done to many at once: each such step is one step of undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from cehrs_desktop.activities.changed import Changed
from cehrs_desktop.clock import Clock
from cehrs_desktop.rules.content import DomainNumber, TopicId
from cehrs_desktop.rules.study.browse import CardLine, Order, Show, shown_lines, tags_in_use, with_words
from cehrs_desktop.rules.study.cards import CardId
from cehrs_desktop.rules.study.learner_day import study_day
from cehrs_desktop.rules.study.session import StepKind
from cehrs_desktop.rules.study.shown_card import Marks
from cehrs_desktop.storage.browse import CardSearch, fingerprint_of, read_lines, read_texts
from cehrs_desktop.storage.cards import read_marks, write_marks
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.undo import UndoStep, push_step

Search = CardSearch
"""The full-text index, as those above the activities know it."""


def make_search(study_file: Path, known: int | None) -> Search | None:
    """The full-text index of all cards, over a connection of its own; None when the one `known` is of the same texts.

    About 0.5 s at 20,000 cards.
    """
    with closing(Database(study_file)) as database, database.reading() as connection:
        texts = read_texts(connection)
    return None if fingerprint_of(texts) == known else CardSearch(texts)


class Browser:
    """All cards, read again when they have changed. Close it when done.

    Until it is given an index (`take`), a search looks at questions, topics and tags only.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._lines: tuple[CardLine, ...] = ()
        self._search: Search | None = None

    def refresh(self) -> None:
        """Read the cards again; the index stays."""
        with self._database.reading() as connection:
            self._lines = read_lines(connection)

    @property
    def known(self) -> int | None:
        """The fingerprint of the texts in the index; None as long as there is none."""
        return None if self._search is None else self._search.fingerprint

    def take(self, search: Search) -> None:
        """Search in this index from now on."""
        self.close()
        self._search = search

    def find(
        self,
        wanted: str = "",
        *,
        rollover_hour: int,
        show: Show = Show.ALL,
        domain: DomainNumber | None = None,
        topic: TopicId | None = None,
        tag: str | None = None,
        order: Order = Order.PACK,
    ) -> list[CardLine]:
        """The cards that hold all the words wanted (their beginnings do), and fit the filters."""
        found = None
        if wanted.strip():
            found = with_words(self._lines, wanted) if self._search is None else self._search.found(wanted)
        today = study_day(self._clock.now(), rollover_hour=rollover_hour)
        return shown_lines(
            self._lines, today=today, show=show, domain=domain, topic=topic, tag=tag, order=order, found=found
        )

    def tags(self) -> tuple[str, ...]:
        """The learner's tags, sorted."""
        return tags_in_use(self._lines)

    def topics(self, domain: DomainNumber | None = None) -> dict[TopicId, str]:
        """The topics of the cards there are (of one domain), in the order of the cards."""
        return {line.topic_id: line.topic for line in self._lines if domain is None or line.domain is domain}

    def close(self) -> None:
        """Let go of the index."""
        if self._search is not None:
            self._search.close()
            self._search = None


def suspend_all(database: Database, clock: Clock, cards: Sequence[CardId], *, suspended: bool) -> Changed:
    """Take cards out of study, or bring them back."""
    return _mark_all(database, clock, cards, lambda had: replace(had, suspended=suspended))


def flag_all(database: Database, clock: Clock, cards: Sequence[CardId], *, flagged: bool) -> Changed:
    """Flag cards, or take their flags off."""
    return _mark_all(database, clock, cards, lambda had: replace(had, flagged=flagged))


def _mark_all(database: Database, clock: Clock, cards: Sequence[CardId], marked: Callable[[Marks], Marks]) -> Changed:
    if not cards:
        return Changed(0)
    with database.changing() as connection:
        before = tuple((card, read_marks(connection, card)) for card in cards)
        for card, had in before:
            write_marks(connection, card, marked(had))
        step = UndoStep(StepKind.MARKS, before[0][0], many=before)
        push_step(connection, step, made_at=clock.now())
    return Changed.CARDS
