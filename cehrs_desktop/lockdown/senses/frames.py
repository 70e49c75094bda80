"""What a frame shows: brightness, and how many faces. Frames are small gray arrays that live for one look."""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from cehrs_desktop.rules.exam.proctor_senses import FrameLook

Gray = NDArray[np.uint8]
WIDTH = 320
_SCALE, _NEIGHBORS, _SMALLEST = 1.15, 4, WIDTH // 8


class FaceCount(Protocol):
    """Counts faces in a gray frame; it knows nobody."""

    def __call__(self, gray: Gray) -> int:
        """How many faces there are."""
        ...


def face_count() -> FaceCount | None:
    """A counter by OpenCV's Haar cascade 'alt2'; None when OpenCV or its cascades aren't installed."""
    try:
        import cv2
        import cv2.data as files

        cascade = cv2.CascadeClassifier(files.haarcascades + "haarcascade_frontalface_alt2.xml")
    except (ImportError, AttributeError):  # OpenCV 5 has neither
        return None
    if cascade.empty():
        return None
    cv2.setNumThreads(1)  # a second one would only spin

    def count(gray: Gray) -> int:
        even = cv2.equalizeHist(gray)
        size = (_SMALLEST, _SMALLEST)
        found: Any = cascade.detectMultiScale(even, scaleFactor=_SCALE, minNeighbors=_NEIGHBORS, minSize=size)
        return len(found)

    return count


def gray_of(image: QImage) -> Gray:
    """A frame as a small gray array of its own."""
    small = image.scaledToWidth(WIDTH, Qt.TransformationMode.FastTransformation)
    gray = small.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(gray.constBits(), np.uint8).reshape(gray.height(), gray.bytesPerLine())
    return rows[:, : gray.width()].copy()


class FrameLooker:
    """Frames to measurements, each against the one before."""

    def __init__(self, count: FaceCount | None) -> None:
        self._count = count
        self._before: Gray | None = None

    def look(self, image: QImage) -> FrameLook:
        """Measure a frame."""
        gray = gray_of(image)
        before, self._before = self._before, gray
        same_size = before is not None and before.shape == gray.shape
        change = float(np.mean(np.abs(gray.astype(np.int16) - before))) if same_size and before is not None else 1.0
        brightness, contrast = float(gray.mean()), float(gray.std())
        return FrameLook(brightness, contrast, change, self._count(gray) if self._count is not None else None)
