"""What a learner sends about a mistake in the content: the text that is copied."""

from __future__ import annotations

from cehrs_desktop import __version__
from cehrs_desktop.rules.content import ItemVersion
from cehrs_desktop.rules.study.shown_card import ShownFlashcard
from cehrs_desktop.ui.texts import tr


def card_report(card: ShownFlashcard) -> str:
    """About a card, as it is shown."""
    return (
        tr("A mistake in CEHRS Trainer %v, card %i:\n\nQuestion: %f\nAnswer: %b\nSource: %s\n\nWhat is wrong: ")
        .replace("%v", __version__)
        .replace("%i", card.id)
        .replace("%f", card.text.front)
        .replace("%b", card.text.back)
        .replace("%s", card.source.citation)
    )


def question_report(version: ItemVersion, *, told: bool) -> str:
    """About a question; its key only once it was told."""
    return (
        tr(
            "A mistake in CEHRS Trainer %v, question %i:\n\nQuestion: %f\nBest answer: %b\nSource: %s\n\n"
            "What is wrong: "
        )
        .replace("%v", __version__)
        .replace("%i", version.item.id)
        .replace("%f", version.item.stem)
        .replace("%b", version.item.key.text if told else "–")
        .replace("%s", version.source.citation)
    )
