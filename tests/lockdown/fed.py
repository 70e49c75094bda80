"""Camera and microphone without devices: pictures from a package, made sound."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import skimage
from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QImage, QPainter

from cehrs_desktop.lockdown.senses.camera import FrameSource
from cehrs_desktop.lockdown.senses.microphone import BLOCK, SoundSource

SIZE = (640, 480)


@cache
def _picture(name: str) -> QImage:
    """A picture that scikit-image ships; 'astronaut' is in the public domain (NASA), 'coffee' CC0."""
    image = QImage(str(Path(skimage.__file__).parent / "data" / f"{name}.png"))
    assert not image.isNull()
    return image


def frame(what: str, *, shift: int = 0) -> QImage:
    """'one' face, 'two', 'none', or 'dark' as with a finger on the lens. `shift` moves it a little, as people do."""
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    image.fill(QColor(90, 100, 110) if what != "dark" else QColor(4, 4, 4))
    painter = QPainter(image)
    face = _picture("astronaut").copy(90, 0, 280, 300)
    if what == "one":
        painter.drawImage(180 + shift, 90, face)
    elif what == "two":
        painter.drawImage(20 + shift, 90, face)
        painter.drawImage(340 + shift, 90, face)
    elif what == "none":
        painter.drawImage(shift, 40, _picture("coffee"))
    painter.end()
    return image


class FedFrames(FrameSource):
    """Three frames a second of what it is told to show; 'pulled': the device is gone; 'frozen': always the same."""

    def __init__(self, *, every_ms: int = 333) -> None:
        super().__init__()
        self._what = "one"
        self._count = 0
        self._timer = QTimer(self)
        self._timer.setInterval(every_ms)
        self._timer.timeout.connect(self._on_time)

    def start(self) -> None:
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def shows(self, what: str) -> None:
        self._what = what
        if what == "pulled":
            self.failed.emit("the camera was unplugged")

    def _on_time(self) -> None:
        self._count += self._what != "frozen"
        self.frame.emit(frame("one" if self._what == "frozen" else self._what, shift=self._count % 3))


def sound(level: float, *, seed: int = 0) -> bytes:
    """A tenth of a second of noise of this root mean square."""
    noise = np.random.default_rng(seed).normal(0.0, level * 32768, BLOCK)
    return noise.clip(-32768, 32767).astype(np.int16).tobytes()


class FedSound(SoundSource):
    """Ten blocks a second of a 'quiet' or a 'loud' room; 'gone': the device is gone."""

    def __init__(self, *, every_ms: int = 100) -> None:
        super().__init__()
        self._level = 0.01
        self._timer = QTimer(self)
        self._timer.setInterval(every_ms)
        self._timer.timeout.connect(self._on_time)

    def start(self) -> None:
        for seed in range(20):  # the room is known at once
            self.block.emit(sound(0.01, seed=seed))
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def sounds(self, what: str) -> None:
        if what == "gone":
            self.failed.emit("the microphone was unplugged")
        self._level = {"quiet": 0.01, "loud": 0.3}.get(what, 0.0)

    def _on_time(self) -> None:
        self.block.emit(sound(self._level))
