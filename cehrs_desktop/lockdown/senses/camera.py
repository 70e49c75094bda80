"""The camera: three frames a second to signals. The frames are looked at, shown while checking in, and dropped."""

from __future__ import annotations

import time
from typing import Any

from PySide6 import QtCore
from PySide6.QtGui import QImage

from cehrs_desktop.lockdown.monitors.monitor import Monitor
from cehrs_desktop.lockdown.senses.frames import FrameLooker, face_count
from cehrs_desktop.rules.exam.proctor_senses import FrameJudge
from cehrs_desktop.rules.exam.proctor_signals import CAMERA, Signal

FRAME_SECONDS = 1 / 3
_SILENT_TICKS = 8
"""So many seconds without a frame mean that the camera has failed."""


class FrameSource(QtCore.QObject):
    """Where frames come from. Qt signals: `frame(QImage)`, `failed(why)`."""

    frame = QtCore.Signal(QImage)
    failed = QtCore.Signal(str)

    def start(self) -> None:
        """Switch it on."""

    def stop(self) -> None:
        """Switch it off, its light too."""


class DeviceFrames(FrameSource):
    """The default camera, through QtMultimedia. Its smallest picture that is large enough, as slow as it can."""

    def __init__(self, parent: QtCore.QObject | None = None) -> None:
        super().__init__(parent)
        self._camera: Any = None
        self._session: Any = None
        self._last = 0.0

    def start(self) -> None:
        try:
            from PySide6.QtMultimedia import QCamera, QMediaCaptureSession, QMediaDevices, QVideoSink
        except ImportError as error:
            self.failed.emit(str(error))
            return
        device = QMediaDevices.defaultVideoInput()
        if device.isNull():
            self.failed.emit("no camera")
            return
        self._camera = QCamera(device, self)
        formats = [each for each in device.videoFormats() if each.resolution().width() >= 320]
        if formats:
            self._camera.setCameraFormat(min(formats, key=lambda f: (f.resolution().width(), f.maxFrameRate())))
        self._sink = QVideoSink(self)
        self._sink.videoFrameChanged.connect(self._on_frame)
        self._camera.errorOccurred.connect(self._on_error)
        self._session = QMediaCaptureSession(self)
        self._session.setCamera(self._camera)
        self._session.setVideoSink(self._sink)
        self._camera.start()

    def stop(self) -> None:
        if self._camera is not None:
            self._camera.stop()
            self._camera = None

    def _on_frame(self, frame: Any) -> None:
        now = time.monotonic()
        if now - self._last >= FRAME_SECONDS and frame.isValid():
            self._last = now
            self.frame.emit(frame.toImage())

    def _on_error(self, _error: Any, text: str) -> None:
        self.failed.emit(text or "the camera has failed")


class Camera(Monitor):
    """Covered, frozen, nobody, more than one. Without OpenCV faces aren't counted; `counts_faces` tells."""

    signals = CAMERA
    frame = QtCore.Signal(QImage)
    counted = QtCore.Signal(object)

    def __init__(self, source: FrameSource | None = None) -> None:
        super().__init__()
        count = face_count()
        self.counts_faces = count is not None
        self._looker = FrameLooker(count)
        self._judge = FrameJudge()
        self._source = source or DeviceFrames()
        self._source.setParent(self)
        self._source.frame.connect(self._on_frame)
        self._source.failed.connect(self.failed)
        self._silent = 0

    def start(self) -> None:
        self._silent = 0
        self._source.start()

    def stop(self) -> None:
        self._source.stop()

    def tick(self) -> None:
        self._silent += 1
        if self._silent == _SILENT_TICKS:
            self.failed.emit("no picture comes from the camera")

    @QtCore.Slot(QImage)
    def _on_frame(self, image: QImage) -> None:
        self._silent = 0
        look = self._looker.look(image)
        self.frame.emit(image)
        self.counted.emit(look.faces)
        for signal, on in self._judge.look(look).items():
            self.found.emit(signal, on, str(look.faces) if signal is Signal.SEVERAL_FACES and on else "")
