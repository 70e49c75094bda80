"""A small sound pack on disk, for tests to spoil."""

from __future__ import annotations

from pathlib import Path

from cehrs_desktop.content.pack_reader import BrokenPack, read_pack

SCHEDULING = "flashcards/non-clinical-operations/scheduling.toml"
CHART = "flashcards/clinical-operations/chart-structure.toml"
MEDICATIONS = "flashcards/clinical-operations/medications.toml"

_TOPICS = (
    ("privacy", 4, 100),
    ("scheduling", 1, 100),
    ("chart-structure", 2, 60),
    ("medications", 2, 40),
    ("claims", 3, 100),
    ("reports", 5, 100),
)

SOUND = {
    "pack.toml": """
id = "small"
name = "A small pack"
version = "1"
language = "en-US"
license = "CC-BY-4.0"
disclaimer = "Independent."
[quotas]
flashcards = [1, 3, 0, 0, 0]
core = [0, 1, 0, 0, 0]
""",
    "topics.toml": "".join(
        f'[[topic]]\nid = "{name}"\ndomain = {domain}\nname = "The topic {name}"\nshare = {share}\n'
        for name, domain, share in _TOPICS
    ),
    "sources.toml": """
[[source]]
id = "42-cfr-482.24"
title = "Medical record services"
citation = "42 CFR 482.24"
publisher = "CMS"
address = "https://www.ecfr.gov/current/title-42/section-482.24"
as_of = "2026-01"
[[source]]
id = "practice-metrics"
title = "Metrics"
citation = "Metrics, p. 1"
publisher = "MGMA"
address = "https://example.org/metrics"
as_of = "2025-03"
volatile = true
""",
    SCHEDULING: """
[[flashcard]]
id = "nc-no-show"
topic = "scheduling"
front = "What does a no-show rate compare?"
back = "Missed visits with scheduled visits."
why = "Canceled visits were not missed."
source = "practice-metrics"
tags = ["rates"]
exhibit = '''
| Clinic | Scheduled |
|:---|---:|
| North \\| West | 420 |
'''
""",
    CHART: """
[[flashcard]]
id = "co-late-entry"
topic = "chart-structure"
core = true
front = "How is an injection charted that was forgotten in the morning?"
back = "As a late entry."
why = "Back-dating would hide the difference."
source = "42-cfr-482.24"
[[flashcard]]
id = "co-addendum"
topic = "chart-structure"
front = "Who adds to a signed note?"
back = "Its author."
why = "The author owns the note."
source = "42-cfr-482.24"
""",
    MEDICATIONS: """
[[flashcard]]
id = "co-reconciliation"
topic = "medications"
front = "When are the medication lists compared?"
back = "At every transition of care."
why = "Lists drift apart where patients move."
source = "42-cfr-482.24"
""",
}


class WrittenPack:
    """The pack 'small': domain 1 has one flashcard, domain 2 three in two topics, one of them core."""

    def __init__(self, parent: Path) -> None:
        self.folder = parent / "small"
        for file, text in SOUND.items():
            self.write(file, text)

    def write(self, file: str, text: str | bytes) -> None:
        """Write a file, with its folders."""
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)

    def replace(self, file: str, old: str, new: str) -> None:
        """Put `new` in the place of the first `old`, which must be there."""
        text = (self.folder / file).read_text(encoding="utf-8")
        assert old in text
        self.write(file, text.replace(old, new, 1))

    def append(self, file: str, text: str) -> None:
        """Add to the end of a file."""
        self.write(file, (self.folder / file).read_text(encoding="utf-8") + text)

    def problems(self) -> list[str]:
        """What is wrong with the pack, a line each; empty when it is sound."""
        try:
            read_pack(self.folder)
        except BrokenPack as broken:
            return [str(problem) for problem in broken.problems]
        return []
