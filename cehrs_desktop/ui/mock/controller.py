"""Decides what the Mock exam page shows, and begins and takes up exams."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from cehrs_desktop.activities.exam.finish import past_sittings
from cehrs_desktop.activities.exam.prepare import EXAMS, offer
from cehrs_desktop.rules.exam.form import FormKind
from cehrs_desktop.rules.exam.responses import Conditions
from cehrs_desktop.rules.exam.sitting import Terms, TimeAllowed
from cehrs_desktop.ui.desk import Desk
from cehrs_desktop.ui.exam.flow import ExamFlow
from cehrs_desktop.ui.mock.page import MockPage


class MockController(QObject):
    """Signal: `report_wanted(AttemptId)`."""

    report_wanted = Signal(object)

    def __init__(self, page: MockPage, flow: ExamFlow, desk: Desk) -> None:
        super().__init__(page)
        self._page = page
        self._flow = flow
        self._desk = desk
        page.choose_time(TimeAllowed(desk.preferences.accommodation.value))
        page.mock_wanted.connect(self._on_mock_wanted)
        page.diagnostic_wanted.connect(self._on_diagnostic_wanted)
        page.resumed.connect(flow.resume)
        page.submitted.connect(flow.submit_as_is)
        page.discarded.connect(flow.discard)
        page.report_wanted.connect(self.report_wanted)

    def refresh(self) -> None:
        """Show the present state."""
        self._page.show_offer(offer(self._desk.database, blueprint=self._desk.blueprint))
        self._page.show_past(past_sittings(self._desk.database, *EXAMS))

    @Slot()
    def _on_mock_wanted(self) -> None:
        terms = Terms(time=self._page.time_allowed, in_parts=self._page.in_parts)
        self._flow.begin(FormKind.MOCK, Conditions(terms=terms, tools=self._page.tools))

    @Slot()
    def _on_diagnostic_wanted(self) -> None:
        terms = Terms(time=self._page.time_allowed, in_parts=self._page.diagnostic_in_parts)
        self._flow.begin(FormKind.DIAGNOSTIC, Conditions(terms=terms, tools=self._page.tools))
