"""Decides what the questions' result offers: having the cards of missed and guessed questions come soon."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from cehrs_desktop.activities.exam.follow_up import add_to_review, spread_a_day
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.exam.follow_up import days_needed
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
        settings = self._desk.preferences.study
        a_day = spread_a_day(self._desk.database, self._desk.clock, settings=settings)
        self._panel.show_summary(summary, add=add_words(count, days_needed(count, a_day=a_day)) if count else "")

    @Slot()
    def _on_add_wanted(self) -> None:
        assert self._summary is not None, "the button is on a result"
        desk = self._desk
        try:
            count, changed = add_to_review(
                desk.database, desk.clock, self._summary.review, settings=desk.preferences.study
            )
        except UserError as error:
            self._panel.show_added(texts.told(error))
            return
        desk.tell(changed)
        self._panel.show_added(
            self.tr("%s come sooner now, the most urgent today.").replace("%s", texts.cards(count))
            if count
            else self.tr("These cards were coming soon already, so nothing had to change.")
        )
