"""Shows the plan by week and month; takes changes of time, moved mocks, and the wish to save or print it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QWidget

from cehrs_desktop.rules.library import EXAM_MORNING_FILE, SHEET_FILE
from cehrs_desktop.rules.progress.plan import Plan, PlanDay
from cehrs_desktop.rules.progress.plan_choices import PlanChoices
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.plan.time_fields import TimeFields
from cehrs_desktop.ui.plan.what_if_panel import WhatIfPanel
from cehrs_desktop.ui.widgets.card_panel import CardPanel
from cehrs_desktop.ui.widgets.fact_table import FactTable
from cehrs_desktop.ui.widgets.flow_layout import FlowLayout
from cehrs_desktop.ui.widgets.form import Form
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton
from cehrs_desktop.ui.widgets.scroll_page import ScrollPage
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole

WEEK, MONTH = 7, 30


class PlanPage(ScrollPage):
    """Signals: `time_changed(PlanChoices)`, `mock_moved(date, date)`, `calendar_wanted()`, `print_wanted()`,
    `date_wanted()`, `road_wanted()`, `guide_wanted(file)`. The panel `what_if` has signals of its own.
    """

    time_changed = Signal(object)
    mock_moved = Signal(object, object)
    calendar_wanted = Signal()
    print_wanted = Signal()
    date_wanted = Signal()
    road_wanted = Signal()
    guide_wanted = Signal(str)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Plan"), parent=parent)
        self._rows: list[list[str]] = []
        self._last_hours: list[bool] = []
        self._first, self._span = 0, WEEK
        self._goal_panel, self._goal, self._booking = self._build_goal()
        self._days_panel, self._table, self._later, self._earlier, self._month = self._build_days()
        self._mocks_panel, self._mocks, self._to, self._mock_problem = self._build_mocks()
        self._time = TimeFields()
        self._time.changed.connect(self.time_changed)
        time_panel = CardPanel(self.tr("Your time"))
        time_panel.add(TextLabel(self.tr("Minutes are a ceiling; questions are within them."), role=TextRole.MUTED))
        time_panel.add(self._time)
        self.what_if = WhatIfPanel()
        for panel in (self._goal_panel, self._days_panel, self._mocks_panel, self.what_if, time_panel):
            self.add(panel)

    def _build_goal(self) -> tuple[CardPanel, TextLabel, TextLabel]:
        panel = CardPanel(self.tr("Does it fit?"))
        goal, booking = TextLabel(), TextLabel(role=TextRole.STRONG)
        self._set_date = self._button(self.tr("Set the exam date"), self._on_date)
        self._warning = TextLabel(role=TextRole.DANGER)
        road = KeyButton(self.tr("Road to the credential"))
        road.clicked.connect(self._on_road)
        for label in (goal, booking, self._warning):
            panel.add(label)
        for button in (self._set_date, road):
            panel.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return panel, goal, booking

    def _build_days(self) -> tuple[CardPanel, FactTable, KeyButton, KeyButton, KeyButton]:
        panel = CardPanel(self.tr("Day by day"))
        table = FactTable()
        table.setAccessibleName(self.tr("Day by day"))
        row = QWidget()
        flow = FlowLayout(row)
        earlier = self._button(self.tr("Earlier"), self._on_earlier)
        later = self._button(self.tr("Later"), self._on_later)
        month = self._button(self.tr("Show a month"), self._on_month)
        calendar = self._button(self.tr("Save for your calendar (.ics)…"), self._on_calendar)
        printed = self._button(self.tr("Print…"), self._on_print)
        for button in (earlier, later, month, calendar, printed):
            flow.addWidget(button)
        panel.add(table)
        panel.add(
            TextLabel(
                self.tr(
                    "First: where to put weight yourself, as in practice sets. Cards and questions come by exam weight "
                    "and by what you miss."
                ),
                role=TextRole.MUTED,
            )
        )
        panel.add(self._build_guide_row())
        panel.add(row)
        return panel, table, later, earlier, month

    def _build_guide_row(self) -> QWidget:
        """What the last 48 hours are for; in view when they are."""
        self._guide_row = QWidget()
        flow = FlowLayout(self._guide_row)
        for text, slot in (
            (self.tr("Sheet of numbers"), self._on_sheet),
            (self.tr("Exam morning checklist"), self._on_exam_morning),
        ):
            button = self._button(text, slot)
            button.setAccessibleName(self.tr("%s, in the Guide").replace("%s", text))
            flow.addWidget(button)
        return self._guide_row

    def _build_mocks(self) -> tuple[CardPanel, QComboBox, QComboBox, TextLabel]:
        panel = CardPanel(self.tr("Move a mock exam"))
        form = Form()
        mocks, to, problem = QComboBox(), QComboBox(), TextLabel(role=TextRole.DANGER)
        form.add_row(self.tr("Which one?"), mocks)
        form.add_row(self.tr("To which day?"), to)
        form.add_wide(problem)
        problem.hide()
        panel.add(form)
        move = KeyButton(self.tr("Move it"))
        move.clicked.connect(self._on_move)
        panel.column.addWidget(move, 0, Qt.AlignmentFlag.AlignLeft)
        return panel, mocks, to, problem

    @staticmethod
    def _button(text: str, slot: object) -> KeyButton:
        button = KeyButton(text, kind=ButtonKind.LINK)
        button.clicked.connect(slot)
        return button

    def show_plan(self, plan: Plan | None, rows: Sequence[Sequence[str]], *, goal: str, booking: str) -> None:
        """Show these days; without a plan only what `goal` says."""
        has_plan = plan is not None
        self._days_panel.setVisible(has_plan)
        self._set_date.setVisible(not has_plan)
        self._goal.setText(goal)
        self._booking.setText(booking)
        self._booking.setVisible(bool(booking))
        self._rows = [list(row) for row in rows]
        self._last_hours = [] if plan is None else [day.last_hours for day in plan.days]
        if plan is None:
            self._mocks_panel.hide()
            self.set_subtitle("")
            return
        self.set_subtitle(
            self.tr("Your exam is on %a, in %b; made anew each morning from what you did")
            .replace("%a", texts.full_date(plan.exam))
            .replace("%b", texts.days(len(plan.days)))
        )
        self._first = min(self._first, max(len(self._rows) - 1, 0))
        self._show_rows()

    def show_road(self, warning: str, *, passed: bool) -> None:
        """Warn of dates that don't go together; who has passed isn't asked for a date."""
        self._warning.setText(warning)
        self._warning.setVisible(bool(warning))
        self._goal_panel.set_title(self.tr("Your exam") if passed else self.tr("Does it fit?"))
        self._set_date.setVisible(self._set_date.isVisibleTo(self) and not passed)

    def show_mocks(self, mocks: Sequence[PlanDay], days: Sequence[date]) -> None:
        """Offer to move these sittings to one of these days."""
        self._mocks_panel.setVisible(bool(mocks) and bool(days))
        for box, choices in ((self._mocks, [day.day for day in mocks]), (self._to, list(days))):
            was = box.currentData()
            box.clear()
            for day in choices:
                box.addItem(texts.long_date(day), day.isoformat())
            box.setCurrentIndex(max(box.findData(was), 0))
        self.show_mock_problem("")

    def show_choices(self, choices: PlanChoices, *, today: date) -> None:
        """Show what the learner told about their time."""
        self._time.show_choices(choices, today=today)

    def show_time_problem(self, sentence: str) -> None:
        """Say, beside the minutes, what is wrong with them."""
        self._time.show_problem(sentence)

    def show_mock_problem(self, sentence: str) -> None:
        """Say, beside the day, why a mock can't be there."""
        self._mock_problem.setText(sentence)
        self._mock_problem.setVisible(bool(sentence))

    def _show_rows(self) -> None:
        shown = self._rows[self._first : self._first + self._span]
        headers = [self.tr("Day"), self.tr("Time"), self.tr("What"), self.tr("First")]
        self._table.set_table(headers, shown)
        self._guide_row.setVisible(any(self._last_hours[self._first : self._first + self._span]))
        self._earlier.setEnabled(self._first > 0)
        self._later.setEnabled(self._first + self._span < len(self._rows))

    @Slot()
    def _on_later(self) -> None:
        self._first += self._span
        self._show_rows()

    @Slot()
    def _on_earlier(self) -> None:
        self._first = max(self._first - self._span, 0)
        self._show_rows()

    @Slot()
    def _on_month(self) -> None:
        self._span = MONTH if self._span == WEEK else WEEK
        self._month.setText(self.tr("Show a month") if self._span == WEEK else self.tr("Show a week"))
        self._show_rows()

    @Slot()
    def _on_move(self) -> None:
        planned, to = (date.fromisoformat(box.currentData()) for box in (self._mocks, self._to))
        self.mock_moved.emit(planned, to)

    @Slot()
    def _on_calendar(self) -> None:
        self.calendar_wanted.emit()

    @Slot()
    def _on_print(self) -> None:
        self.print_wanted.emit()

    @Slot()
    def _on_road(self) -> None:
        self.road_wanted.emit()

    @Slot()
    def _on_sheet(self) -> None:
        self.guide_wanted.emit(SHEET_FILE)

    @Slot()
    def _on_exam_morning(self) -> None:
        self.guide_wanted.emit(EXAM_MORNING_FILE)

    @Slot()
    def _on_date(self) -> None:
        self.date_wanted.emit()
