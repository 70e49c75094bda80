"""Whether everything in a pack is where it belongs and under a name of its own: ids, files, topics, sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cehrs_desktop.content.draft import Draft, Placed
from cehrs_desktop.content.pack_files import DOMAIN_FOLDERS, PACK_FILE, SOURCES_FILE, folder_and_topic
from cehrs_desktop.content.problems import Problem
from cehrs_desktop.rules.content import Flashcard, Item, Pack, Source, Topic

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SOURCE_ID = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")  # sections of the law have dots: 45-cfr-164.522


def identified(draft: Draft) -> Iterator[tuple[str, Pack | Topic | Source | Flashcard | Item]]:
    """Everything that has an id, with its file."""
    if draft.head is not None:
        yield PACK_FILE, draft.head
    for listed in (draft.topics, draft.sources, draft.flashcards, draft.items):
        for placed in listed.entries:
            yield placed.file, placed.value


def entries(draft: Draft) -> Iterator[tuple[str, Flashcard | Item]]:
    """Flashcards and items, each with its file."""
    yield from ((placed.file, placed.value) for placed in draft.flashcards.entries)
    yield from ((placed.file, placed.value) for placed in draft.items.entries)


def ids_are_well_formed(draft: Draft) -> Iterator[Problem]:
    """Small letters, digits, hyphens; also for what is written like an id."""
    for file, value in identified(draft):
        form = _SOURCE_ID if isinstance(value, Source) else _ID
        if value.id and not form.fullmatch(value.id):
            yield Problem(file, value.id, "The id must be in small letters and digits, joined by hyphens.")
        if isinstance(value, Flashcard) and value.group and not _ID.fullmatch(value.group):
            yield Problem(file, value.id, "`group` must be in small letters and digits, joined by hyphens.")
        if isinstance(value, Item):
            for option in value.options:
                if option.id and not _ID.fullmatch(option.id):
                    sentence = f"The id of option `{option.id}` must be in small letters and digits, joined by hyphens."
                    yield Problem(file, value.id, sentence)


def pack_is_named_after_its_folder(draft: Draft) -> Iterator[Problem]:
    """An empty id is another check's problem."""
    if draft.head is not None and draft.head.id not in ("", draft.folder):
        yield Problem(PACK_FILE, draft.head.id, f"The id must be the name of the pack's folder, `{draft.folder}`.")


def ids_are_unique(draft: Draft) -> Iterator[Problem]:
    """Each kind has names of its own; flashcards and items share theirs."""
    lists: tuple[Iterable[Placed[Topic] | Placed[Source] | Placed[Flashcard] | Placed[Item]], ...] = (
        draft.topics.entries,
        draft.sources.entries,
        (*draft.flashcards.entries, *draft.items.entries),
    )
    for listed in lists:
        first_file: dict[str, str] = {}
        for entry in listed:
            if entry.value.id in first_file:
                where = "this file" if first_file[entry.value.id] == entry.file else first_file[entry.value.id]
                yield Problem(entry.file, entry.value.id, f"The id is used before, in {where}.")
            first_file.setdefault(entry.value.id, entry.file)


def references_exist(draft: Draft) -> Iterator[Problem]:
    """Topics and sources that are named are there."""
    for file, entry in entries(draft):
        if draft.topics.ids and entry.topic not in draft.topics.ids:
            yield Problem(file, entry.id, f"There is no topic `{entry.topic}` in topics.toml.")
        if draft.sources.ids and entry.source not in draft.sources.ids:
            yield Problem(file, entry.id, f"There is no source `{entry.source}` in sources.toml.")


def files_are_in_place(draft: Draft) -> Iterator[Problem]:
    """Files of flashcards and items lie in their domain's folder and are named after a topic."""
    folders = {str(topic.id): DOMAIN_FOLDERS[topic.domain] for topic in draft.topics.values}
    for kind, files in (("flashcard", draft.flashcard_files), ("item", draft.item_files)):
        for file in files:
            folder, name = folder_and_topic(file)
            if draft.topics.ids and name not in draft.topics.ids:
                sentence = f"There is no topic `{name}` in topics.toml; a{'n' * (kind == 'item')} {kind} file is named"
                yield Problem(file, None, f"{sentence} after one.")
            elif folders.get(name, folder) != folder:
                sentence = f"The file belongs in {kind}s/{folders[name]}: that is its topic's domain."
                yield Problem(file, None, sentence)


def entries_are_in_their_file(draft: Draft) -> Iterator[Problem]:
    """The topic of a flashcard or item is that of its file."""
    known = draft.topics.ids
    for file, entry in entries(draft):
        _, name = folder_and_topic(file)
        if entry.topic != name and (not known or known >= {entry.topic, name}):
            yield Problem(file, entry.id, f"The topic is `{entry.topic}`, but the file is that of `{name}`.")


def sources_are_used(draft: Draft) -> Iterator[Problem]:
    """Something rests on every source."""
    if not draft.whole:
        return
    used = {entry.source for _, entry in entries(draft)}
    for source in draft.sources.values:
        if source.id not in used:
            yield Problem(SOURCES_FILE, source.id, "No flashcard and no item uses this source.")
