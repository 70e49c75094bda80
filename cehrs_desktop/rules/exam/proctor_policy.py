"""The policy engine: facts about the room and the machine folded into incidents, warnings, and one cover at a time.

Time is given, in seconds of any clock that never jumps. Nothing here knows how a fact was found out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TypeVar

from cehrs_desktop.rules.exam.proctor_ladder import Ladder, Limits, Response, rule_of
from cehrs_desktop.rules.exam.proctor_signals import MOMENTARY, Signal

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Fact:
    """A signal came on, or (not `on`) was put right."""

    signal: Signal
    at: float
    on: bool = True
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Noticed:
    """One incident. `number` counts from 1; `objected`: the learner said that it wasn't them."""

    number: int
    signal: Signal
    response: Response
    at: float
    detail: str = ""
    objected: bool = False


@dataclass(frozen=True, slots=True)
class Cover:
    """What covers the exam: a warning, a pause, or the question whether to go on after the end."""

    signal: Signal
    response: Response
    number: int
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Going:
    """A signal that is on. `due`: when it is to be answered; None once it has been."""

    due: float | None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Watch:
    """The state of watching. `practice`: gone on after a proctor would probably have ended the sitting."""

    rules: Ladder
    limits: Limits = field(default_factory=Limits)
    going: Mapping[Signal, Going] = field(default_factory=dict)
    warnings: Mapping[Signal, int] = field(default_factory=dict)
    quiet_until: Mapping[Signal, float] = field(default_factory=dict)
    cover: Cover | None = None
    noticed: tuple[Noticed, ...] = ()
    practice: bool = False

    @property
    def is_put_right(self) -> bool:
        """Whether what the cover is there for is over; so when there is no cover."""
        return self.cover is None or self.cover.signal not in self.going

    @property
    def next_due(self) -> float | None:
        """When `time_is` has to be called next."""
        return min((each.due for each in self.going.values() if each.due is not None), default=None)

    @property
    def warnings_in_all(self) -> int:
        """How many warnings there were."""
        return sum(self.warnings.values())


def saw(watch: Watch, fact: Fact) -> Watch:
    """The state after a fact. What has a grace is answered by `time_is`."""
    rule = rule_of(watch.rules, fact.signal)
    if rule.response is Response.IGNORE:
        return watch
    if not fact.on:
        return replace(watch, going=_without(watch.going, fact.signal))
    if fact.signal in MOMENTARY:
        return _answered(watch, fact.signal, fact.at, fact.detail)
    if fact.signal in watch.going:
        return watch
    going = Going(fact.at + rule.grace, fact.detail)
    return time_is(replace(watch, going=_with(watch.going, fact.signal, going)), fact.at)


def time_is(watch: Watch, at: float) -> Watch:
    """The state at a time: signals whose grace is over are answered, in the order they came due."""
    due = [(each.due, signal) for signal, each in watch.going.items() if each.due is not None and each.due <= at]
    for _, signal in sorted(due):
        detail = watch.going[signal].detail
        again = watch.quiet_until.get(signal, 0.0)
        watch = _answered(watch, signal, at, detail)
        # What lasts beyond the cool-down is answered again then.
        still = Going(again if at < again else None, detail)
        watch = replace(watch, going=_with(watch.going, signal, still))
    return watch


def go_on(watch: Watch, at: float) -> Watch:
    """The learner goes on: the cover is taken away. What is still wrong beneath it comes up next.

    Refuses, by giving back the same state, while the cover's own signal isn't put right.
    """
    cover = watch.cover
    if cover is None or not watch.is_put_right:
        return watch
    quiet = at + rule_of(watch.rules, cover.signal).cool_down
    watch = replace(
        watch,
        cover=None,
        quiet_until=_with(watch.quiet_until, cover.signal, quiet),
        practice=watch.practice or cover.response is Response.END,
    )
    for signal, each in watch.going.items():
        if rule_of(watch.rules, signal).response in (Response.WARN, Response.PAUSE) and each.due is None:
            return time_is(replace(watch, going=_with(watch.going, signal, replace(each, due=at))), at)
    return watch


def switched_off(watch: Watch, *signals: Signal) -> Watch:
    """A detector failed, or was switched off: its signals lead to nothing any more, and cover nothing."""
    rules = MappingProxyType({signal: rule for signal, rule in watch.rules.items() if signal not in signals})
    going = MappingProxyType({signal: each for signal, each in watch.going.items() if signal not in signals})
    return replace(watch, rules=rules, going=going)


def object_to(watch: Watch, number: int) -> Watch:
    """'That was not me': the incident stays, and so does the objection."""
    noticed = tuple(replace(each, objected=True) if each.number == number else each for each in watch.noticed)
    return replace(watch, noticed=noticed)


def _answered(watch: Watch, signal: Signal, at: float, detail: str) -> Watch:
    response = _response(watch, signal, at)
    number = len(watch.noticed) + 1
    watch = replace(watch, noticed=(*watch.noticed, Noticed(number, signal, response, at, detail)))
    if response is Response.NOTE:
        return watch
    if response is not Response.PAUSE:
        watch = replace(watch, warnings=_with(watch.warnings, signal, watch.warnings.get(signal, 0) + 1))
    return replace(watch, cover=Cover(signal, response, number, detail))


def _response(watch: Watch, signal: Signal, at: float) -> Response:
    """The rule's own response, or a note while it is quiet or another cover is up, or the end once it is too much."""
    wanted = rule_of(watch.rules, signal).response
    if wanted in (Response.IGNORE, Response.NOTE):
        return Response.NOTE
    if watch.cover is not None or at < watch.quiet_until.get(signal, at):
        return Response.NOTE
    if wanted is Response.PAUSE or watch.practice:
        return wanted if wanted is not Response.END else Response.WARN
    too_often = watch.warnings.get(signal, 0) >= watch.limits.each
    too_many = watch.warnings_in_all >= watch.limits.in_all
    return Response.END if wanted is Response.END or too_often or too_many else Response.WARN


def _with(mapping: Mapping[Signal, Value], signal: Signal, value: Value) -> Mapping[Signal, Value]:
    return MappingProxyType({**mapping, signal: value})


def _without(mapping: Mapping[Signal, Value], signal: Signal) -> Mapping[Signal, Value]:
    return MappingProxyType({each: value for each, value in mapping.items() if each is not signal})
