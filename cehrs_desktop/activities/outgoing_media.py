"""The images of cards on their way into an Anki package, whose media have no folders."""

from __future__ import annotations

import re
from functools import partial
from html import escape, unescape
from pathlib import Path
from urllib.parse import unquote

from cehrs_desktop.activities.incoming_file import own_name

_IMAGE = re.compile(r'(?<=<img src=")[^"]+(?=")')
_ENDINGS = (".png", ".jpg", ".jpeg", ".webp")


class PackageMedia:
    """Gathers the files that cards show. `files`: by their names in the package, which are made of what they hold."""

    def __init__(self) -> None:
        self.files: dict[str, Path] = {}
        self._names: dict[Path, str] = {}

    def taken(self, html: str, folder: Path) -> str:
        """A side of a card, its images named as in the package.

        What isn't an image file of `folder` stays a name: an address, a way out of the folder, a file that is missing.
        """
        return _IMAGE.sub(partial(self._named, folder.resolve()), html)

    def _named(self, folder: Path, match: re.Match[str]) -> str:
        wanted = unquote(unescape(match[0]))
        if "\0" in wanted:
            return match[0]
        file = (folder / wanted).resolve()
        if file not in self._names:
            if file.suffix.lower() not in _ENDINGS or not file.is_relative_to(folder) or not file.is_file():
                return match[0]
            name = own_name(file.read_bytes(), file.name)
            self._names[file] = name
            self.files[name] = file
        return escape(self._names[file])
