"""Makes the plan anew, puts changed choices in force, and saves or prints it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from html import escape
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QFileDialog

from cehrs_desktop.activities.credential import road
from cehrs_desktop.activities.study_plan import PlannedCourse, calendar_of, move_mock, planned_course
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.progress.plan_choices import PlanChoices
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.credential import words as credential_words
from cehrs_desktop.ui.desk import Desk
from cehrs_desktop.ui.plan import words
from cehrs_desktop.ui.plan.page import PlanPage
from cehrs_desktop.ui.plan.what_if import WhatIfController


class PlanController(QObject):
    """Signal: `settings_wanted()` to set the exam date."""

    settings_wanted = Signal()

    def __init__(self, page: PlanPage, desk: Desk) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._course: PlannedCourse | None = None
        page.time_changed.connect(self._on_time_changed)
        page.mock_moved.connect(self._on_mock_moved)
        page.calendar_wanted.connect(self._on_calendar_wanted)
        page.print_wanted.connect(self._on_print_wanted)
        page.date_wanted.connect(self.settings_wanted)
        self._what_if = WhatIfController(page.what_if, desk)
        self._what_if.put_in_force.connect(self.refresh)

    @property
    def _names(self) -> dict[DomainNumber, str]:
        return {domain.number: domain.name for domain in self._desk.blueprint.domains}

    @Slot()
    def refresh(self) -> None:
        """Show the plan as of now."""
        self._show_plan()
        self._what_if.refresh()

    def _show_plan(self) -> None:
        desk = self._desk
        course = planned_course(desk.database, desk.clock, blueprint=desk.blueprint, preferences=desk.preferences)
        self._course = course
        self._page.show_choices(desk.preferences.plan, today=course.today)
        self._page.show_time_problem("")
        found = road(desk.database, desk.clock, preferences=desk.preferences)
        if course.plan is None:
            goal = self.tr("Once your exam has a date ahead, your days until then are planned here.")
            if found.has_passed:
                goal = self.tr("You passed. Nothing is planned any more; review when you like.")
            self._page.show_plan(None, [], goal=goal, booking="")
            self._page.show_road(credential_words.plan_warning(found), passed=found.has_passed)
            return
        self._page.show_road(credential_words.plan_warning(found), passed=False)
        self._page.show_plan(
            course.plan,
            self._rows(course),
            goal=words.goal(
                course.plan.shortfall,
                no_mock=course.plan.no_mock,
                early_last_mock=course.plan.early_last_mock,
            ),
            booking="" if course.booking is None else words.booking(course.booking),
        )
        available = desk.preferences.available
        self._page.show_mocks(
            [day for day in course.plan.days if day.mock is not None and day.mock.part is None],
            [day.day for day in course.plan.days if available.is_long(day.day) and day.mock is None],
        )

    def _rows(self, course: PlannedCourse) -> list[list[str]]:
        assert course.plan is not None, "there are days to show"
        return [
            [
                texts.long_date(day.day),
                words.time(day),
                words.amounts(day),
                words.first_domains(day, self._names),
            ]
            for day in course.plan.days
        ]

    @Slot(object)
    def _on_time_changed(self, choices: PlanChoices) -> None:
        changed = replace(self._desk.preferences, plan=choices)
        added = choices.days_off - self._desk.preferences.plan.days_off
        if self._course is not None and any(day < self._course.today for day in added):
            self._page.show_time_problem(self.tr("This day has passed. Choose a day off from today on."))
            return
        if sum(changed.available.minutes) == 0:
            self._page.show_time_problem(
                self.tr("A week without a minute can’t be planned. Leave at least one day some time.")
            )
            return
        self._desk.change_preferences(changed)
        self.refresh()

    @Slot(object, object)
    def _on_mock_moved(self, planned: date, to: date) -> None:
        if self._course is None or self._course.plan is None:
            return
        try:
            moved = move_mock(self._desk.preferences, self._course, planned, to)
        except UserError as error:
            self._page.show_mock_problem(texts.told(error))
            return
        self._desk.change_preferences(moved)
        self.refresh()

    @Slot()
    def _on_calendar_wanted(self) -> None:
        if self._course is None or self._course.plan is None:
            return
        name, _ = QFileDialog.getSaveFileName(
            self._page,
            self.tr("Save for your calendar"),
            str(Path.home() / "cehrs-plan.ics"),
            self.tr("Calendars (*.ics)"),
        )
        if not name:
            return
        content = calendar_of(words.as_entries(self._course.plan, self._names), self._desk.clock)
        try:
            Path(name).with_suffix(".ics").write_bytes(content)
        except OSError:
            self._page.show_mock_problem(self.tr("The file can’t be written there. Choose another folder."))

    @Slot()
    def _on_print_wanted(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # few print

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self._page)
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            self.document().print_(printer)

    def document(self) -> QTextDocument:
        """The plan as it is printed."""
        assert self._course is not None, "the plan is shown before it is printed"
        rows = [] if self._course.plan is None else self._rows(self._course)
        lines = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
        document = QTextDocument(self)
        document.setHtml(f"<h1>{escape(self.tr('Plan'))}</h1><table cellpadding='4'>{lines}</table>")
        return document
