"""The policy engine: what each fact leads to, when a warning comes, and when a proctor would have ended it."""

from __future__ import annotations

import pytest

from cehrs_desktop.rules.exam.proctor_ladder import Limits, Response, Rule, ladder, rule_of
from cehrs_desktop.rules.exam.proctor_policy import Fact, Watch, go_on, object_to, saw, switched_off, time_is
from cehrs_desktop.rules.exam.proctor_signals import (
    CAMERA,
    MOMENTARY,
    ONLY_HELD,
    Accommodations,
    Level,
    Signal,
    Standing,
    standing,
)


def watching(level: Level = Level.REALISTIC, profile: Accommodations | None = None) -> Watch:
    return Watch(ladder(level, profile))


def on(watch: Watch, signal: Signal, at: float, detail: str = "") -> Watch:
    return saw(watch, Fact(signal, at, detail=detail))


def off(watch: Watch, signal: Signal, at: float) -> Watch:
    return saw(watch, Fact(signal, at, on=False))


def warned_once(watch: Watch, signal: Signal, at: float) -> Watch:
    """It comes on, is answered, put right and gone on from."""
    watch = time_is(on(watch, signal, at), at + 10)
    return go_on(off(watch, signal, at + 11), at + 12)


def responses(watch: Watch) -> list[Response]:
    return [each.response for each in watch.noticed]


LADDER = [
    # signal, grace, realistic, strict
    (Signal.FOCUS_LOST, 0.2, Response.WARN, Response.WARN),
    (Signal.WINDOW_ON_TOP, 1.0, Response.WARN, Response.WARN),
    (Signal.DISPLAY_ADDED, 0.5, Response.WARN, Response.WARN),
    (Signal.DISPLAY_REMOVED, 0.0, Response.NOTE, Response.NOTE),
    (Signal.CLIPBOARD_CHANGED, 0.0, Response.NOTE, Response.WARN),
    (Signal.PROGRAM_STARTED, 1.0, Response.WARN, Response.WARN),
    (Signal.REMOTE_SESSION, 0.0, Response.NOTE, Response.WARN),
    (Signal.SCREEN_LOCKED, 0.0, Response.PAUSE, Response.PAUSE),
    (Signal.SUSPENDED, 0.0, Response.PAUSE, Response.PAUSE),
    (Signal.PROCESS_STOPPED, 0.0, Response.NOTE, Response.WARN),
    (Signal.CLOCK_SET, 0.0, Response.NOTE, Response.WARN),
    (Signal.UNPLUGGED, 5.0, Response.NOTE, Response.NOTE),
    (Signal.BATTERY_LOW, 5.0, Response.NOTE, Response.NOTE),
    (Signal.CAMERA_COVERED, 2.0, Response.WARN, Response.WARN),
    (Signal.CAMERA_FROZEN, 10.0, Response.NOTE, Response.NOTE),
    (Signal.NO_FACE, 5.0, Response.WARN, Response.WARN),
    (Signal.SEVERAL_FACES, 2.0, Response.WARN, Response.WARN),
    (Signal.LOUD, 3.0, Response.NOTE, Response.WARN),
]


@pytest.mark.parametrize(("signal", "grace", "realistic", "strict"), LADDER)
def test_the_default_ladder(signal: Signal, grace: float, realistic: Response, strict: Response) -> None:
    for level, expected in ((Level.REALISTIC, realistic), (Level.STRICT, strict)):
        watch = on(watching(level), signal, 100.0)
        if grace:
            assert watch.noticed == ()
            assert watch.next_due == 100.0 + grace
            assert time_is(watch, 100.0 + grace - 0.01).noticed == ()
            watch = time_is(watch, 100.0 + grace)
        assert responses(watch) == [expected]
        assert (watch.cover is not None) == (expected in (Response.WARN, Response.PAUSE))
        assert watch.next_due is None


def test_every_signal_is_on_the_ladder_or_is_only_held() -> None:
    assert {signal for signal, *_ in LADDER} == set(Signal) - ONLY_HELD
    assert set(ladder(Level.STRICT)) == set(Signal) - ONLY_HELD


@pytest.mark.parametrize("signal", Signal)
def test_a_relaxed_sitting_notices_nothing(signal: Signal) -> None:
    watch = time_is(on(watching(Level.RELAXED), signal, 1.0), 100.0)
    assert (watch.noticed, watch.cover, watch.next_due) == ((), None, None)


@pytest.mark.parametrize("signal", Signal)
def test_what_an_accommodation_switches_off_is_never_an_incident(signal: Signal) -> None:
    profile = Accommodations(off=frozenset({signal}))
    watch = time_is(on(watching(Level.STRICT, profile), signal, 1.0), 100.0)
    assert watch.noticed == ()


def test_what_is_over_within_its_grace_never_happened() -> None:
    watch = off(on(watching(), Signal.FOCUS_LOST, 1.0), Signal.FOCUS_LOST, 1.19)
    assert time_is(watch, 5.0).noticed == ()


def test_a_warning_stays_until_it_is_put_right_and_gone_on_from() -> None:
    watch = time_is(on(watching(), Signal.DISPLAY_ADDED, 1.0, "HDMI-1"), 2.0)
    assert watch.cover is not None
    assert (watch.cover.signal, watch.cover.detail, watch.is_put_right) == (Signal.DISPLAY_ADDED, "HDMI-1", False)
    assert go_on(watch, 3.0) == watch
    watch = off(watch, Signal.DISPLAY_ADDED, 4.0)
    assert watch.is_put_right
    assert watch.cover is not None
    assert go_on(watch, 5.0).cover is None


def test_what_is_over_in_a_moment_is_put_right_at_once() -> None:
    for signal in MOMENTARY:
        assert on(watching(Level.STRICT), signal, 1.0).is_put_right


def test_a_signal_that_is_on_already_is_one_incident() -> None:
    watch = time_is(on(watching(), Signal.NO_FACE, 0.0), 5.0)
    assert len(time_is(on(watch, Signal.NO_FACE, 6.0), 60.0).noticed) == 1


def test_within_the_cool_down_it_is_noted_and_warned_of_again_only_if_it_lasts() -> None:
    watch = warned_once(watching(), Signal.FOCUS_LOST, 0.0)  # gone on at 12: quiet until 22
    watch = time_is(on(watch, Signal.FOCUS_LOST, 15.0), 15.2)
    assert responses(watch) == [Response.WARN, Response.NOTE]
    assert watch.cover is None
    assert watch.next_due == 22.0
    assert responses(time_is(watch, 22.0)) == [Response.WARN, Response.NOTE, Response.WARN]
    watch = time_is(off(watch, Signal.FOCUS_LOST, 16.0), 60.0)
    assert responses(watch) == [Response.WARN, Response.NOTE]


def test_the_same_rule_for_the_third_time_would_probably_have_ended_it() -> None:
    watch = watching()
    for at in (0.0, 100.0):
        watch = warned_once(watch, Signal.FOCUS_LOST, at)
    watch = time_is(on(watch, Signal.FOCUS_LOST, 200.0), 201.0)
    assert responses(watch) == [Response.WARN, Response.WARN, Response.END]
    assert watch.cover is not None
    assert watch.cover.response is Response.END


def test_the_fifth_warning_in_all_would_probably_have_ended_it() -> None:
    watch = watching()
    once = (Signal.FOCUS_LOST, Signal.DISPLAY_ADDED, Signal.NO_FACE, Signal.SEVERAL_FACES)
    for i, signal in enumerate(once):
        watch = warned_once(watch, signal, i * 100.0)
    assert (watch.warnings_in_all, watch.practice) == (4, False)
    watch = warned_once(watch, Signal.CAMERA_COVERED, 900.0)
    assert responses(watch)[-1] is Response.END
    assert watch.practice


def test_as_practice_warnings_go_on_and_the_end_is_not_asked_again() -> None:
    watch = watching()
    for at in range(0, 600, 100):
        watch = warned_once(watch, Signal.FOCUS_LOST, float(at))
    assert responses(watch).count(Response.END) == 1
    assert responses(watch)[3:] == [Response.WARN] * 3


def test_a_rule_may_end_it_at_once() -> None:
    watch = Watch({Signal.SEVERAL_FACES: Rule(Response.END)})
    watch = on(watch, Signal.SEVERAL_FACES, 1.0)
    assert responses(watch) == [Response.END]
    watch = go_on(off(watch, Signal.SEVERAL_FACES, 2.0), 3.0)
    assert watch.practice
    assert responses(on(watch, Signal.SEVERAL_FACES, 4.0)) == [Response.END, Response.WARN]


def test_one_cover_at_a_time_and_what_is_still_wrong_beneath_it_comes_next() -> None:
    watch = time_is(on(watching(), Signal.FOCUS_LOST, 0.0), 1.0)
    watch = time_is(on(watch, Signal.DISPLAY_ADDED, 2.0), 3.0)
    watch = on(watch, Signal.SCREEN_LOCKED, 4.0)
    assert responses(watch) == [Response.WARN, Response.NOTE, Response.NOTE]
    assert watch.cover is not None
    assert watch.cover.signal is Signal.FOCUS_LOST
    watch = off(off(watch, Signal.FOCUS_LOST, 5.0), Signal.SCREEN_LOCKED, 5.0)
    watch = go_on(watch, 6.0)
    assert watch.cover is not None
    assert watch.cover.signal is Signal.DISPLAY_ADDED
    watch = go_on(off(watch, Signal.DISPLAY_ADDED, 7.0), 8.0)
    assert watch.cover is None


def test_a_pause_counts_as_no_warning() -> None:
    watch = watching()
    for at in range(0, 800, 100):
        watch = go_on(on(watch, Signal.SUSPENDED, float(at)), at + 1.0)
    assert set(responses(watch)) == {Response.PAUSE}
    assert (watch.warnings_in_all, watch.practice) == (0, False)


def test_other_limits_can_be_set() -> None:
    watch = Watch(ladder(Level.REALISTIC), Limits(each=0))
    assert responses(time_is(on(watch, Signal.FOCUS_LOST, 0.0), 1.0)) == [Response.END]


def test_a_detector_that_fails_is_no_violation_and_covers_nothing() -> None:
    watch = time_is(on(watching(), Signal.NO_FACE, 0.0), 5.0)
    watch = switched_off(watch, *CAMERA)
    assert watch.is_put_right
    watch = go_on(watch, 6.0)
    assert watch.cover is None
    for signal in CAMERA:
        watch = time_is(on(watch, signal, 10.0), 100.0)
    assert len(watch.noticed) == 1


def test_that_was_not_me_keeps_the_incident_and_the_objection() -> None:
    watch = on(on(watching(), Signal.CLIPBOARD_CHANGED, 1.0), Signal.CLOCK_SET, 2.0)
    watch = object_to(watch, 2)
    assert [(each.number, each.objected) for each in watch.noticed] == [(1, False), (2, True)]


def test_assistive_technology_switches_keyboard_face_sound_and_covers_off() -> None:
    profile = Accommodations().with_assistive_technology()
    rules = ladder(Level.STRICT, profile)
    assert not profile.keyboard_hold
    assert not set(rules) & (CAMERA | {Signal.LOUD, Signal.WINDOW_ON_TOP})
    assert Response.WARN not in {rule.response for rule in rules.values()}
    assert rule_of(rules, Signal.FOCUS_LOST).response is Response.NOTE
    assert rule_of(rules, Signal.NO_FACE).response is Response.IGNORE


STANDINGS = [
    # what the platform can do, relaxed, realistic, strict
    (Signal.SWITCH_KEYS, Standing.PREVENTED, Standing.OFF, Standing.OFF, Standing.PREVENTED),
    (Signal.FOCUS_LOST, Standing.PREVENTED, Standing.OFF, Standing.NOTICED, Standing.PREVENTED),
    (Signal.FOCUS_LOST, Standing.NOTICED, Standing.OFF, Standing.NOTICED, Standing.NOTICED),
    (Signal.PASTE, Standing.PREVENTED, Standing.OFF, Standing.PREVENTED, Standing.PREVENTED),
    (Signal.SCREEN_CAPTURE, None, Standing.OFF, Standing.NOT_AVAILABLE, Standing.NOT_AVAILABLE),
]


@pytest.mark.parametrize(("signal", "able", "relaxed", "realistic", "strict"), STANDINGS)
def test_what_becomes_of_a_signal(
    signal: Signal, able: Standing | None, relaxed: Standing, realistic: Standing, strict: Standing
) -> None:
    capabilities = {} if able is None else {signal: able}
    found = [standing(signal, level, Accommodations(), capabilities) for level in Level]
    assert found == [relaxed, realistic, strict]
    off_profile = Accommodations(off=frozenset({signal}))
    assert standing(signal, Level.STRICT, off_profile, capabilities) is Standing.OFF


def test_without_the_keyboard_hold_switching_keys_are_off() -> None:
    able = {Signal.SWITCH_KEYS: Standing.PREVENTED}
    profile = Accommodations(keyboard_hold=False)
    assert standing(Signal.SWITCH_KEYS, Level.STRICT, profile, able) is Standing.OFF
