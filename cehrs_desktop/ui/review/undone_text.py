"""What the daily review says when a step was taken back."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from cehrs_desktop.rules.study.cards import Rating
from cehrs_desktop.rules.study.session import StepKind


def undone_text(kind: StepKind, rating: Rating | None) -> str:
    """What to say once a step is taken back; `rating` is that of a review."""
    if rating is not None:
        name = _tr("Missed it") if rating is Rating.AGAIN else _tr("Got it")
        return _tr("Undone: the answer '%s' to this card. It is as it was before.").replace("%s", name)
    return {
        StepKind.BURY: _tr("Undone: this card is no longer put off."),
        StepKind.SUSPEND: _tr("Undone: this card is back in study."),
        StepKind.FLAG: _tr("Undone: the flag of this card is as it was."),
        StepKind.EDIT: _tr("Undone: this card has its earlier text."),
        StepKind.MARKS: _tr("Undone: the cards are as they were."),
    }[kind]


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReviewController", text)
