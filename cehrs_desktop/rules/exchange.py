"""Cards on their way in: what a file holds, what of it is new, and why the rest is left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from cehrs_desktop.rules.content import DomainNumber, TopicId
from cehrs_desktop.rules.study.cards import Rating

LONGEST_TEXT = 20_000
"""Characters of one side of a card."""


@dataclass(frozen=True, slots=True)
class IncomingReview:
    """A rating given in another program; `was_new`: the first of its card."""

    reviewed_at: datetime
    rating: Rating
    seconds: float
    was_new: bool


@dataclass(frozen=True, slots=True)
class IncomingMemory:
    """What another program knows of a card's memory. Stability in days, difficulty 1 to 10."""

    stability: float
    difficulty: float
    due_at: datetime
    reviews: int
    lapses: int
    history: tuple[IncomingReview, ...] = ()


@dataclass(frozen=True, slots=True)
class Incoming:
    """One card of a file, its texts as safe Markdown. `key` is what the same card has in the same file next time.

    `domain` and `topic` are None where the file doesn't say; `images` are names of files that its texts show.
    `odd_domain`: the file names one that the exam hasn't.
    """

    key: str
    front: str
    back: str
    why: str = ""
    tags: tuple[str, ...] = ()
    group: str | None = None
    domain: DomainNumber | None = None
    topic: TopicId | None = None
    suspended: bool = False
    memory: IncomingMemory | None = None
    images: tuple[str, ...] = ()
    odd_domain: bool = False

    @property
    def texts(self) -> tuple[str, str, str]:
        """What is compared to tell whether the card has changed."""
        return self.front, self.back, self.why


class SkipReason(Enum):
    """Why a card of a file is left out."""

    SAME = "the same card is here already"
    NO_FRONT = "it has no question"
    NO_BACK = "it has no answer"
    TWICE = "the file has it twice"
    ASKED_ALREADY = "another card asks the same"
    TOO_LONG = "its text is too long"
    NO_DOMAIN = "it has no domain"
    ODD_DOMAIN = "its domain isn't one of the exam's"


@dataclass(frozen=True, slots=True)
class Skipped:
    """A card that is left out."""

    incoming: Incoming
    reason: SkipReason


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What importing a file would do: nothing has been done yet."""

    added: tuple[Incoming, ...]
    changed: tuple[Incoming, ...]
    skipped: tuple[Skipped, ...]


def plan_import(
    incoming: Iterable[Incoming],
    *,
    there: Mapping[str, tuple[str, str, str]],
    asked: Iterable[str],
    domain: DomainNumber | None,
) -> ImportPlan:
    """Compare a file's cards with what is there.

    `there` has the texts of own cards by key, `asked` the questions of all other cards; `domain` is that of cards
    whose file doesn't say.
    """
    questions = {plain(question) for question in asked}
    met: set[str] = set()
    added: list[Incoming] = []
    changed: list[Incoming] = []
    skipped: list[Skipped] = []
    for card in incoming:
        reason = _reason(card, there=there, questions=questions, met=met, domain=domain)
        met.add(card.key)
        if reason is not None:
            skipped.append(Skipped(card, reason))
        elif card.key in there:
            changed.append(card)
        else:
            added.append(card)
            if card.group is None:
                questions.add(plain(card.front))
    return ImportPlan(tuple(added), tuple(changed), tuple(skipped))


def _reason(
    card: Incoming,
    *,
    there: Mapping[str, tuple[str, str, str]],
    questions: set[str],
    met: set[str],
    domain: DomainNumber | None,
) -> SkipReason | None:
    if not card.front.strip():
        return SkipReason.NO_FRONT
    if not card.back.strip():
        return SkipReason.NO_BACK
    if max(map(len, card.texts)) > LONGEST_TEXT:
        return SkipReason.TOO_LONG
    if card.key in met:
        return SkipReason.TWICE
    if there.get(card.key) == card.texts:
        return SkipReason.SAME
    if card.odd_domain:
        return SkipReason.ODD_DOMAIN
    if card.key in there:
        return None
    if plain(card.front) in questions:
        return SkipReason.ASKED_ALREADY
    return SkipReason.NO_DOMAIN if domain is None and card.domain is None else None


def plain(text: str) -> str:
    """A question without what doesn't make it another one: case, spaces, marks of Markdown."""
    return re.sub(r"[\s*_`\\]+", " ", text).strip().casefold()
