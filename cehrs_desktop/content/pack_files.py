"""Which files a pack consists of: their names, their places, their bytes."""

from __future__ import annotations

import os
from pathlib import Path

from cehrs_desktop.content.problems import BrokenPack, Problem
from cehrs_desktop.rules.content import DomainNumber

PACK_FILE = "pack.toml"
TOPICS_FILE = "topics.toml"
SOURCES_FILE = "sources.toml"
FLASHCARDS_FOLDER = "flashcards"
ITEMS_FOLDER = "items"

DOMAIN_FOLDERS = {domain: domain.name.lower().replace("_", "-") for domain in DomainNumber}
"""The folder below `flashcards` and below `items` that holds a domain's files."""


def files_of(folder: Path) -> list[str]:
    """All TOML files below a pack's folder, relative to it with forward slashes, sorted.

    Hidden files and folders do not belong to a pack: editors and file systems leave them. Raises BrokenPack when there
    is no such folder.
    """
    if not folder.is_dir():
        raise BrokenPack(folder.name, [Problem(".", None, "The folder of the pack is missing.")])
    found = []
    for place, subfolders, names in os.walk(folder):
        subfolders[:] = [name for name in subfolders if not name.startswith(".")]
        found += [
            (Path(place) / name).relative_to(folder).as_posix()
            for name in names
            if name.endswith(".toml") and not name.startswith(".")
        ]
    return sorted(found)


def bytes_of(folder: Path, file: str) -> bytes:
    """The bytes of one file of the pack. Raises BrokenPack when it cannot be read."""
    try:
        return (folder / file).read_bytes()
    except FileNotFoundError as error:
        raise BrokenPack(folder.name, [Problem(file, None, "The file is missing.")]) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise BrokenPack(folder.name, [Problem(file, None, f"The file cannot be read: {reason}.")]) from error


def flashcard_file(domain: DomainNumber, topic: str) -> str:
    """Where the flashcards of a topic lie, relative to the pack's folder."""
    return f"{FLASHCARDS_FOLDER}/{DOMAIN_FOLDERS[domain]}/{topic}.toml"


def item_file(domain: DomainNumber, topic: str) -> str:
    """Where the items of a topic lie, relative to the pack's folder."""
    return f"{ITEMS_FOLDER}/{DOMAIN_FOLDERS[domain]}/{topic}.toml"


def is_flashcard_file(file: str) -> bool:
    """Whether a file of the pack has the place of a flashcard file: flashcards/<domain>/<topic>.toml."""
    return file.startswith(f"{FLASHCARDS_FOLDER}/") and file.count("/") == 2


def is_item_file(file: str) -> bool:
    """Whether a file of the pack has the place of an item file: items/<domain>/<topic>.toml."""
    return file.startswith(f"{ITEMS_FOLDER}/") and file.count("/") == 2


def folder_and_topic(file: str) -> tuple[str, str]:
    """The domain's folder and the topic that the place of a flashcard or item file names."""
    _, folder, name = file.split("/")
    return folder, name.removesuffix(".toml")
