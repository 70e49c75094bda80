"""A sitting: events folded into its present state. Moves that cannot be are refused.

Time is active monotonic seconds since the start: it stands during pauses and breaks and while the program isn't
running, and never comes from the wall clock. Every event carries the active seconds at which it happened.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TypeVar, assert_never

from cehrs_desktop.rules.content import OptionId
from cehrs_desktop.rules.exam import events as happened
from cehrs_desktop.rules.exam.events import Event
from cehrs_desktop.rules.exam.form import Form
from cehrs_desktop.rules.exam.state import Change, Choice, Noted, Sitting, Stop, Terms, TimeAllowed

__all__ = [
    "Change",
    "Choice",
    "IllegalMove",
    "Noted",
    "Sitting",
    "Stop",
    "Terms",
    "TimeAllowed",
    "after",
    "begin",
    "fold",
]

Value = TypeVar("Value")


class IllegalMove(ValueError):
    """An event that cannot follow what happened before."""


def begin(form: Form, terms: Terms) -> Sitting:
    """A sitting before its first event, with the first item on the screen."""
    return Sitting(form=form, terms=terms, seconds=(0.0,) * len(form))


def fold(form: Form, terms: Terms, events: Iterable[tuple[Event, float]]) -> Sitting:
    """The present state after these events, each with its active seconds."""
    sitting = begin(form, terms)
    for event, at in events:
        sitting = after(sitting, event, at)
    return sitting


def after(sitting: Sitting, event: Event, at: float) -> Sitting:
    """The state after an event at so many active seconds. Raises IllegalMove for what cannot be."""
    _check_clock(sitting, event, at)
    sitting = _charged(sitting, at)
    if isinstance(event, happened.OnItem):
        return _on_item(sitting, event)
    if isinstance(event, happened.OnClock):
        return _on_clock(sitting, event)
    if isinstance(event, happened.Noticed):
        return replace(sitting, noted=(*sitting.noted, Noted(at, event)))
    return replace(sitting, ended=event.by, stopped=None)


def _check_clock(sitting: Sitting, event: Event, at: float) -> None:
    if sitting.ended is not None:
        raise IllegalMove("the sitting has ended")
    if not at >= sitting.active or at == float("inf"):
        raise IllegalMove(f"time cannot go from {sitting.active} to {at}")
    returns = isinstance(event, happened.Resume | happened.Recover)
    if at > sitting.active and (sitting.stopped is not None or returns):
        raise IllegalMove("while the clock stands, no time passes")
    if isinstance(event, happened.OnItem | happened.Tick | happened.NextPart) and sitting.stopped is not None:
        raise IllegalMove(f"the clock stands: {sitting.stopped}")
    answers_or_moves = isinstance(event, happened.OnItem) and not isinstance(event, happened.Note)
    if answers_or_moves and _charged(sitting, at).time_left == 0.0:  # a note that was being typed is kept
        raise IllegalMove("the time is over")


def _charged(sitting: Sitting, at: float) -> Sitting:
    """The time since the last event goes to the item on the screen."""
    if at == sitting.active:
        return sitting
    seconds = list(sitting.seconds)
    seconds[sitting.position - 1] += at - sitting.active
    return replace(sitting, active=at, seconds=tuple(seconds))


def _on_item(sitting: Sitting, event: happened.OnItem) -> Sitting:
    position = event.position
    if position not in sitting.positions:
        raise IllegalMove(f"there is no item {position} here")
    match event:
        case happened.Move():
            return replace(sitting, position=position, seen=sitting.seen | {position})
        case happened.Answer():
            return _answered(sitting, event)
        case happened.Clear():
            _refuse_revealed(sitting, position)
            return replace(sitting, choices=_without(sitting.choices, position))
        case happened.Flag():
            flags = sitting.flags | {position} if event.on else sitting.flags - {position}
            return replace(sitting, flags=flags)
        case happened.Strike():
            return _struck(sitting, event)
        case happened.Highlight():
            return replace(sitting, highlights=_with(sitting.highlights, position, event.spans))
        case happened.Note():
            return replace(sitting, notes=_with(sitting.notes, position, event.text))
        case happened.Reveal():
            if sitting.form.kind.is_exam:
                raise IllegalMove("an exam gives no feedback before its end")
            return replace(sitting, revealed=sitting.revealed | {position})
        case _ as never:
            assert_never(never)


def _answered(sitting: Sitting, event: happened.Answer) -> Sitting:
    """Choosing an option that was struck out takes the stroke away."""
    position, option = event.position, event.option
    _refuse_unknown_option(sitting, position, option)
    _refuse_revealed(sitting, position)
    before = sitting.last_chosen.get(position, option)
    change = () if before == option else (Change(position, before, option, sitting.active),)
    strikes = sitting.strikes.get(position, frozenset()) - {option}
    return replace(
        sitting,
        choices=_with(sitting.choices, position, Choice(option, event.confidence, sitting.active)),
        last_chosen=_with(sitting.last_chosen, position, option),
        strikes=_with(sitting.strikes, position, strikes),
        changes=sitting.changes + change,
    )


def _struck(sitting: Sitting, event: happened.Strike) -> Sitting:
    """Striking out the option that is chosen takes the answer back."""
    position, option = event.position, event.option
    _refuse_unknown_option(sitting, position, option)
    _refuse_revealed(sitting, position)
    there = sitting.strikes.get(position, frozenset())
    strikes = there | {option} if event.on else there - {option}
    choice = sitting.choices.get(position)
    taken_back = event.on and choice is not None and choice.option == option
    return replace(
        sitting,
        strikes=_with(sitting.strikes, position, strikes),
        choices=_without(sitting.choices, position) if taken_back else sitting.choices,
    )


def _on_clock(sitting: Sitting, event: happened.OnClock) -> Sitting:
    match event:
        case happened.Tick():
            return sitting
        case happened.NextPart():
            return _in_next_part(sitting)
        case happened.Pause():
            return _stopped(sitting, Stop.PAUSED)
        case happened.Break():
            if not sitting.terms.breaks:
                raise IllegalMove("no breaks were agreed")
            return _stopped(sitting, Stop.BREAK)
        case happened.Leave():
            return replace(sitting, stopped=Stop.LEFT)
        case happened.Resume():
            if sitting.stopped is None:
                raise IllegalMove("the clock is running")
            returns = sitting.returns + (sitting.stopped is Stop.LEFT)
            return replace(sitting, stopped=None, away=sitting.away + max(event.away, 0.0), returns=returns)
        case happened.Recover():
            return replace(sitting, stopped=None, away=sitting.away + max(event.away, 0.0), returns=sitting.returns + 1)
        case _ as never:
            assert_never(never)


def _stopped(sitting: Sitting, stop: Stop) -> Sitting:
    if sitting.stopped is not None:
        raise IllegalMove(f"the clock stands already: {sitting.stopped}")
    return replace(sitting, stopped=stop)


def _in_next_part(sitting: Sitting) -> Sitting:
    if not sitting.has_next_part:
        raise IllegalMove("there is no next part")
    first = sitting.positions.stop
    return replace(
        sitting, part=sitting.part + 1, part_began=sitting.active, position=first, seen=sitting.seen | {first}
    )


def _refuse_unknown_option(sitting: Sitting, position: int, option: OptionId) -> None:
    if option not in sitting.form.at(position).options:
        raise IllegalMove(f"item {position} has no option {option}")


def _refuse_revealed(sitting: Sitting, position: int) -> None:
    if position in sitting.revealed:
        raise IllegalMove(f"the key of item {position} has been shown")


def _with(mapping: Mapping[int, Value], position: int, value: Value) -> Mapping[int, Value]:
    return MappingProxyType({**mapping, position: value})


def _without(mapping: Mapping[int, Value], position: int) -> Mapping[int, Value]:
    return MappingProxyType({each: value for each, value in mapping.items() if each != position})
