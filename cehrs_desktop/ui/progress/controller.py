"""Decides what the Progress page shows."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from cehrs_desktop.activities.progress import mock_pacing, progress_details, progress_report
from cehrs_desktop.rules.exam.responses import AttemptId
from cehrs_desktop.ui.desk import Desk
from cehrs_desktop.ui.progress.page import ProgressPage


class ProgressController(QObject):
    """Signal: `practice_wanted(topic id)`."""

    practice_wanted = Signal(str)

    def __init__(self, page: ProgressPage, desk: Desk) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        page.practice_wanted.connect(self.practice_wanted)
        page.mock_chosen.connect(self._on_mock_chosen)
        page.details_wanted.connect(self._on_details_wanted)

    def refresh(self) -> None:
        """Show the present figures."""
        desk = self._desk
        report = progress_report(desk.database, desk.clock, blueprint=desk.blueprint, preferences=desk.preferences)
        self._page.show_report(report)
        if self._page.details_open:
            self._on_details_wanted()

    @Slot(object)
    def _on_mock_chosen(self, mock: AttemptId) -> None:
        self._page.show_pacing(mock_pacing(self._desk.database, mock, blueprint=self._desk.blueprint))

    @Slot()
    def _on_details_wanted(self) -> None:
        self._page.show_details(progress_details(self._desk.database))
