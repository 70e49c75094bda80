"""The checks of meaning a pack must pass; each takes the draft and yields its problems.

Checks that count, or that tell what is absent, hold their tongue while the draft is not whole: a card refused for
its shape would be missed a second time by its quota, its group and its source.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields

from cehrs_desktop.content.draft import Draft, Placed
from cehrs_desktop.content.near_duplicates import THRESHOLD, similar_fronts
from cehrs_desktop.content.pack_files import DOMAIN_FOLDERS, PACK_FILE, SOURCES_FILE, folder_and_topic
from cehrs_desktop.content.problems import Problem
from cehrs_desktop.content.quotas import quotas_are_met, shares_add_up
from cehrs_desktop.content.text_checks import text_faults
from cehrs_desktop.rules.content import Flashcard, Pack, Source, Topic

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SOURCE_ID = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")  # sections of the law have dots: 45-cfr-164.522
_YEAR_AND_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
_ADDRESS = re.compile(r"https?://\S+")


def problems_of(draft: Draft) -> list[Problem]:
    """Everything that is wrong with the meaning of a pack."""
    return [problem for check in _CHECKS for problem in check(draft)]


def _identified(draft: Draft) -> Iterator[tuple[str, Pack | Topic | Source | Flashcard]]:
    if draft.head is not None:
        yield PACK_FILE, draft.head
    for listed in (draft.topics, draft.sources, draft.flashcards):
        for placed in listed.entries:
            yield placed.file, placed.value


def _no_text_is_empty(draft: Draft) -> Iterator[Problem]:
    for file, value in _identified(draft):
        for field in fields(value):
            text = getattr(value, field.name)
            if text == "" or (field.name == "tags" and "" in text):
                yield Problem(file, value.id or None, f"`{field.name}` is empty.")


def _ids_are_well_formed(draft: Draft) -> Iterator[Problem]:
    for file, value in _identified(draft):
        form = _SOURCE_ID if isinstance(value, Source) else _ID
        if value.id and not form.fullmatch(value.id):
            yield Problem(file, value.id, "The id must be in small letters and digits, joined by hyphens.")
        if isinstance(value, Flashcard) and value.group and not _ID.fullmatch(value.group):
            yield Problem(file, value.id, "`group` must be in small letters and digits, joined by hyphens.")


def _pack_is_named_after_its_folder(draft: Draft) -> Iterator[Problem]:
    if draft.head is not None and draft.head.id not in ("", draft.folder):
        yield Problem(PACK_FILE, draft.head.id, f"The id must be the name of the pack's folder, `{draft.folder}`.")


def _ids_are_unique(draft: Draft) -> Iterator[Problem]:
    lists: tuple[Iterable[Placed[Topic] | Placed[Source] | Placed[Flashcard]], ...] = (
        draft.topics.entries,
        draft.sources.entries,
        draft.flashcards.entries,
    )
    for entries in lists:
        first_file: dict[str, str] = {}
        for entry in entries:
            if entry.value.id in first_file:
                where = "this file" if first_file[entry.value.id] == entry.file else first_file[entry.value.id]
                yield Problem(entry.file, entry.value.id, f"The id is used before, in {where}.")
            first_file.setdefault(entry.value.id, entry.file)


def _sources_can_be_found(draft: Draft) -> Iterator[Problem]:
    for source in draft.sources.values:
        if source.as_of and not _YEAR_AND_MONTH.fullmatch(source.as_of):
            yield Problem(SOURCES_FILE, source.id, "`as_of` must be a year and month, such as 2026-11.")
        if source.address and not _ADDRESS.fullmatch(source.address):
            yield Problem(SOURCES_FILE, source.id, "`address` must begin with https:// or http:// and hold no space.")


def _references_exist(draft: Draft) -> Iterator[Problem]:
    for file, card in _flashcards(draft):
        if draft.topics.ids and card.topic not in draft.topics.ids:
            yield Problem(file, card.id, f"There is no topic `{card.topic}` in topics.toml.")
        if draft.sources.ids and card.source not in draft.sources.ids:
            yield Problem(file, card.id, f"There is no source `{card.source}` in sources.toml.")


def _flashcards(draft: Draft) -> Iterator[tuple[str, Flashcard]]:
    return ((placed.file, placed.value) for placed in draft.flashcards.entries)


def _files_are_in_place(draft: Draft) -> Iterator[Problem]:
    folders = {str(topic.id): DOMAIN_FOLDERS[topic.domain] for topic in draft.topics.values}
    for file in draft.flashcard_files:
        folder, name = folder_and_topic(file)
        if draft.topics.ids and name not in draft.topics.ids:
            yield Problem(
                file, None, f"There is no topic `{name}` in topics.toml; a flashcard file is named after one."
            )
        elif folders.get(name, folder) != folder:
            yield Problem(file, None, f"The file belongs in flashcards/{folders[name]}: that is its topic's domain.")


def _flashcards_are_in_their_file(draft: Draft) -> Iterator[Problem]:
    known = draft.topics.ids
    for file, card in _flashcards(draft):
        _, name = folder_and_topic(file)
        if card.topic != name and (not known or known >= {card.topic, name}):
            yield Problem(file, card.id, f"The topic is `{card.topic}`, but the file is that of `{name}`.")


def _groups_have_company(draft: Draft) -> Iterator[Problem]:
    if not draft.whole:
        return
    sizes = Counter(card.group for card in draft.flashcards.values)
    for file, card in _flashcards(draft):
        if card.group and sizes[card.group] == 1:
            yield Problem(file, card.id, f"The flashcard is alone in its group `{card.group}`.")


def _sources_are_used(draft: Draft) -> Iterator[Problem]:
    if not draft.whole:
        return
    used = {card.source for card in draft.flashcards.values}
    for source in draft.sources.values:
        if source.id not in used:
            yield Problem(SOURCES_FILE, source.id, "No flashcard uses this source.")


def _texts_are_fit(draft: Draft) -> Iterator[Problem]:
    for file, card in _flashcards(draft):
        for sentence in text_faults(card):
            yield Problem(file, card.id, sentence)


def _fronts_differ(draft: Draft) -> Iterator[Problem]:
    files = {card.id: file for file, card in _flashcards(draft)}
    for pair in similar_fronts(draft.flashcards.values, at_least=THRESHOLD):
        other = f"{pair.first} ({files[pair.first]})"
        yield Problem(
            files[pair.second], pair.second, f"The front is nearly that of {other}: similarity {pair.similarity:.2f}."
        )


_CHECKS: tuple[Callable[[Draft], Iterator[Problem]], ...] = (
    _no_text_is_empty,
    _ids_are_well_formed,
    _pack_is_named_after_its_folder,
    _ids_are_unique,
    shares_add_up,
    _sources_can_be_found,
    _references_exist,
    _files_are_in_place,
    _flashcards_are_in_their_file,
    quotas_are_met,
    _groups_have_company,
    _sources_are_used,
    _texts_are_fit,
    _fronts_differ,
)
