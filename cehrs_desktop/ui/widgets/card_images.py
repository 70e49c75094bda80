"""Which images a card's text may show: files of its own folder, nothing else."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QImageReader

# No SVG: it can refer to other files.
_FORMATS = {".png": b"png", ".jpg": b"jpeg", ".jpeg": b"jpeg", ".webp": b"webp"}


def load_card_image(name: str, folder: Path | None) -> QImage | None:
    """The image a card's Markdown names, or None if there is none that it may show.

    A name is a path relative to `folder`, as in '![Sample form](images/form.png)'. What is anything else (an address,
    an absolute path, a way out of the folder) is refused before the disk or the network is asked.
    """
    if folder is None or not _is_plain(name):
        return None
    path = (folder / QUrl.fromPercentEncoding(name.encode())).resolve()
    image_format = _FORMATS.get(path.suffix.lower())
    if image_format is None or not path.is_relative_to(folder.resolve()) or not path.is_file():
        return None
    reader = QImageReader(str(path), image_format)
    reader.setAutoDetectImageFormat(False)
    image = reader.read()
    return None if image.isNull() else image


def _is_plain(name: str) -> bool:
    decoded = QUrl.fromPercentEncoding(name.encode())
    leads_out = decoded.startswith("/") or ".." in decoded.split("/")
    return bool(decoded) and not leads_out and not any(sign in decoded for sign in ":\\\0")
