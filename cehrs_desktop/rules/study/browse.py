"""All cards as lines of a list: which of them are shown, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.study.cards import LEECH_LAPSES, CardId, CardState
from cehrs_desktop.rules.study.learner_day import StudyDay


@dataclass(frozen=True, slots=True)
class CardLine:
    """One card in a list. `front` is without Markdown's signs; `due_day` is None for new cards and those in steps."""

    id: CardId
    front: str
    domain: DomainNumber
    topic: str
    state: CardState
    due_day: StudyDay | None
    stability: float | None
    lapses: int
    core: bool
    suspended: bool
    flagged: bool
    edited: bool
    own: bool


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


class Order(Enum):
    """How they are sorted."""

    PACK = "pack"
    QUESTION = "question"
    DUE = "due"
    WEAKEST = "weakest"


_NEVER = 1 << 40


def shown_lines(
    lines: Sequence[CardLine],
    *,
    today: StudyDay,
    show: Show = Show.ALL,
    domain: DomainNumber | None = None,
    order: Order = Order.PACK,
    found: Collection[CardId] | None = None,
) -> list[CardLine]:
    """The lines that are wanted, sorted; `found` are the cards a search has found, None when nothing is searched."""
    is_shown = _SHOWN[show]
    wanted = [
        line
        for line in lines
        if (found is None or line.id in found) and (domain is None or line.domain is domain) and is_shown(line, today)
    ]
    if order is Order.QUESTION:
        wanted.sort(key=lambda line: line.front.casefold())
    elif order is Order.DUE:
        wanted.sort(key=lambda line: _NEVER if line.due_day is None else line.due_day)
    elif order is Order.WEAKEST:
        wanted.sort(key=lambda line: float(_NEVER) if line.stability is None else line.stability)
    return wanted


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
}
