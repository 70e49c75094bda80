"""All cards as lines of a list: which of them are shown, and in which order."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from cehrs_desktop.rules.content import DomainNumber, TopicId
from cehrs_desktop.rules.study.cards import LEECH_LAPSES, CardId, CardState
from cehrs_desktop.rules.study.learner_day import StudyDay
from cehrs_desktop.rules.word_search import holding


@dataclass(frozen=True, slots=True)
class CardLine:
    """One card in a list. `front` is without Markdown's signs; `due_day` is None for new cards and those in steps."""

    id: CardId
    front: str
    domain: DomainNumber
    topic: str
    topic_id: TopicId
    state: CardState
    due_day: StudyDay | None
    stability: float | None
    lapses: int
    core: bool
    suspended: bool
    flagged: bool
    edited: bool
    own: bool
    new_text: bool = False
    """The pack has another text than the one the learner replaced."""
    tags: tuple[str, ...] = ()
    noted: bool = False
    missed: bool = False
    """Taught by an item that was missed, or guessed, when it was last met."""


class Show(Enum):
    """Which cards are shown."""

    ALL = "all"
    DUE = "due"
    NEW = "new"
    CORE = "core"
    SUSPENDED = "suspended"
    FLAGGED = "flagged"
    LEECH = "leech"
    EDITED = "edited"
    OWN = "own"
    NEW_TEXT = "new_text"
    NOTED = "noted"
    MISSED = "missed"


class Order(Enum):
    """How they are sorted."""

    PACK = "pack"
    QUESTION = "question"
    DUE = "due"
    WEAKEST = "weakest"
    MISSED = "missed"


_NEVER = 1 << 40


def shown_lines(
    lines: Sequence[CardLine],
    *,
    today: StudyDay,
    show: Show = Show.ALL,
    domain: DomainNumber | None = None,
    topic: TopicId | None = None,
    tag: str | None = None,
    order: Order = Order.PACK,
    found: Collection[CardId] | None = None,
) -> list[CardLine]:
    """The lines that are wanted, sorted; `found` are the cards a search has found, None when nothing is searched."""
    is_shown = _SHOWN[show]
    wanted = [
        line
        for line in lines
        if (found is None or line.id in found)
        and (domain is None or line.domain is domain)
        and (topic is None or line.topic_id == topic)
        and (tag is None or tag in line.tags)
        and is_shown(line, today)
    ]
    if order is Order.QUESTION:
        wanted.sort(key=lambda line: line.front.casefold())
    elif order is Order.DUE:
        wanted.sort(key=lambda line: _NEVER if line.due_day is None else line.due_day)
    elif order is Order.WEAKEST:
        wanted.sort(key=lambda line: float(_NEVER) if line.stability is None else line.stability)
    elif order is Order.MISSED:
        wanted.sort(key=lambda line: -line.lapses)
    return wanted


def with_words(lines: Sequence[CardLine], wanted: str) -> frozenset[CardId] | None:
    """The cards whose question, topic or tags hold a word beginning with each of those wanted; None without words.

    It is what can be found without an index of the texts.
    """
    if not re.search(r"\w", wanted):
        return None
    holds = holding(wanted)
    return frozenset(line.id for line in lines if holds(" ".join((line.front, line.topic, *line.tags))))


def tags_in_use(lines: Sequence[CardLine]) -> tuple[str, ...]:
    """The learner's tags, sorted."""
    return tuple(sorted({tag for line in lines for tag in line.tags}, key=str.casefold))


def _is_due(line: CardLine, today: StudyDay) -> bool:
    is_due = line.due_day is not None and line.due_day <= today
    return not line.suspended and (is_due or line.state in (CardState.LEARNING, CardState.RELEARNING))


_SHOWN: Mapping[Show, Callable[[CardLine, StudyDay], bool]] = {
    Show.ALL: lambda _line, _today: True,
    Show.DUE: _is_due,
    Show.NEW: lambda line, _today: line.state is CardState.NEW,
    Show.CORE: lambda line, _today: line.core,
    Show.SUSPENDED: lambda line, _today: line.suspended,
    Show.FLAGGED: lambda line, _today: line.flagged,
    Show.LEECH: lambda line, _today: line.lapses >= LEECH_LAPSES,
    Show.EDITED: lambda line, _today: line.edited,
    Show.OWN: lambda line, _today: line.own,
    Show.NEW_TEXT: lambda line, _today: line.new_text,
    Show.NOTED: lambda line, _today: line.noted,
    Show.MISSED: lambda line, _today: line.missed,
}
