"""The microphone: a level ten times a second, against the room's own. The sound is never kept."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6 import QtCore

from cehrs_desktop.lockdown.monitors.monitor import Lasting, Monitor
from cehrs_desktop.rules.exam.proctor_senses import RoomLevel
from cehrs_desktop.rules.exam.proctor_signals import MICROPHONE, Signal

RATE = 16_000
BLOCK = RATE // 10
_FULL_SCALE = 32768.0
_SILENT_TICKS = 8
_QUIET_BLOCKS = 10
"""Loud goes on until it was quiet for a second: between two words it is quiet, too."""


class SoundSource(QtCore.QObject):
    """Where sound comes from. Qt signals: `block(bytes)` of signed 16-bit samples, one channel; `failed(why)`."""

    block = QtCore.Signal(bytes)
    failed = QtCore.Signal(str)

    def start(self) -> None:
        """Switch it on."""

    def stop(self) -> None:
        """Switch it off."""


class DeviceSound(SoundSource):
    """The default microphone, through QtMultimedia."""

    def __init__(self, parent: QtCore.QObject | None = None) -> None:
        super().__init__(parent)
        self._source: Any = None
        self._pending = b""

    def start(self) -> None:
        try:
            from PySide6.QtMultimedia import QAudioFormat, QAudioSource, QMediaDevices
        except ImportError as error:
            self.failed.emit(str(error))
            return
        device = QMediaDevices.defaultAudioInput()
        wanted = QAudioFormat()
        wanted.setSampleRate(RATE)
        wanted.setChannelCount(1)
        wanted.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        if device.isNull() or not device.isFormatSupported(wanted):
            self.failed.emit("no microphone")
            return
        self._source = QAudioSource(device, wanted, self)
        self._stream = self._source.start()
        self._stream.readyRead.connect(self._on_ready)

    def stop(self) -> None:
        if self._source is not None:
            self._source.stop()
            self._source = None

    def _on_ready(self) -> None:
        self._pending += self._stream.readAll().data()
        size = 2 * BLOCK
        while len(self._pending) >= size:
            block, self._pending = self._pending[:size], self._pending[size:]
            self.block.emit(block)


class Microphone(Monitor):
    """Loud or not. Qt signal: `level(float)`, root mean square, full scale 1."""

    signals = MICROPHONE
    level = QtCore.Signal(float)

    def __init__(self, source: SoundSource | None = None) -> None:
        super().__init__()
        self._room = RoomLevel()
        self._loud = Lasting(self, Signal.LOUD)
        self._source = source or DeviceSound()
        self._source.setParent(self)
        self._source.block.connect(self._on_block)
        self._source.failed.connect(self.failed)
        self._silent = 0
        self._quiet = 0

    def start(self) -> None:
        self._silent = 0
        self._source.start()

    def stop(self) -> None:
        self._source.stop()

    def tick(self) -> None:
        self._silent += 1
        if self._silent == _SILENT_TICKS:
            self.failed.emit("no sound comes from the microphone")

    @QtCore.Slot(bytes)
    def _on_block(self, block: bytes) -> None:
        self._silent = 0
        samples = np.frombuffer(block, np.int16).astype(np.float64) / _FULL_SCALE
        level = float(np.sqrt(np.mean(samples * samples))) if samples.size else 0.0
        self.level.emit(level)
        loud = self._room.is_loud(level)
        self._quiet = 0 if loud else self._quiet + 1
        if loud or (loud is False and self._quiet >= _QUIET_BLOCKS):
            self._loud.set(bool(loud))
