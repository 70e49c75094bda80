"""Items the learner has met: as they were last shown, and what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cehrs_desktop.rules.content import ItemVersion
from cehrs_desktop.rules.study.learner_day import StudyDay
from cehrs_desktop.rules.word_search import holding


@dataclass(frozen=True, slots=True)
class MetItem:
    """One item; `right` counts its right answers among `times`, `known` and `guessed` (right) tell of the last one."""

    version: ItemVersion
    topic: str
    times: int
    right: int
    last_day: StudyDay
    known: bool
    guessed: bool
    flagged: bool
    note: str = ""


def matching(items: Sequence[MetItem], wanted: str, *, only_missed: bool = False) -> list[MetItem]:
    """Those in which each of the words wanted begins a word; `only_missed`: that were missed, or guessed, at last."""
    holds = holding(wanted)
    return [met for met in items if not (only_missed and met.known) and holds(_text(met))]


def _text(met: MetItem) -> str:
    item = met.version.item
    options = (text for option in item.options for text in (option.text, option.why))
    return "\n".join((item.stem, item.exhibit or "", met.topic, met.note, *options))
