"""The report of a mistake in a card, as text to paste into a message."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from cehrs_desktop import __version__
from cehrs_desktop.rules.study.shown_card import ShownFlashcard


def mistake_report(card: ShownFlashcard) -> str:
    """What identifies a card and its text, with a place for what is wrong."""
    report = QCoreApplication.translate(
        "ReviewController",
        "A mistake in CEHRS Trainer %v, card %i:\n\nQuestion: %f\nAnswer: %b\nSource: %s\n\nWhat is wrong: ",
    )
    return (
        report.replace("%v", __version__)
        .replace("%i", card.id)
        .replace("%f", card.text.front)
        .replace("%b", card.text.back)
        .replace("%s", card.source.citation)
    )
