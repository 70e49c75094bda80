"""A card's history as a small plot, with words that tell the same."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from cehrs_desktop.rules.study.cards import Rating
from cehrs_desktop.rules.study.learner_day import date_of
from cehrs_desktop.rules.study.shown_card import CardInfo
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.widgets.card_panel import CardPanel
from cehrs_desktop.ui.widgets.recall_curve import RecallCurve
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole


class CurvePanel(CardPanel):
    """Recall as it was expected, from the first answer until today."""

    def __init__(self, card: CardInfo, *, parent: QWidget | None = None) -> None:
        super().__init__(padding=1.0, parent=parent)
        words = self._words(card)
        curve = RecallCurve()
        known = dict.fromkeys((past.study_day for past in card.history), True)
        known.update({past.study_day: False for past in card.history if past.rating is Rating.AGAIN})
        curve.set_curve(card.curve, tuple(known.items()), words=words)
        self.add(curve)
        self.add(TextLabel(words, role=TextRole.MUTED))

    def _words(self, card: CardInfo) -> str:
        missed = sum(past.rating is Rating.AGAIN for past in card.history)
        answers = self.tr("Answers: %n, of them missed: %m. Dots are days you knew it, crosses days you missed it.")
        answers = answers.replace("%n", str(len(card.history))).replace("%m", str(missed))
        if not card.curve:
            return answers
        span = self.tr("Expected recall from %a to %b, at its lowest %c.")
        span = span.replace("%a", texts.short_date(date_of(card.curve[0][0])))
        span = span.replace("%b", texts.short_date(date_of(card.curve[-1][0])))
        return f"{span.replace('%c', texts.percent(min(left for _, left in card.curve)))} {answers}"
