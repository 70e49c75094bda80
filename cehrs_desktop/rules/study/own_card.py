"""A card of the learner's own as it is stored: its text, and the memory it begins with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cehrs_desktop.rules.content import DomainNumber, FlashcardId, TopicId
from cehrs_desktop.rules.exchange import Incoming, IncomingMemory
from cehrs_desktop.rules.study.cards import Card, CardId, CardState
from cehrs_desktop.rules.study.learner_day import StudyDay, study_day
from cehrs_desktop.rules.study.shown_card import Text

OWN_PACK = "own"
"""The pack that holds the learner's own cards."""


def is_own(flashcard: FlashcardId) -> bool:
    """Whether a flashcard is one of the learner's own."""
    return flashcard.startswith(f"{OWN_PACK}-")


@dataclass(frozen=True, slots=True)
class OwnCard:
    """One card to write. `key` is its identity among own cards; `topic` None: the domain's topic of own cards."""

    key: str
    text: Text
    domain: DomainNumber
    topic: TopicId | None
    tags: tuple[str, ...] = ()
    group: str | None = None
    suspended: bool = False
    memory: IncomingMemory | None = None


def own_card(incoming: Incoming, domain: DomainNumber | None) -> OwnCard:
    """A planned card as it is stored; `domain` is for those whose file doesn't say."""
    chosen = incoming.domain or domain
    assert chosen is not None, "cards without a domain are skipped"
    return OwnCard(
        key=incoming.key,
        text=Text(*incoming.texts),
        domain=chosen,
        topic=incoming.topic,
        tags=incoming.tags,
        group=incoming.group,
        suspended=incoming.suspended,
        memory=incoming.memory,
    )


def card_of(own: OwnCard, card_id: CardId, *, now: datetime, rollover_hour: int) -> Card:
    """The memory a card begins with: new, or what another program knew of it, never due before it was last seen."""
    memory = own.memory
    if memory is None:
        return Card(id=card_id, domain=own.domain)
    today = study_day(now, rollover_hour=rollover_hour)
    due = study_day(memory.due_at.astimezone(now.tzinfo), rollover_hour=rollover_hour)
    if memory.history:
        last = study_day(memory.history[-1].reviewed_at.astimezone(now.tzinfo), rollover_hour=rollover_hour)
    else:
        last = StudyDay(due - max(round(memory.stability), 1))
    last = min(last, today)
    return Card(
        id=card_id,
        domain=own.domain,
        state=CardState.REVIEW,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due_day=StudyDay(min(max(due, last + 1), today + 36_500)),
        last_day=last,
        reviews=memory.reviews,
        lapses=memory.lapses,
    )
