"""What keeps a version from being released."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

MOST_MONTHS = 12
"""How old a volatile fact may be: one that rules or prices change from year to year."""


def old_facts(statistics: Mapping[str, Any]) -> Iterator[str]:
    """Volatile sources that were looked up too long ago, from what `content stats --json` says."""
    for pack in statistics["packs"]:
        for source in pack["sources"]["volatile"]:
            if source["age_months"] > MOST_MONTHS:
                yield (
                    f"{pack['id']}: {source['id']} is as of {source['as_of']}, {source['age_months']} months ago, and "
                    f"{source['flashcards']} flashcards rest on it. Look it up again, then change its as_of."
                )


def untold_changes(changes: str, version: str) -> Iterator[str]:
    """Whether CHANGELOG.md has this version, with its day, and nothing that is still to be released."""
    headings = re.findall(r"^## (.+)$", changes, re.MULTILINE)
    if not any(re.fullmatch(rf"{re.escape(version)} [(–-]? ?\d{{4}}-\d{{2}}-\d{{2}}\)?", each) for each in headings):
        yield f"CHANGELOG.md has no heading '## {version} (YYYY-MM-DD)'."
    unreleased = re.search(r"^## Unreleased\n(.*?)(?=^## |\Z)", changes, re.MULTILINE | re.DOTALL)
    if unreleased and re.search(r"^- ", unreleased[1], re.MULTILINE):
        yield "CHANGELOG.md still has changes under 'Unreleased'."


def placeholders(**values: str) -> Iterator[str]:
    """Names that were never made real: `.invalid` is nobody's."""
    for name, value in values.items():
        if ".invalid" in value:
            yield f"{name} in packaging/cehrs_packaging/product.py is still {value}."
