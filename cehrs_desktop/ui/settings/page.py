"""Shows the learner's choices; each change counts at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QSpinBox, QWidget

from cehrs_desktop.rules.content import Domain
from cehrs_desktop.rules.preferences import ColorScheme, Preferences
from cehrs_desktop.rules.study.calibration import Calibration
from cehrs_desktop.rules.study.settings import MOST_NEW_PER_DAY
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.settings.advanced_fields import AdvancedFields
from cehrs_desktop.ui.settings.exam_fields import ExamChoice, ExamFields
from cehrs_desktop.ui.widgets.card_panel import CardPanel
from cehrs_desktop.ui.widgets.flow_layout import FlowLayout
from cehrs_desktop.ui.widgets.form import Form
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton
from cehrs_desktop.ui.widgets.scroll_page import ScrollPage
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole

_AS_MANY_AS_PAY = -1
"""Stands, in its field, for a number of new cards that the order of the day decides."""

TEXT_PERCENTS = (80, 90, 100, 110, 125, 150, 175, 200, 250, 300, 400)


class SettingsPage(ScrollPage):
    """Signals: `edited()` after any field was, and what the buttons ask for."""

    edited = Signal()
    advanced_reset = Signal()
    keys_chosen = Signal()
    letters_switched = Signal(bool)
    backup_chosen = Signal()
    restore_chosen = Signal()
    export_chosen = Signal()
    take_over_chosen = Signal()
    bring_back_chosen = Signal()
    go_back_chosen = Signal()
    delete_chosen = Signal()

    def __init__(self, domains: tuple[Domain, ...], *, data_dir: Path, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Settings"), subtitle=self.tr("Changes are saved right away."), parent=parent)
        self._exam = ExamFields()
        self._new = QSpinBox()
        self._new.setRange(_AS_MANY_AS_PAY, MOST_NEW_PER_DAY)
        self._new.setSpecialValueText(self.tr("Chosen for you"))
        self._new.setKeyboardTracking(False)
        self._ratings = self._combo(
            {False: self.tr("Two: missed it, got it"), True: self.tr("Four: again, hard, good, easy")}
        )
        self._primers = QCheckBox(self.tr("Primer before a new topic"))
        self._primers.clicked.connect(self.edited)
        self._scheme = self._combo(
            {
                ColorScheme.SYSTEM: self.tr("As the system"),
                ColorScheme.LIGHT: self.tr("Light"),
                ColorScheme.DARK: self.tr("Dark"),
            }
        )
        self._text = self._combo({percent: f"{percent}%" for percent in TEXT_PERCENTS})
        self._letters = QCheckBox(self.tr("Single letters as keys"))
        self._letters.clicked.connect(self.letters_switched)
        self._advanced = AdvancedFields(domains)
        self._advanced.setVisible(False)
        self._toggle = KeyButton(self.tr("Show Advanced"), kind=ButtonKind.LINK)
        self._panel(self.tr("Your exam"), self._exam)
        self._suspended = TextLabel(role=TextRole.MUTED)
        self._bring_back = KeyButton(self.tr("Bring them all back"))
        self._bring_back.clicked.connect(self._on_bring_back)
        self._panel(
            self.tr("Reviewing"),
            self._form({self.tr("New cards a day, at most"): self._new, self.tr("Rating buttons"): self._ratings}),
            self._primers,
            self._suspended,
            self._bring_back,
        )
        self._panel(
            self.tr("How it looks"), self._form({self.tr("Colors"): self._scheme, self.tr("Text size"): self._text})
        )
        self._panel(self.tr("Keys"), self._letters, self._row((self.tr("Change keys…"), self._on_keys)))
        place = TextLabel(str(data_dir), role=TextRole.MUTED)
        self._notice = TextLabel(role=TextRole.ACCENT)
        self._notice.hide()
        self._panel(
            self.tr("Your data"),
            place,
            self._row((self.tr("Back up…"), self._on_backup), (self.tr("Restore…"), self._on_restore)),
            TextLabel(
                self.tr(
                    "To study on another computer, export everything here and take it over there: it replaces what is "
                    "there, which is kept aside."
                ),
                role=TextRole.MUTED,
            ),
            self._row(
                (self.tr("Export everything…"), self.export_chosen), (self.tr("Take over data…"), self.take_over_chosen)
            ),
            self._notice,
            self._row((self.tr("Delete everything…"), self._on_delete)),
        )
        self.add(self._toggle)
        self.add(self._advanced)
        self._connect()

    def _connect(self) -> None:
        self._toggle.clicked.connect(self._on_toggle)
        self._exam.changed.connect(self.edited)
        self._new.valueChanged.connect(self.edited)
        for combo in (self._ratings, self._scheme, self._text):
            combo.currentIndexChanged.connect(self.edited)
        self._advanced.changed.connect(self.edited)
        self._advanced.reset_chosen.connect(self.advanced_reset)
        self._advanced.go_back_chosen.connect(self.go_back_chosen)

    @staticmethod
    def _combo(choices: dict[object, str] | dict[bool, str] | dict[ColorScheme, str] | dict[int, str]) -> QComboBox:
        combo = QComboBox()
        for value, text in choices.items():
            combo.addItem(text, value)
        return combo

    @staticmethod
    def _form(fields: dict[str, QWidget]) -> QWidget:
        form = Form()
        for name, field in fields.items():
            form.add_row(name, field)
        return form

    @staticmethod
    def _row(*buttons: tuple[str, object]) -> QWidget:
        row = QWidget()
        layout = FlowLayout(row)
        for text, slot in buttons:
            button = KeyButton(text)
            button.clicked.connect(slot)
            layout.addWidget(button)
        return row

    def _panel(self, title: str, *widgets: QWidget) -> None:
        panel = CardPanel(title)
        for widget in widgets:
            panel.add(widget)
        self.add(panel)

    def show_preferences(self, preferences: Preferences, *, letters: bool, today: date) -> None:
        """Show these choices; `letters`: whether single letters are keys."""
        was = self.blockSignals(True)
        self._exam.show_choice(
            ExamChoice(
                exam_date=preferences.exam_date,
                minutes_per_day=preferences.study.minutes_per_day,
                place=preferences.place,
                accommodation=preferences.accommodation,
            ),
            earliest=QDate(today.year, today.month, today.day),
        )
        most = preferences.study.new_per_day
        self._new.setValue(_AS_MANY_AS_PAY if most is None else most)
        self._ratings.setCurrentIndex(self._ratings.findData(preferences.study.four_ratings))
        self._primers.setChecked(preferences.show_primers)
        self._scheme.setCurrentIndex(self._scheme.findData(preferences.scheme))
        self._text.setCurrentIndex(self._text.findData(preferences.text_percent))
        self._letters.setChecked(letters)
        self._advanced.show_settings(preferences.study)
        self.blockSignals(was)

    @property
    def has_minutes(self) -> bool:
        """Whether minutes a day were chosen; without any the page says so, and those of before count."""
        return self._exam.has_minutes

    def preferences(self, base: Preferences) -> tuple[Preferences, str]:
        """`base` with the choices on the page, and what is wrong with advanced fields that make no sense."""
        exam = self._exam.choice()
        advanced, problem = self._advanced.settings(base.study)
        study = replace(
            advanced,
            minutes_per_day=exam.minutes_per_day or base.study.minutes_per_day,
            new_per_day=None if self._new.value() == _AS_MANY_AS_PAY else self._new.value(),
            four_ratings=bool(self._ratings.currentData()),
        )
        preferences = replace(
            base,
            exam_date=exam.exam_date,
            place=exam.place,
            accommodation=exam.accommodation,
            study=study,
            show_primers=self._primers.isChecked(),
            scheme=ColorScheme(self._scheme.currentData()),
            text_percent=int(self._text.currentData()),
        )
        return preferences, problem

    def show_suspended(self, count: int) -> None:
        """Show how many cards are suspended, with the way back for them."""
        self._suspended.setText(
            texts.counted(count, self.tr("1 card is suspended."), self.tr("%n cards are suspended."))
        )
        self._suspended.setVisible(count > 0)
        self._bring_back.setVisible(count > 0)

    def show_calibration(self, calibration: Calibration) -> None:
        """Show what memory is predicted with, and how well."""
        self._advanced.calibration.show_calibration(calibration)

    def show_exam_problem(self, sentence: str) -> None:
        """Say, beside the date, what is wrong with it."""
        self._exam.show_problem(sentence)

    def show_advanced_problem(self, sentence: str) -> None:
        """Say, beside the advanced fields, what is wrong with them."""
        self._advanced.show_problem(sentence)

    def show_notice(self, sentence: str) -> None:
        """Tell how a backup or restore went."""
        self._notice.setText(sentence)
        self._notice.show()

    def open_advanced(self, *, opened: bool = True) -> None:
        """Show the settings few people change, or hide them."""
        self._advanced.setVisible(opened)
        self._toggle.setText(self.tr("Hide Advanced") if opened else self.tr("Show Advanced"))

    @Slot()
    def _on_toggle(self) -> None:
        self.open_advanced(opened=not self._advanced.isVisible())

    @Slot()
    def _on_bring_back(self) -> None:
        self.bring_back_chosen.emit()

    @Slot()
    def _on_keys(self) -> None:
        self.keys_chosen.emit()

    @Slot()
    def _on_delete(self) -> None:
        self.delete_chosen.emit()

    @Slot()
    def _on_backup(self) -> None:
        self.backup_chosen.emit()

    @Slot()
    def _on_restore(self) -> None:
        self.restore_chosen.emit()
