"""What measurements mean: clocks, frames, loudness; and incidents as events of a sitting."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cehrs_desktop.rules.exam.events import Incident, event_of, payload
from cehrs_desktop.rules.exam.proctor_ladder import Response
from cehrs_desktop.rules.exam.proctor_policy import Noticed
from cehrs_desktop.rules.exam.proctor_record import (
    Line,
    incident_of,
    lines,
    objection_of,
    off_for,
    switched_off_of,
)
from cehrs_desktop.rules.exam.proctor_senses import (
    FROZEN_FRAMES,
    ClockLook,
    ClockNews,
    FrameJudge,
    FrameLook,
    RoomLevel,
    clock_news,
)
from cehrs_desktop.rules.exam.proctor_signals import Signal

START = ClockLook(awake=1000.0, boot=5000.0, wall=1_800_000_000.0, busy=10.0)


def later(*, awake: float = 1.0, asleep: float = 0.0, set_by: float = 0.0, busy: float = 0.0) -> ClockLook:
    return ClockLook(
        START.awake + awake, START.boot + awake + asleep, START.wall + awake + asleep + set_by, START.busy + busy
    )


@pytest.mark.parametrize(
    ("look", "news"),
    [
        (later(), None),
        (later(awake=2.9), None),
        (later(asleep=1.9), None),
        (later(asleep=600), ClockNews(Signal.SUSPENDED, 600)),
        (later(set_by=-3600), ClockNews(Signal.CLOCK_SET, -3600)),
        (later(set_by=90), ClockNews(Signal.CLOCK_SET, 90)),
        (later(asleep=600, set_by=90), ClockNews(Signal.SUSPENDED, 600)),
        (later(awake=6), ClockNews(Signal.PROCESS_STOPPED, 5)),
        (later(awake=6, busy=5), None),  # it was busy itself, not stopped
    ],
)
def test_what_happened_between_two_looks_at_the_clocks(look: ClockLook, news: ClockNews | None) -> None:
    assert clock_news(START, look, expected=1.0) == news


SEEN = FrameLook(brightness=120, contrast=50, change=1.0, faces=1)


def looks(*frames: FrameLook) -> list[dict[Signal, bool]]:
    judge = FrameJudge()
    return [judge.look(frame) for frame in frames]


@pytest.mark.parametrize(
    ("frame", "signal"),
    [
        (replace(SEEN, brightness=5), Signal.CAMERA_COVERED),
        (replace(SEEN, contrast=1), Signal.CAMERA_COVERED),
        (replace(SEEN, brightness=5, faces=0), Signal.CAMERA_COVERED),
        (replace(SEEN, faces=0), Signal.NO_FACE),
        (replace(SEEN, faces=2), Signal.SEVERAL_FACES),
    ],
)
def test_a_frame_counts_when_the_next_one_agrees(frame: FrameLook, signal: Signal) -> None:
    assert looks(SEEN, SEEN, frame, SEEN, frame, frame, SEEN, SEEN) == [
        *[{}] * 5,
        {signal: True},
        {},
        {signal: False},
    ]


def test_without_a_count_of_faces_only_covered_and_frozen_are_told() -> None:
    assert looks(*[replace(SEEN, faces=None)] * 4) == [{}] * 4
    frozen = looks(*[replace(SEEN, faces=None, change=0.0)] * (FROZEN_FRAMES + 1))
    assert frozen[-1] == {Signal.CAMERA_FROZEN: True}
    assert not any(frozen[:-1])


def test_from_one_trouble_to_another_both_changes_are_told() -> None:
    dark, empty = replace(SEEN, brightness=5), replace(SEEN, faces=0)
    assert looks(dark, dark, empty, empty)[-1] == {Signal.CAMERA_COVERED: False, Signal.NO_FACE: True}


def test_loud_is_measured_against_the_rooms_own_level() -> None:
    for quiet, noise, loud in ((0.01, 0.03, 0.05), (0.1, 0.3, 0.5), (0.0, 0.01, 0.02)):
        room = RoomLevel()
        assert [room.is_loud(quiet) for _ in range(20)] == [None] * 20
        assert room.is_loud(noise) is False
        assert room.is_loud(loud) is True


def test_noise_that_lasts_does_not_become_the_rooms_level() -> None:
    room = RoomLevel()
    for _ in range(20):
        room.is_loud(0.01)
    assert all(room.is_loud(0.5) for _ in range(1000))


WARNED = Noticed(3, Signal.PROGRAM_STARTED, Response.WARN, 12.5, "Zoom")


def test_an_incident_is_kept_as_an_event_and_read_back() -> None:
    event = incident_of(WARNED)
    assert event == Incident("program_started", "warn 3 Zoom")
    assert event_of(event.kind, payload(event)) == event
    bare = incident_of(replace(WARNED, detail=""))
    found = lines([(60.0, event), (61.0, bare)])
    assert found[0] == Line(60.0, 3, Signal.PROGRAM_STARTED, Response.WARN, "Zoom")
    assert found[1].detail == ""


def test_an_objection_is_to_the_newest_incident_of_its_number() -> None:
    event = incident_of(WARNED)
    found = lines([(1.0, event), (2.0, event), (3.0, objection_of(3)), (4.0, objection_of(9))])
    assert [line.objected for line in found] == [False, True]


def test_other_incidents_are_left_out_of_the_list() -> None:
    others = (Incident("something_else", "warn 1"), Incident("focus_lost", "what"), Incident("focus_lost"))
    assert lines([(1.0, other) for other in others]) == ()


def test_a_detector_that_was_switched_off_is_told_apart() -> None:
    event = switched_off_of(Signal.NO_FACE, "the camera was unplugged")
    assert lines([(1.0, event)]) == ()
    assert off_for([event, incident_of(WARNED)]) == {Signal.NO_FACE}
