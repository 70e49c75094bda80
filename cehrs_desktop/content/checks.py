"""The checks of meaning a pack must pass; each takes the draft and yields its problems.

Checks that count, or that tell what is absent, hold their tongue while the draft is not whole: a card refused for
its shape would be missed a second time by its quota, its group and its source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import fields

from cehrs_desktop.content import flashcard_checks, item_checks, placing_checks
from cehrs_desktop.content.draft import Draft
from cehrs_desktop.content.pack_files import SOURCES_FILE
from cehrs_desktop.content.problems import Problem
from cehrs_desktop.content.quotas import quotas_are_met, shares_add_up

_YEAR_AND_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
_ADDRESS = re.compile(r"https?://\S+")


def problems_of(draft: Draft) -> list[Problem]:
    """Everything that is wrong with the meaning of a pack."""
    return [problem for check in _CHECKS for problem in check(draft)]


def _no_text_is_empty(draft: Draft) -> Iterator[Problem]:
    for file, value in placing_checks.identified(draft):
        for field in fields(value):
            text = getattr(value, field.name)
            if text == "" or (field.name == "tags" and "" in text):
                yield Problem(file, value.id or None, f"`{field.name}` is empty.")


def _sources_can_be_found(draft: Draft) -> Iterator[Problem]:
    for source in draft.sources.values:
        if source.as_of and not _YEAR_AND_MONTH.fullmatch(source.as_of):
            yield Problem(SOURCES_FILE, source.id, "`as_of` must be a year and month, such as 2026-11.")
        if source.address and not _ADDRESS.fullmatch(source.address):
            yield Problem(SOURCES_FILE, source.id, "`address` must begin with https:// or http:// and hold no space.")


_CHECKS: tuple[Callable[[Draft], Iterator[Problem]], ...] = (
    _no_text_is_empty,
    placing_checks.ids_are_well_formed,
    placing_checks.pack_is_named_after_its_folder,
    placing_checks.ids_are_unique,
    shares_add_up,
    _sources_can_be_found,
    placing_checks.references_exist,
    placing_checks.files_are_in_place,
    placing_checks.entries_are_in_their_file,
    quotas_are_met,
    placing_checks.sources_are_used,
    flashcard_checks.groups_have_company,
    flashcard_checks.texts_are_fit,
    flashcard_checks.fronts_differ,
    item_checks.items_are_fit,
    item_checks.references_exist,
    item_checks.stems_differ,
    item_checks.no_stem_gives_a_key_away,
)
