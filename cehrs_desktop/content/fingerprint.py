"""Fingerprints of content: what tells whether a flashcard or a whole pack has changed."""

from __future__ import annotations

import json
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

from cehrs_desktop.content.pack_files import bytes_of, files_of
from cehrs_desktop.rules.content import Flashcard


def of_flashcard(flashcard: Flashcard) -> str:
    """SHA-256 (hex) over every field of a flashcard, written as canonical JSON."""
    written = json.dumps(asdict(flashcard), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(written.encode()).hexdigest()


def of_folder(folder: Path) -> str:
    """SHA-256 (hex) over names and bytes of all files of the pack in `folder`; takes a few milliseconds.

    Raises BrokenPack when the folder is missing or a file cannot be read.
    """
    total = sha256()
    for file in files_of(folder):
        written = bytes_of(folder, file)
        # The lengths keep name and bytes of neighbors apart: two different folders never feed the same bytes.
        total.update(f"{len(file.encode())} {file} {len(written)} ".encode())
        total.update(written)
    return total.hexdigest()
