"""The questions about the exam: date, minutes a day, place, time granted. Shared by the first start and Settings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QDate, QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QDateEdit, QRadioButton, QSpinBox, QWidget

from cehrs_desktop.rules.preferences import ExamPlace, TimeAccommodation
from cehrs_desktop.ui.widgets.flow_layout import FlowLayout
from cehrs_desktop.ui.widgets.form import Form
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole


@dataclass(frozen=True, slots=True)
class ExamChoice:
    """The four answers."""

    exam_date: date | None
    minutes_per_day: int
    place: ExamPlace
    accommodation: TimeAccommodation


class ExamFields(Form):
    """Signal: `changed()` after any field was."""

    changed = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._not_booked = QRadioButton(self.tr("Not booked yet"))
        self._booked = QRadioButton(self.tr("On"))
        self._booked.setAccessibleName(self.tr("The exam is on a date"))
        self._date = QDateEdit()
        self._date.setLocale(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
        self._date.setDisplayFormat("MM/dd/yyyy")
        self._date.setCalendarPopup(True)
        self._date.setKeyboardTracking(False)  # a date half typed is no date
        self._date.calendarWidget().setFirstDayOfWeek(Qt.DayOfWeek.Sunday)
        self._date.setAccessibleName(self.tr("Exam date, month, day, year"))
        self._problem = TextLabel(role=TextRole.DANGER)
        self._problem.hide()
        self._minutes = QSpinBox()
        self._minutes.setRange(0, 600)  # zero is told about, not turned into something else
        self._minutes.setKeyboardTracking(False)
        self._minutes.setSuffix(self.tr(" minutes"))
        self._no_minutes = TextLabel(
            self.tr("Choose at least one minute. Days without study are set on the Plan page."), role=TextRole.DANGER
        )
        self._no_minutes.hide()
        self._place = QComboBox()
        for place, text in _places(self).items():
            self._place.addItem(text, place)
        self._accommodation = QComboBox()
        for accommodation, text in _accommodations(self).items():
            self._accommodation.addItem(text, accommodation)
        self._lay_out()
        self._not_booked.toggled.connect(self._on_booked_changed)
        self._date.dateChanged.connect(self._on_changed)
        self._minutes.valueChanged.connect(self._on_changed)
        self._place.currentIndexChanged.connect(self._on_changed)
        self._accommodation.currentIndexChanged.connect(self._on_changed)

    def _lay_out(self) -> None:
        when = QWidget()
        row = FlowLayout(when)
        for widget in (self._not_booked, self._booked, self._date):
            row.addWidget(widget)
        self.add_row(self.tr("When is your exam?"), when)
        self.add_wide(self._problem)
        self.add_row(self.tr("How long will you study on a normal day?"), self._minutes)
        self.add_wide(self._no_minutes)
        self.add_row(self.tr("Where will you take it?"), self._place)
        self.add_row(self.tr("Have you been granted more time?"), self._accommodation)

    def show_choice(self, choice: ExamChoice, *, earliest: QDate) -> None:
        """Show these answers; a new date starts six weeks from `earliest`."""
        self.blockSignals(True)
        booked = choice.exam_date is not None
        self._booked.setChecked(booked)
        self._not_booked.setChecked(not booked)
        shown = choice.exam_date
        self._date.setDate(earliest.addDays(42) if shown is None else QDate(shown.year, shown.month, shown.day))
        self._date.setEnabled(booked)
        self._minutes.setValue(choice.minutes_per_day)
        self._place.setCurrentIndex(self._place.findData(choice.place))
        self._accommodation.setCurrentIndex(self._accommodation.findData(choice.accommodation))
        self._problem.hide()
        self._no_minutes.hide()
        self.blockSignals(False)

    @property
    def has_minutes(self) -> bool:
        """Whether there is a minute to study; without one the fields say so."""
        return self._minutes.value() > 0

    def choice(self) -> ExamChoice:
        """The answers as they stand, what is still being typed included; zero minutes a day where none is chosen."""
        self._date.interpretText()
        self._minutes.interpretText()
        day = self._date.date()
        return ExamChoice(
            exam_date=date(day.year(), day.month(), day.day()) if self._booked.isChecked() else None,
            minutes_per_day=self._minutes.value(),
            place=ExamPlace(self._place.currentData()),
            accommodation=TimeAccommodation(self._accommodation.currentData()),
        )

    def show_problem(self, sentence: str) -> None:
        """Say, beside the date, what is wrong with it; an empty sentence takes it away."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    @Slot(bool)
    def _on_booked_changed(self, not_booked: bool) -> None:
        self._date.setEnabled(not not_booked)
        self._on_changed()

    @Slot()
    def _on_changed(self) -> None:
        self._problem.hide()
        self._no_minutes.setVisible(not self.has_minutes)
        self.changed.emit()


def _places(widget: QWidget) -> dict[ExamPlace, str]:
    return {
        ExamPlace.HOME: widget.tr("At home, remotely proctored"),
        ExamPlace.CENTER: widget.tr("At a test center"),
        ExamPlace.SCHOOL: widget.tr("At my school"),
        ExamPlace.NOT_SURE: widget.tr("Not sure yet"),
    }


def _accommodations(widget: QWidget) -> dict[TimeAccommodation, str]:
    return {
        TimeAccommodation.STANDARD: widget.tr("No, standard time"),
        TimeAccommodation.QUARTER_MORE: widget.tr("Yes, time and a quarter"),
        TimeAccommodation.HALF_MORE: widget.tr("Yes, time and a half"),
        TimeAccommodation.DOUBLE: widget.tr("Yes, double time"),
        TimeAccommodation.UNTIMED: widget.tr("Yes, untimed"),
    }
