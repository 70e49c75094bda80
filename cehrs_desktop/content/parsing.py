"""From the files of a pack to a draft: TOML, then shape; whatever is refused becomes a problem."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from cehrs_desktop.content.draft import Draft, Listed, Placed
from cehrs_desktop.content.pack_files import (
    PACK_FILE,
    SOURCES_FILE,
    TOPICS_FILE,
    bytes_of,
    files_of,
    is_flashcard_file,
    is_item_file,
)
from cehrs_desktop.content.pack_format import (
    FileOfEntries,
    FileOfFlashcards,
    FileOfItems,
    FileOfSources,
    FileOfTopics,
    FlashcardShape,
    ItemShape,
    Misfit,
    PackShape,
    SourceShape,
    TopicShape,
    fit,
)
from cehrs_desktop.content.problems import BrokenPack, Problem
from cehrs_desktop.rules.content import Pack

Kind = TypeVar("Kind")


def parse(folder: Path) -> tuple[Draft, list[Problem]]:
    """Everything that can be read of the pack in `folder`, and a problem for everything that cannot.

    Raises BrokenPack when there is no such folder.
    """
    parsing = _Parsing(folder)
    return parsing.draft(), parsing.problems


class _Parsing:
    """The reading of one pack; `problems` grows on the way."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []

    def draft(self) -> Draft:
        files = files_of(self.folder)
        flashcard_files = tuple(file for file in files if is_flashcard_file(file))
        item_files = tuple(file for file in files if is_item_file(file))
        for file in sorted({*files} - {PACK_FILE, TOPICS_FILE, SOURCES_FILE, *flashcard_files, *item_files}):
            self._refuse(file, None, "A pack has no file of this name in this place.")
        return Draft(
            folder=self.folder.name,
            head=self._head(),
            topics=self._listed((TOPICS_FILE,), FileOfTopics, lambda row: fit(TopicShape, row).plain()),
            sources=self._listed((SOURCES_FILE,), FileOfSources, lambda row: fit(SourceShape, row).plain()),
            flashcards=self._listed(flashcard_files, FileOfFlashcards, lambda row: fit(FlashcardShape, row).plain()),
            flashcard_files=flashcard_files,
            items=self._listed(item_files, FileOfItems, lambda row: fit(ItemShape, row).plain()),
            item_files=item_files,
        )

    def _head(self) -> Pack | None:
        table = self._table(PACK_FILE)
        if table is None:
            return None
        try:
            return fit(PackShape, table).plain()
        except Misfit as misfit:
            self._refuse(PACK_FILE, None, *misfit.sentences)
            return None

    def _listed(
        self, files: Iterable[str], file_shape: type[FileOfEntries], as_kind: Callable[[object], Kind]
    ) -> Listed[Kind]:
        entries: list[Placed[Kind]] = []
        ids: set[str] = set()
        before = len(self.problems)
        for file in files:
            for number, row in enumerate(self._rows(file, file_shape), start=1):
                written_id = row.get("id") if isinstance(row, dict) else None
                name = written_id.strip() if isinstance(written_id, str) else ""
                ids.add(name)
                try:
                    entries.append(Placed(file, as_kind(row)))
                except Misfit as misfit:
                    self._refuse(file, name or f"entry {number}", *misfit.sentences)
        return Listed(tuple(entries), frozenset(ids - {""}), whole=len(self.problems) == before)

    def _rows(self, file: str, shape: type[FileOfEntries]) -> tuple[Any, ...]:
        table = self._table(file)
        if table is None:
            return ()
        try:
            return fit(shape, table).entries
        except Misfit as misfit:
            self._refuse(file, None, *misfit.sentences)
            rows = table.get(shape.model_fields["entries"].alias or "")
            return tuple(rows) if isinstance(rows, list) else ()

    def _table(self, file: str) -> dict[str, Any] | None:
        try:
            return tomllib.loads(bytes_of(self.folder, file).decode("utf-8-sig"))
        except BrokenPack as broken:
            self.problems += broken.problems
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            self._refuse(file, None, f"The file is not UTF-8 text (at line {line}).")
        except ValueError as error:  # not TOMLDecodeError alone: Python itself refuses endless numbers
            self._refuse(file, None, f"The file is not TOML: {error}.")
        return None

    def _refuse(self, file: str, identifier: str | None, *sentences: str) -> None:
        self.problems += [Problem(file, identifier, sentence) for sentence in sentences]
