"""Cards of the learner's own, written in the program: what one lacks, what asks nearly the same, saving, deleting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cehrs_desktop.activities.changed import Changed
from cehrs_desktop.clock import Clock
from cehrs_desktop.content.near_duplicates import words_that_matter
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.content import Topic
from cehrs_desktop.rules.study.cards import CardId
from cehrs_desktop.rules.study.own_card import OWN_PACK
from cehrs_desktop.rules.study.session import StepKind
from cehrs_desktop.rules.study.shown_card import Text
from cehrs_desktop.rules.study.written_card import MOST_BLANKS, Lack, WrittenCard, cards_of, lacks
from cehrs_desktop.storage.browse import read_fronts
from cehrs_desktop.storage.database import Database, within
from cehrs_desktop.storage.flashcards import Edit
from cehrs_desktop.storage.own_cards import add_own_cards, next_key, own_topic, read_own, set_retired
from cehrs_desktop.storage.own_rows import OwnRow, read_own_rows, write_own_rows
from cehrs_desktop.storage.topics import read_all_topics
from cehrs_desktop.storage.undo import UndoStep, push_step

__all__ = ["Fronts", "Saved", "as_written", "delete", "own_topic", "rewrite", "save", "topics", "what_is_missing"]

NEARLY_THE_SAME = 0.6
"""Share of their words that two questions have in common to be told of; a hint, so lower than what packs must keep."""
_MOST_SHOWN = 3
_FEWEST_WORDS = 2


@dataclass(frozen=True, slots=True)
class Saved:
    """What was saved: the cards, several for a text with blanks."""

    changed: Changed
    cards: tuple[CardId, ...]


def topics(database: Database) -> tuple[Topic, ...]:
    """The topics a card can belong to; besides them each domain has one of its own cards, `own_topic(domain)`."""
    with database.reading() as connection:
        return tuple(topic for topic in read_all_topics(connection) if not topic.id.startswith(f"{OWN_PACK}-"))


def what_is_missing(card: WrittenCard) -> tuple[UserError, ...]:
    """A sentence for each thing that keeps the card from being saved."""
    return tuple(_sentence(lack) for lack in lacks(card))


def _sentence(lack: Lack) -> UserError:
    sentences = {
        Lack.FRONT: UserError("The question is missing: write what you want to be asked."),
        Lack.BACK: UserError("The answer is missing: write it, or make a blank in the question."),
        Lack.EMPTY_BLANK: UserError("A blank is empty: write its answer after the two colons."),
        Lack.TOO_MANY_BLANKS: UserError("There are more than {most} blanks: make two cards of it.", most=MOST_BLANKS),
        Lack.TOO_LONG: UserError("The text is too long for one card: make several of it."),
        Lack.DOMAIN: UserError("Choose the domain, so that the card counts by its weight on the exam."),
        Lack.TOPIC: UserError("Choose the topic, or “None of these”."),
    }
    return sentences[lack]


def save(database: Database, clock: Clock, card: WrittenCard, *, rollover_hour: int) -> Saved:
    """Store a card, or the cards of its blanks, in one transaction. Raises UserError for the first thing it lacks."""
    missing = what_is_missing(card)
    if missing:
        raise missing[0]
    now = clock.now()
    with database.transaction() as session:
        connection = within(session)
        own = cards_of(card, key=next_key(connection))
        added = add_own_cards(session, own, now=now, rollover_hour=rollover_hour)
        push_step(connection, UndoStep(StepKind.ADD, added[0], cards=added), made_at=now)
    return Saved(Changed.CARDS | Changed.CONTENT, added)


def as_written(database: Database, card: CardId) -> WrittenCard:
    """An own card as it is now, to be written on. Raises UserError when it was deleted meanwhile."""
    with database.reading() as connection:
        row = _own_row(read_own_rows(connection, [card]), card)
    return WrittenCard(row.shown, row.domain, row.topic)


def _own_row(rows: Sequence[OwnRow], card: CardId) -> OwnRow:
    for row in rows:
        if row.card == card:
            return row
    raise UserError("This card is no longer here. Undo brings it back if it was deleted.")


def rewrite(database: Database, clock: Clock, card: CardId, written: WrittenCard, *, rollover_hour: int) -> Saved:
    """Give an own card another text, domain or topic, in one transaction; id, memory and history stay.

    Of several blanks the first is this card's, the others are added. Cards that are blanks of one text move together.
    Raises UserError for the first thing it lacks, or when it was deleted meanwhile.
    """
    missing = what_is_missing(written)
    if missing:
        raise missing[0]
    now = clock.now()
    with database.transaction() as session:
        connection = within(session)
        rows = read_own_rows(connection, [card])
        before = _own_row(rows, card)
        first, *more = cards_of(written, key=next_key(connection))
        group = before.group or first.group
        assert first.topic is not None, "what lacks a topic isn't saved"
        after = [replace(row, domain=first.domain, topic=first.topic) for row in rows]
        if first.text != _stripped(before.shown):
            edit = None if first.text == before.text else Edit(first.text, before.content_hash, edited_at=now)
            after = [replace(row, edit=edit) if row.card == card else row for row in after]
        if more:
            after = [replace(row, group=group) for row in after]
        changed = [(had, row) for had, row in zip(rows, after, strict=True) if had != row]
        if not changed:
            return Saved(Changed(0), (card,))
        write_own_rows(connection, [row for _, row in changed])
        others = [replace(own, group=group) for own in more]
        added = add_own_cards(session, others, now=now, rollover_hour=rollover_hour)
        own = tuple(had for had, _ in changed)
        push_step(connection, UndoStep(StepKind.REWRITE, card, cards=added, own=own), made_at=now)
    return Saved(Changed.CARDS | Changed.CONTENT, (card, *added))


def _stripped(text: Text) -> Text:
    return Text(text.front.strip(), text.back.strip(), text.why.strip())


def delete(database: Database, clock: Clock, cards: Sequence[CardId]) -> Changed:
    """Put own cards out of sight; their answers stay in the log, and undo brings them back.

    Raises UserError, with nothing changed, when one of them is a pack's.
    """
    with database.changing() as connection:
        own = read_own(connection, cards)
        if not own or len(own) < len(cards):
            raise UserError("Only your own cards can be deleted. Suspend the others: they won't come again.")
        set_retired(connection, own, retired=True)
        push_step(connection, UndoStep(StepKind.DELETE, own[0], cards=own), made_at=clock.now())
    return Changed.CARDS | Changed.CONTENT


class Fronts:
    """The questions there are, to be compared with one that is being written."""

    def __init__(self, database: Database, *, but: CardId | None = None) -> None:
        """`but`: the card whose question is being written."""
        with database.reading() as connection:
            self._fronts = read_fronts(connection, but=but)
        self._words = [words_that_matter(front) for front in self._fronts]
        self._holding: dict[str, list[int]] = {}
        for place, words in enumerate(self._words):
            for word in words:
                self._holding.setdefault(word, []).append(place)

    def nearly_the_same(self, front: str) -> tuple[str, ...]:
        """The questions that ask nearly the same, the most similar first."""
        wanted = words_that_matter(front)
        if len(wanted) < _FEWEST_WORDS:
            return ()
        similar = []
        for place in self._candidates(wanted):
            words = self._words[place]
            share = len(words & wanted) / len(words | wanted)
            if share >= NEARLY_THE_SAME:
                similar.append((-share, self._fronts[place]))
        return tuple(front for _, front in sorted(similar)[:_MOST_SHOWN])

    def _candidates(self, wanted: frozenset[str]) -> set[int]:
        """Those that hold one of the rarest words: who lacks all of these, lacks too many."""
        lists = sorted((self._holding.get(word, []) for word in wanted), key=len)
        enough = int(len(wanted) * (1 - NEARLY_THE_SAME) + 1e-9) + 1
        return {place for places in lists[:enough] for place in places}
