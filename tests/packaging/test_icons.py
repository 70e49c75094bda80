"""The icon in each system's form, read back as that system reads it."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from cehrs_packaging import icons

pytestmark = pytest.mark.usefixtures("qapp")

GREEN, WHITE = 0xFF0B6E66, 0xFFFFFFFF


def picture(data: bytes) -> QImage:
    image = QImage.fromData(QByteArray(data))
    assert not image.isNull()
    return image


@pytest.mark.parametrize("pixels", [16, 48, 256])
def test_it_is_drawn_at_its_size_with_round_corners(pixels: int, qapp: QApplication) -> None:
    image = picture(icons.png(pixels))
    assert (image.width(), image.height()) == (pixels, pixels)
    assert image.pixelColor(0, 0).alpha() < 128
    assert image.pixel(pixels // 2, pixels // 10) == GREEN


def test_a_windows_icon_has_every_size_where_its_directory_says(tmp_path: Path) -> None:
    data = icons.write_ico(tmp_path / "app.ico").read_bytes()
    reserved, kind, count = struct.unpack_from("<HHH", data)
    assert (reserved, kind, count) == (0, 1, len(icons.ICO_SIZES))
    end = 6 + 16 * count
    for at, size in enumerate(icons.ICO_SIZES):
        width, height, _, _, _, bits, length, place = struct.unpack_from("<BBBBHHII", data, 6 + 16 * at)
        assert (width or 256, height or 256, bits, place) == (size, size, 32, end)
        end += length
        if size == 256:
            assert data[place : place + 8] == b"\x89PNG\r\n\x1a\n"
        else:
            assert struct.unpack_from("<Iii", data, place) == (40, size, 2 * size)
    assert end == len(data)


def test_a_windows_icon_looks_like_the_drawing(tmp_path: Path) -> None:
    """Qt reads .ico files as Windows does: rows from the bottom up."""
    image = QImage(str(icons.write_ico(tmp_path / "app.ico")))
    drawn = picture(icons.png(image.width()))
    assert image.pixelColor(0, 0).alpha() < 128
    middle = image.width() // 2
    for y in range(image.height()):
        assert image.pixelColor(middle, y).name() == drawn.pixelColor(middle, y).name()


def test_a_macos_icon_has_every_picture_at_its_size(tmp_path: Path) -> None:
    data = icons.write_icns(tmp_path / "app.icns").read_bytes()
    assert data[:4] == b"icns"
    assert struct.unpack_from(">I", data, 4) == (len(data),)
    sizes, at = {}, 8
    while at < len(data):
        name, length = data[at : at + 4].decode(), struct.unpack_from(">I", data, at + 4)[0]
        sizes[name] = picture(data[at + 8 : at + length]).width()
        at += length
    assert sizes["ic07"] == 128
    assert sizes["ic10"] == 1024
    assert sorted(set(sizes.values())) == [16, 32, 64, 128, 256, 512, 1024]
