"""Responses: what became of each item that was shown, and the conditions a sitting is held under."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NewType

from cehrs_desktop.rules.content import DomainNumber, ItemHash, ItemId, OptionId, TopicId
from cehrs_desktop.rules.exam.bank import History
from cehrs_desktop.rules.exam.events import Confidence
from cehrs_desktop.rules.exam.state import Sitting, Terms, TimeAllowed
from cehrs_desktop.rules.study.learner_day import StudyDay

AttemptId = NewType("AttemptId", int)


class Cause(StrEnum):
    """Why an item was missed, in the learner's own judgment."""

    DIDNT_KNOW = "didnt_know"
    MISREAD = "misread"
    CHANGED = "changed"
    OUT_OF_TIME = "out_of_time"


@dataclass(frozen=True, slots=True)
class Response:
    """What became of one item. `expected` in whole hundredths, `seconds` it was in view, `chosen` None: unanswered."""

    position: int
    item: ItemId
    version: ItemHash
    domain: DomainNumber
    topic: TopicId
    scored: bool
    expected: int
    chosen: OptionId | None
    correct: bool
    seconds: float
    times_met: int
    study_day: StudyDay
    confidence: Confidence | None = None
    cause: Cause | None = None

    @property
    def counts_as_missed(self) -> bool:
        """Whether it should be learned again: wrong, unanswered, or right by a guess."""
        return not self.correct or self.confidence is Confidence.GUESS


def responses_of(sitting: Sitting, history: History, *, day: StudyDay) -> tuple[Response, ...]:
    """What became of every item that was on the screen; `history` is that of before the sitting."""
    return tuple(response_at(sitting, position, history, day=day) for position in sorted(sitting.seen))


def response_at(sitting: Sitting, position: int, history: History, *, day: StudyDay) -> Response:
    """What became of the item at a position."""
    item = sitting.form.at(position)
    choice = sitting.choices.get(position)
    met = history.get(item.item)
    return Response(
        position=position,
        item=item.item,
        version=ItemHash(item.version),
        domain=item.domain,
        topic=item.topic,
        scored=item.scored,
        expected=item.expected,
        chosen=None if choice is None else choice.option,
        correct=choice is not None and choice.option == item.key,
        seconds=round(sitting.seconds[position - 1], 3),
        times_met=0 if met is None else met.times,
        study_day=day,
        confidence=None if choice is None else choice.confidence,
    )


@dataclass(frozen=True, slots=True)
class Conditions:
    """How a sitting is held. `tools` are calculator and scratchpad, `lockdown` the level it is watched at, if it is.

    `feedback`: whether key and reasons are shown after each answer; practice only.
    """

    terms: Terms = field(default_factory=Terms)
    tools: bool = True
    feedback: bool = False
    lockdown: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The conditions in plain values; `conditions_from_json` reads them."""
        terms = {"time": self.terms.time.value, "in_parts": self.terms.in_parts, "breaks": self.terms.breaks}
        return {"terms": terms, "tools": self.tools, "feedback": self.feedback, "lockdown": self.lockdown}


def conditions_from_json(values: Mapping[str, Any]) -> Conditions:
    """The conditions that `Conditions.as_json` wrote down."""
    terms = values["terms"]
    return Conditions(
        terms=Terms(time=TimeAllowed(terms["time"]), in_parts=terms["in_parts"], breaks=terms["breaks"]),
        tools=values["tools"],
        feedback=values["feedback"],
        lockdown=values["lockdown"],
    )
