"""Other minutes a day and another exam date, and what would be known then: as a picture, a table and in words."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale, Signal, Slot
from PySide6.QtWidgets import QDateEdit, QSpinBox, QWidget

from cehrs_desktop.rules.study.settings import GREATEST_MINUTES
from cehrs_desktop.ui.widgets.chart import ChartData
from cehrs_desktop.ui.widgets.chart_panel import ChartPanel
from cehrs_desktop.ui.widgets.flow_layout import FlowLayout
from cehrs_desktop.ui.widgets.form import Form
from cehrs_desktop.ui.widgets.key_button import KeyButton
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole

_US = QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)


class WhatIfPanel(ChartPanel):
    """Signals: `changed()` after a field was, `minutes_chosen(int)` and `date_chosen(date)` to put them in force."""

    changed = Signal()
    minutes_chosen = Signal(int)
    date_chosen = Signal(object)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("What if? Cards you would recall on exam day"), parent=parent)
        self._present: tuple[int, date | None] | None = None
        self._minutes, self._date = self._minutes_box(), self._date_box()
        self._note = TextLabel(self.tr("Weekdays with minutes of their own keep them."), role=TextRole.MUTED)
        self._problem = TextLabel(role=TextRole.DANGER)
        self._hour = TextLabel(role=TextRole.STRONG)
        self._pending = TextLabel(self.tr("Working it out…"), role=TextRole.MUTED)
        form = Form()
        form.add_row(self.tr("With so many minutes on usual days?"), self._minutes)
        form.add_wide(self._note)
        form.add_row(self.tr("With the exam on?"), self._date)
        form.add_wide(self._problem)
        note = TextLabel(self.tr("Nothing changes until you press one of these:"), role=TextRole.MUTED)
        for place, widget in enumerate((form, note, self._buttons(), self._hour, self._pending), start=1):
            self.column.insertWidget(place, widget)
        for label in (self._note, self._problem, self._hour, self._pending):
            label.hide()

    def _minutes_box(self) -> QSpinBox:
        box = QSpinBox()
        box.setRange(0, GREATEST_MINUTES)
        box.setSingleStep(5)
        box.setSuffix(self.tr(" minutes"))
        box.setKeyboardTracking(False)
        box.valueChanged.connect(self._on_changed)
        return box

    def _date_box(self) -> QDateEdit:
        box = QDateEdit()
        box.setLocale(_US)
        box.setDisplayFormat("MM/dd/yyyy")
        box.setKeyboardTracking(False)  # a date half typed is no date
        box.dateChanged.connect(self._on_changed)
        return box

    def _buttons(self) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row)
        self._use_minutes = KeyButton(self.tr("Use these minutes"))
        self._use_minutes.clicked.connect(self._on_minutes_chosen)
        self._use_date = KeyButton(self.tr("Use this date"))
        self._use_date.clicked.connect(self._on_date_chosen)
        for button in (self._use_minutes, self._use_date):
            flow.addWidget(button)
        return row

    @property
    def minutes(self) -> int:
        """The minutes that are supposed."""
        return self._minutes.value()

    @property
    def exam(self) -> date:
        """The exam date that is supposed."""
        day = self._date.date()
        return date(day.year(), day.month(), day.day())

    def show_present(self, minutes: int, exam: date | None, *, proposed: date, own_minutes: bool) -> None:
        """What is in force; a field begins with it, and again after it has changed. `proposed` stands for no date.

        `own_minutes`: some weekdays have minutes of their own.
        """
        self._note.setVisible(own_minutes)
        before, self._present = self._present, (minutes, exam)
        was = self.blockSignals(True)
        if before is None or before[0] != minutes:
            self._minutes.setValue(minutes)
        if before is None or before[1] != exam:
            shown = exam or proposed
            self._date.setDate(QDate(shown.year, shown.month, shown.day))
        self.blockSignals(was)
        self._show_buttons()

    def _show_buttons(self, *, possible: bool = True) -> None:
        minutes, exam = self._present or (0, None)
        self._use_minutes.setEnabled(possible and self.minutes != minutes)
        self._use_date.setEnabled(possible and self.exam != exam)

    def show_pending(self) -> None:
        """Say that the figures are being worked out."""
        self.show_problem("")
        self._pending.show()

    def show_problem(self, sentence: str) -> None:
        """Say, beside the fields, what is wrong with them; an empty sentence takes it away."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        self._pending.hide()
        self._show_buttons(possible=not sentence)

    def show_figures(self, data: ChartData, hour: str) -> None:
        """Show what was worked out; `hour` is the sentence on one more hour."""
        self.show_problem("")
        self._hour.setText(hour)
        self._hour.show()
        self.show_data(data)

    @Slot()
    def _on_changed(self) -> None:
        if not self.signalsBlocked():
            self._show_buttons()
            self.changed.emit()

    @Slot()
    def _on_minutes_chosen(self) -> None:
        self.minutes_chosen.emit(self.minutes)

    @Slot()
    def _on_date_chosen(self) -> None:
        self.date_chosen.emit(self.exam)
