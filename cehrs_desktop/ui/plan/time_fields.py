"""The questions about the learner's time: weekdays, long sittings, days off, background."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QSpinBox, QWidget

from cehrs_desktop.rules.progress.plan_choices import PlanChoices
from cehrs_desktop.rules.progress.plan_facts import Background
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.widgets.flow_layout import FlowLayout
from cehrs_desktop.ui.widgets.form import Form
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole

_US = QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)
_USUAL = -1


class TimeFields(Form):
    """Signal: `changed(PlanChoices)` after any field was."""

    changed = Signal(object)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._choices = PlanChoices()
        self._problem = TextLabel(role=TextRole.DANGER)
        self._problem.hide()
        self._minutes = [self._spin_box() for _ in range(7)]
        for day, box in enumerate(self._minutes):
            self.add_row(_US.dayName(day + 1), box)
        self.add_wide(self._problem)
        long_days = QWidget()
        row = FlowLayout(long_days)
        self._long = [QCheckBox(_US.dayName(day + 1)) for day in range(7)]
        for check in self._long:
            check.toggled.connect(self._on_changed)
            row.addWidget(check)
        self.add_row(self.tr("On which days could you sit a whole mock, over two hours?"), long_days)
        self._background = QComboBox()
        for background, text in self._backgrounds().items():
            self._background.addItem(text, background)
        self._background.currentIndexChanged.connect(self._on_changed)
        self.add_row(self.tr("Where do you come from?"), self._background)
        self._add_days_off()

    def _spin_box(self) -> QSpinBox:
        box = QSpinBox()
        box.setRange(_USUAL, 600)
        box.setSpecialValueText(self.tr("as usual"))
        box.setSuffix(self.tr(" minutes"))
        box.setKeyboardTracking(False)
        box.valueChanged.connect(self._on_changed)
        return box

    def _backgrounds(self) -> dict[Background, str]:
        return {
            Background.NOT_SAID: self.tr("I’d rather not say"),
            Background.MEDICAL_OFFICE: self.tr("I work in a medical office"),
            Background.CAREER_CHANGER: self.tr("I am new to health care"),
            Background.STUDENT: self.tr("I am in a training program"),
        }

    def _add_days_off(self) -> None:
        off = QWidget()
        row = FlowLayout(off)
        self._day_off = QDateEdit()
        self._day_off.setLocale(_US)
        self._day_off.setDisplayFormat("MM/dd/yyyy")
        self._day_off.setAccessibleName(self.tr("A day off, month, day, year"))
        take = KeyButton(self.tr("Take it off"))
        take.clicked.connect(self._on_taken)
        self._give_back = KeyButton(self.tr("Study on all of them after all"), kind=ButtonKind.LINK)
        self._give_back.clicked.connect(self._on_given_back)
        for widget in (self._day_off, take, self._give_back):
            row.addWidget(widget)
        self.add_row(self.tr("Is there a day you will not study?"), off)
        self._offs = TextLabel(role=TextRole.MUTED)
        self.add_wide(self._offs)

    def show_choices(self, choices: PlanChoices, *, today: date) -> None:
        """Show these answers."""
        self._choices = choices
        was = self.blockSignals(True)
        for box, minutes in zip(self._minutes, choices.weekday_minutes, strict=True):
            box.setValue(_USUAL if minutes is None else minutes)
        for day, check in enumerate(self._long):
            check.setChecked(day in choices.long_days)
        self._background.setCurrentIndex(self._background.findData(choices.background))
        if self._day_off.date() < QDate(today.year, today.month, today.day):
            self._day_off.setDate(QDate(today.year, today.month, today.day).addDays(1))
        ahead = sorted(day for day in choices.days_off if day >= today)
        self._offs.setText(self.tr("Days off: %s").replace("%s", "; ".join(texts.long_date(day) for day in ahead)))
        self._offs.setVisible(bool(ahead))
        self._give_back.setVisible(bool(ahead))
        self.blockSignals(was)

    def show_problem(self, sentence: str) -> None:
        """Say, beside the fields, what is wrong; an empty sentence takes it away."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def _now(self, days_off: frozenset[date]) -> PlanChoices:
        return PlanChoices(
            weekday_minutes=tuple(None if box.value() == _USUAL else box.value() for box in self._minutes),
            long_days=frozenset(day for day, check in enumerate(self._long) if check.isChecked()),
            days_off=days_off,
            background=Background(self._background.currentData()),
            moved=self._choices.moved,
        )

    @Slot()
    def _on_changed(self) -> None:
        if not self.signalsBlocked():
            self.changed.emit(self._now(self._choices.days_off))

    @Slot()
    def _on_taken(self) -> None:
        day = self._day_off.date()
        self.changed.emit(self._now(self._choices.days_off | {date(day.year(), day.month(), day.day())}))

    @Slot()
    def _on_given_back(self) -> None:
        self.changed.emit(self._now(frozenset()))
