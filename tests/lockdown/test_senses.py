"""Camera and microphone, fed with pictures from a package and made sound."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from cehrs_desktop.lockdown.monitors.monitor import Monitor
from cehrs_desktop.lockdown.senses.camera import Camera, DeviceFrames
from cehrs_desktop.lockdown.senses.frames import FrameLooker, face_count
from cehrs_desktop.lockdown.senses.microphone import DeviceSound, Microphone
from cehrs_desktop.rules.exam.proctor_signals import Signal
from tests.lockdown.fed import FedFrames, FedSound, frame, sound
from tests.lockdown.test_watcher import told_by

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.mark.parametrize(("what", "faces"), [("one", 1), ("two", 2), ("none", 0), ("dark", 0)])
def test_faces_are_counted(what: str, faces: int) -> None:
    count = face_count()
    assert count is not None
    assert FrameLooker(count).look(frame(what)).faces == faces


def test_a_covered_camera_is_dark_and_a_picture_that_stands_doesnt_change() -> None:
    looker = FrameLooker(None)
    assert looker.look(frame("dark")).brightness < 18
    assert looker.look(frame("one")).change > 1
    assert looker.look(frame("one")).change == 0.0
    assert looker.look(frame("one", shift=2)).change > 0


@pytest.fixture
def without_opencv() -> Iterator[None]:
    """As on a machine without the extra."""
    there = {name: module for name, module in sys.modules.items() if name.split(".")[0] == "cv2"}
    for name in there:
        del sys.modules[name]
    sys.modules["cv2"] = None  # type: ignore[assignment]
    yield
    del sys.modules["cv2"]
    sys.modules.update(there)


@pytest.mark.usefixtures("without_opencv")
def test_without_opencv_covered_and_frozen_are_still_told() -> None:
    source = FedFrames()
    camera = Camera(source)
    assert not camera.counts_faces
    found = told_by(camera)
    for what in ("none", "dark", "dark", "none", "none"):
        source.frame.emit(frame(what))
    assert found == [(Signal.CAMERA_COVERED, True, ""), (Signal.CAMERA_COVERED, False, "")]


def test_a_frozen_picture_is_told() -> None:
    source = FedFrames()
    camera = Camera(source)
    found = told_by(camera)
    still = frame("one")
    for _ in range(10):
        source.frame.emit(still)
    assert found == [(Signal.CAMERA_FROZEN, True, "")]


def test_two_faces_are_told_with_their_number_after_two_equal_looks() -> None:
    source = FedFrames()
    camera = Camera(source)
    found = told_by(camera)
    for shift, what in enumerate(("one", "one", "two", "one", "two", "two")):
        assert found == []
        source.frame.emit(frame(what, shift=shift))
    assert found == [(Signal.SEVERAL_FACES, True, "2")]


def failures(monitor: Monitor) -> list[str]:
    said: list[str] = []
    monitor.failed.connect(said.append)
    return said


def test_a_device_that_falls_silent_has_failed() -> None:
    for monitor in (Camera(FedFrames(every_ms=10_000)), Microphone(FedSound(every_ms=10_000))):
        said = failures(monitor)
        monitor.start()
        for _ in range(12):
            monitor.tick()
        monitor.stop()
        assert len(said) == 1


@pytest.mark.qt_log_ignore("pipewire", "Couldn't (load|resolve) va", "pa_context_connect", "Qt multimedia")
def test_a_machine_without_devices_says_so() -> None:
    """As the machines that run the tests are; with a device this would open it."""
    from PySide6.QtMultimedia import QMediaDevices

    if QMediaDevices.videoInputs() or QMediaDevices.audioInputs():
        pytest.skip("this machine has a camera or a microphone")
    for monitor, why in ((Camera(DeviceFrames()), "no camera"), (Microphone(DeviceSound()), "no microphone")):
        said = failures(monitor)
        monitor.start()
        monitor.stop()
        assert said == [why]


def test_a_loud_room_is_told_and_words_with_gaps_are_one_noise() -> None:
    source = FedSound()
    microphone = Microphone(source)
    found = told_by(microphone)
    for level in (*[0.01] * 25, *[0.3, 0.01] * 20, *[0.01] * 12):
        source.block.emit(sound(level))
    assert found == [(Signal.LOUD, True, ""), (Signal.LOUD, False, "")]
    source.block.emit(b"")  # a device may hand over nothing
