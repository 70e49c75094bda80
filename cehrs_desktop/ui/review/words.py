"""Steps of the daily review in words."""

from __future__ import annotations

from cehrs_desktop.rules.study.cards import Rating
from cehrs_desktop.rules.study.session import StepKind
from cehrs_desktop.ui.texts import tr


def undone_words(kind: StepKind, rating: Rating | None) -> str:
    """What was taken back; `rating` of an answer, else None."""
    if rating is not None:
        name = tr("Missed it") if rating is Rating.AGAIN else tr("Got it")
        return tr("Undone: the answer '%s' to this card. It is as it was before.").replace("%s", name)
    return {
        StepKind.BURY: tr("Undone: this card is no longer put off."),
        StepKind.SUSPEND: tr("Undone: this card is back in study."),
        StepKind.FLAG: tr("Undone: the flag of this card is as it was."),
        StepKind.EDIT: tr("Undone: this card has its earlier text."),
        StepKind.MARKS: tr("Undone: the cards are as they were."),
        StepKind.MEMORIES: tr("Undone: the cards are due as they were."),
        StepKind.REMARKS: tr("Undone: tags and note are as they were."),
        StepKind.ADD: tr("Undone: the card you wrote is gone."),
        StepKind.REWRITE: tr("Undone: this card is as it was."),
        StepKind.IMPORT: tr("Undone: the import is taken back."),
        StepKind.DELETE: tr("Undone: the deleted cards are back."),
        StepKind.QUESTION_NOTE: tr("Undone: the note on a question is as it was."),
    }[kind]
