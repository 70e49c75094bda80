"""Images in the learner's own cards: copied into the data folder, named by what they hold."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from cehrs_desktop.errors import UserError
from cehrs_desktop.paths import own_images_dir
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.flashcards import names_image

_LOG = logging.getLogger(__name__)
LARGEST_IMAGE = 20 * 1024 * 1024
"""Bytes."""


@dataclass(frozen=True, slots=True)
class KeptImage:
    """An image in the folder: the name by which a card shows it, and whether it wasn't there before."""

    name: str
    is_new: bool


def keep_image_file(file: Path, *, data_dir: Path) -> KeptImage:
    """Copy an image file. Raises UserError when it can't be used."""
    try:
        with file.open("rb") as opened:
            image = opened.read(LARGEST_IMAGE + 1)
    except OSError as error:
        raise UserError("{file} can't be read: {reason}.", file=file.name, reason=error.strerror or error) from error
    return keep_image(image, data_dir=data_dir)


def keep_image(image: bytes, *, data_dir: Path) -> KeptImage:
    """Store an image; one that is there already is the same. Raises UserError when it can't be used or stored."""
    if len(image) > LARGEST_IMAGE:
        raise UserError("This image is larger than 20 MB. Make it smaller first.")
    ending = _ending(image)
    if ending is None:
        raise UserError("This isn't an image a card can show. Use a PNG, JPEG or WebP file.")
    folder = own_images_dir(data_dir)
    name = f"{hashlib.sha256(image).hexdigest()[:24]}{ending}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        is_new = not (folder / name).exists()
        if is_new:
            (folder / name).write_bytes(image)
    except OSError as error:
        raise UserError(
            "The image could not be kept in {folder}: {reason}.", folder=folder, reason=error.strerror or error
        ) from error
    return KeptImage(name, is_new)


def drop_unused(database: Database, names: Collection[str], *, data_dir: Path) -> None:
    """Take those of these images out of the folder that no card shows, not even one that undo would bring back."""
    with database.reading() as connection:
        unused = [name for name in names if not names_image(connection, name)]
    for name in unused:
        try:
            (own_images_dir(data_dir) / name).unlink(missing_ok=True)
        except OSError as error:
            _LOG.warning("The image %s, which no card shows, stays: %s", name, error)


def _ending(image: bytes) -> str | None:
    if image.startswith(b"\x89PNG"):
        return ".png"
    if image.startswith(b"\xff\xd8\xff"):
        return ".jpg"
    return ".webp" if image.startswith(b"RIFF") and image[8:12] == b"WEBP" else None
