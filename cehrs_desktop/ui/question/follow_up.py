"""Decides what the questions' result offers: having the cards of missed and guessed questions come soon."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from cehrs_desktop.activities.exam.follow_up import add_to_review, days_to_review
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.exam.questions import QuestionSummary
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.desk import Desk
from cehrs_desktop.ui.question.result_panel import ResultPanel
from cehrs_desktop.ui.report.rows import add_words


class FollowUp(QObject):
    """Keeps a result panel."""

    def __init__(self, panel: ResultPanel, desk: Desk) -> None:
        super().__init__(panel)
        self._panel = panel
        self._desk = desk
        self._summary: QuestionSummary | None = None
        panel.add_wanted.connect(self._on_add_wanted)

    def show(self, summary: QuestionSummary | None) -> None:
        """Show what questions came to; nothing when none were answered."""
        self._summary = summary
        self._panel.setVisible(summary is not None and summary.answered > 0)
        if summary is None:
            return
        count = len(summary.review)
        desk = self._desk
        days = days_to_review(desk.database, desk.clock, count, preferences=desk.preferences)
        self._panel.show_summary(summary, add=add_words(count, len(set(days))) if count else "")

    @Slot()
    def _on_add_wanted(self) -> None:
        assert self._summary is not None, "the button is on a result"
        desk = self._desk
        try:
            count, changed = add_to_review(
                desk.database, desk.clock, self._summary.review, preferences=desk.preferences
            )
        except UserError as error:
            self._panel.show_added(texts.told(error))
            return
        desk.tell(changed)
        self._panel.show_added(
            self.tr("%s come sooner now, the most urgent first.").replace("%s", texts.cards(count))
            if count
            else self.tr("These cards were coming soon already, so nothing had to change.")
        )
