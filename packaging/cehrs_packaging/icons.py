"""The program's icon in the forms each system wants, all drawn from the one SVG."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from pathlib import Path

from cehrs_packaging.product import ICON

PNG_SIZES = (48, 128, 256)
"""For Linux, beside the SVG."""

ICO_SIZES = (16, 20, 24, 32, 40, 48, 64, 256)

_ICNS_TYPES = {"icp4": 16, "icp5": 32, "ic11": 32, "ic12": 64, "ic07": 128, "ic08": 256, "ic13": 256, "ic09": 512}
_ICNS_TYPES |= {"ic14": 512, "ic10": 1024}
"""Apple's names and the pixels of each; two may have the same, one of them for screens of twice the density."""

_BIG = 256
"""From this size on an .ico holds a PNG; smaller ones are bitmaps, which every reader of .ico files knows."""


def png(pixels: int, svg: Path = ICON) -> bytes:
    """The icon as a square PNG."""
    from PySide6.QtCore import QBuffer, QIODevice

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not _drawn(svg, pixels).save(buffer, "PNG"):  # type: ignore[attr-defined]
        raise RuntimeError("Qt can't write PNG files here")
    return bytes(buffer.data().data())


def bitmap(pixels: int, svg: Path = ICON) -> bytes:
    """The icon as an .ico file has it: a header, rows from the bottom up in blue, green, red, alpha, an empty mask."""
    from PySide6.QtGui import QImage

    image = _drawn(svg, pixels)
    assert isinstance(image, QImage)
    image = image.convertToFormat(QImage.Format.Format_ARGB32).flipped()
    mask_row = (pixels + 31) // 32 * 4
    header = struct.pack("<IiiHHIIiiII", 40, pixels, 2 * pixels, 1, 32, 0, 0, 0, 0, 0, 0)
    return header + bytes(image.constBits())[: pixels * pixels * 4] + bytes(mask_row * pixels)


def ico(images: Mapping[int, bytes]) -> bytes:
    """A Windows icon of these images by size in pixels."""
    place = 6 + 16 * len(images)
    entries, data = [], []
    for size, image in sorted(images.items()):
        entries.append(struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(image), place))
        data.append(image)
        place += len(image)
    return struct.pack("<HHH", 0, 1, len(images)) + b"".join(entries) + b"".join(data)


def icns(images: Mapping[str, bytes]) -> bytes:
    """A macOS icon of these PNGs by Apple's names."""
    parts = [name.encode("ascii") + struct.pack(">I", 8 + len(image)) + image for name, image in images.items()]
    body = b"".join(parts)
    return b"icns" + struct.pack(">I", 8 + len(body)) + body


def write_ico(target: Path) -> Path:
    """The icon for Windows; returns where it is."""
    target.write_bytes(ico({size: png(size) if size >= _BIG else bitmap(size) for size in ICO_SIZES}))
    return target


def write_icns(target: Path) -> Path:
    """The icon for macOS; returns where it is."""
    target.write_bytes(icns({name: png(size) for name, size in _ICNS_TYPES.items()}))
    return target


def _drawn(svg: Path, pixels: int) -> object:
    """A QImage. Needs Qt's SVG plugin, but no window system."""
    from PySide6.QtCore import QSize
    from PySide6.QtGui import QImageReader

    reader = QImageReader(str(svg))
    reader.setScaledSize(QSize(pixels, pixels))
    image = reader.read()
    if image.isNull():
        raise RuntimeError(f"{svg} can't be drawn: {reader.errorString()}")
    return image
