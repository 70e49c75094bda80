"""The ladder: what each signal leads to at each level, after how much grace, and when a proctor would have ended it.

Numbers follow published rules: 200 ms for the focus as in TAO's test runner, a face missing or a second one for
seconds and not for a glance, "more than twice the same rule, or more than four in all" as the Linux Foundation's
policy on warnings. None of them is NHA's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from cehrs_desktop.rules.exam.proctor_signals import Accommodations, Level, Signal


class Response(StrEnum):
    """What is done. WARN and END cover the exam and stop its clock, and count; PAUSE covers and doesn't count."""

    IGNORE = "ignore"
    NOTE = "note"
    WARN = "warn"
    PAUSE = "pause"
    END = "end"


@dataclass(frozen=True, slots=True)
class Rule:
    """What a signal leads to. Seconds: `grace` before it counts at all, `cool_down` without another warning."""

    response: Response
    grace: float = 0.0
    cool_down: float = 0.0


@dataclass(frozen=True, slots=True)
class Limits:
    """The most warnings a proctor gives: for one signal, and in all."""

    each: int = 2
    in_all: int = 4


Ladder = Mapping[Signal, Rule]

_IGNORE = Rule(Response.IGNORE)
_COOL = 10.0

_REALISTIC = {
    Signal.FOCUS_LOST: Rule(Response.WARN, 0.2, _COOL),
    Signal.WINDOW_ON_TOP: Rule(Response.WARN, 1.0, _COOL),
    Signal.DISPLAY_ADDED: Rule(Response.WARN, 0.5, _COOL),
    Signal.DISPLAY_REMOVED: Rule(Response.NOTE),
    Signal.CLIPBOARD_CHANGED: Rule(Response.NOTE),
    Signal.PROGRAM_STARTED: Rule(Response.WARN, 1.0, _COOL),
    Signal.REMOTE_SESSION: Rule(Response.NOTE),
    Signal.SCREEN_LOCKED: Rule(Response.PAUSE),
    Signal.SUSPENDED: Rule(Response.PAUSE),
    Signal.PROCESS_STOPPED: Rule(Response.NOTE),
    Signal.CLOCK_SET: Rule(Response.NOTE),
    Signal.UNPLUGGED: Rule(Response.NOTE, 5.0),
    Signal.BATTERY_LOW: Rule(Response.NOTE, 5.0),
    Signal.CAMERA_COVERED: Rule(Response.WARN, 2.0, _COOL),
    Signal.CAMERA_FROZEN: Rule(Response.NOTE, 10.0),
    Signal.NO_FACE: Rule(Response.WARN, 5.0, _COOL),
    Signal.SEVERAL_FACES: Rule(Response.WARN, 2.0, _COOL),
    Signal.LOUD: Rule(Response.NOTE, 3.0, _COOL),
}

_STRICTER = {
    Signal.CLIPBOARD_CHANGED: Rule(Response.WARN, 0.0, _COOL),
    Signal.REMOTE_SESSION: Rule(Response.WARN),
    Signal.PROCESS_STOPPED: Rule(Response.WARN, 0.0, _COOL),
    Signal.CLOCK_SET: Rule(Response.WARN, 0.0, _COOL),
    Signal.LOUD: Rule(Response.WARN, 3.0, _COOL),
}

_LADDERS: Mapping[Level, Ladder] = {
    Level.RELAXED: {},
    Level.REALISTIC: _REALISTIC,
    Level.STRICT: _REALISTIC | _STRICTER,
}


def ladder(level: Level, accommodations: Accommodations | None = None) -> Ladder:
    """The rule of every signal that leads to anything; what is switched off isn't there."""
    profile = accommodations or Accommodations()
    rules = {signal: rule for signal, rule in _LADDERS[level].items() if not profile.is_off(signal)}
    if not profile.overlays:
        rules = {signal: _without_cover(rule) for signal, rule in rules.items()}
    return MappingProxyType(rules)


def rule_of(rules: Ladder, signal: Signal) -> Rule:
    """The rule of a signal; one that isn't on the ladder is ignored."""
    return rules.get(signal, _IGNORE)


def _without_cover(rule: Rule) -> Rule:
    return replace(rule, response=Response.NOTE) if rule.response is Response.WARN else rule
