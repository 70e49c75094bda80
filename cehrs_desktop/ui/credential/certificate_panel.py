"""The certification: until when it lasts, what renews it, and the log of continuing education."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QWidget

from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.progress.certification import LONGEST_TITLE, MOST_CREDITS, CeEntry, Certificate, Reminder
from cehrs_desktop.rules.progress.credential import LONGEST_NOTE
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.credential import words
from cehrs_desktop.ui.widgets.card_panel import CardPanel
from cehrs_desktop.ui.widgets.date_line import DateLine
from cehrs_desktop.ui.widgets.fact_table import FactTable
from cehrs_desktop.ui.widgets.flow_layout import FlowLayout
from cehrs_desktop.ui.widgets.form import Form
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton
from cehrs_desktop.ui.widgets.note_line import NoteLine
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole


class CertificatePanel(CardPanel):
    """Signals: `fee_noted(str)`, `renewed(day or None)`, `reminders_wanted()`."""

    fee_noted = Signal(str)
    renewed = Signal(object)
    reminders_wanted = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("Your certification"))
        self._until, self._left = TextLabel(role=TextRole.STRONG), TextLabel()
        self._reminder = TextLabel(role=TextRole.ACCENT)
        self._days = FactTable()
        self._days.setAccessibleName(self.tr("Days to remember"))
        self._fee = NoteLine(LONGEST_NOTE)
        self._fee.editingFinished.connect(self._on_fee)
        form = Form()
        form.add_row(self.tr("Renewal fee, as your NHA account shows it"), self._fee)
        self._since, self._refused = DateLine(), TextLabel(role=TextRole.DANGER)
        self._refused.hide()
        note_it = KeyButton(self.tr("Note the renewal"), kind=ButtonKind.LINK)
        note_it.clicked.connect(self._on_renewed)
        renewal = QWidget()
        row = FlowLayout(renewal)
        row.addWidget(self._since)
        row.addWidget(note_it)
        form.add_row(self.tr("Renewed? The new two years begin on"), renewal)
        self._since.setAccessibleName(self.tr("First day of the new two years"))
        form.add_wide(self._refused)
        save = KeyButton(self.tr("Save reminders (.ics)…"))
        save.clicked.connect(self._on_reminders)
        self._problem = TextLabel(role=TextRole.DANGER)
        self._problem.hide()
        for widget in (self._until, self._left, self._reminder, self._days, form):
            self.add(widget)
        self.column.addWidget(save, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(self._problem)
        note = self.tr("This is your own record. NHA’s account has the exact dates, and nothing here is sent to it.")
        self.add(TextLabel(note, role=TextRole.MUTED))

    def show_certificate(self, held: Certificate, reminder: Reminder | None, *, fee: str) -> None:
        """Show the certification, and the reminder in force if there is one."""
        self._until.setText(words.until(held))
        self._left.setText(words.credits_left(held))
        self._reminder.setText("" if reminder is None else words.reminder(reminder, held))
        self._reminder.setVisible(reminder is not None)
        rows = [[texts.full_date(day), words.day_to_remember(each)] for day, each in held.reminders]
        self._days.set_table([self.tr("Day"), self.tr("What")], rows)
        self._fee.setText(fee)
        self.show_problem("")

    def show_problem(self, sentence: str) -> None:
        """Say what went wrong with the file of reminders."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def show_renewal_problem(self, sentence: str) -> None:
        """Say, beside the day of the renewal, what is wrong with it; an empty sentence takes it away."""
        self._refused.setText(sentence)
        self._refused.setVisible(bool(sentence))

    def clear_renewal(self) -> None:
        """Empty the field: the day is stored."""
        self._since.clear()
        self.show_renewal_problem("")

    @Slot()
    def _on_renewed(self) -> None:
        try:
            since = self._since.day()
        except UserError as error:
            self.show_renewal_problem(texts.told(error))
        else:
            self.renewed.emit(since)

    @Slot()
    def _on_fee(self) -> None:
        self.fee_noted.emit(self._fee.text().strip())

    @Slot()
    def _on_reminders(self) -> None:
        self.reminders_wanted.emit()


class CreditsPanel(CardPanel):
    """Signals: `added(title, day or None, hundredths, file or None)`, `file_wanted()`, `opened(entry)`,
    `removed(entry)`.
    """

    added = Signal(str, object, int, object)
    file_wanted = Signal()
    opened = Signal(object)
    removed = Signal(object)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("Continuing education"))
        self._entries: tuple[CeEntry, ...] = ()
        self._file: Path | None = None
        self._none = TextLabel(self.tr("Nothing noted yet."))
        self._table = FactTable()
        self._table.setAccessibleName(self.tr("Continuing education"))
        self.add(self._none)
        self.add(self._table)
        self._chosen = QComboBox()
        self._which = Form()
        self._which.add_row(self.tr("Which entry?"), self._chosen)
        self._open = self._button(self.tr("Open the certificate"), self._on_open)
        self._which.add_wide(self._row(self._open, self._button(self.tr("Remove the entry"), self._on_remove)))
        self._chosen.currentIndexChanged.connect(self._on_chosen)
        self.add(self._which)
        self._fill_entry()

    def _fill_entry(self) -> None:
        self._course, self._earned, self._credits = NoteLine(LONGEST_TITLE), DateLine(), QDoubleSpinBox()
        self._credits.setRange(0, MOST_CREDITS / 100)
        self._credits.setSingleStep(0.5)
        self._credits.setKeyboardTracking(False)
        self._name = TextLabel(role=TextRole.MUTED)
        self._problem = TextLabel(role=TextRole.DANGER)
        self._problem.hide()
        file = self._row(self._button(self.tr("Choose a file…"), self._on_file), self._name)
        form = Form()
        form.add_row(self.tr("Title of the course or event"), self._course)
        form.add_row(self.tr("Day"), self._earned)
        form.add_row(self.tr("Credits"), self._credits)
        form.add_row(self.tr("Certificate, if you have one (PDF or picture)"), file)
        form.add_wide(self._problem)
        self.add(TextLabel(self.tr("Add an entry"), role=TextRole.STRONG))
        self.add(form)
        add = KeyButton(self.tr("Add to the log"))
        add.clicked.connect(self._on_add)
        self.column.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)

    @staticmethod
    def _button(text: str, slot: object) -> KeyButton:
        button = KeyButton(text, kind=ButtonKind.LINK)
        button.clicked.connect(slot)
        return button

    @staticmethod
    def _row(*widgets: QWidget) -> QWidget:
        row = QWidget()
        layout = FlowLayout(row)
        for widget in widgets:
            layout.addWidget(widget)
        return row

    def show_entries(self, entries: Sequence[CeEntry]) -> None:
        """Show the log, newest first."""
        self._entries = tuple(entries)
        self._none.setVisible(not entries)
        self._table.setVisible(bool(entries))
        self._which.setVisible(bool(entries))
        headers = [self.tr("No."), self.tr("Day"), self.tr("Title"), self.tr("Credits"), self.tr("Certificate")]
        rows = [
            [str(number), texts.short_date(e.earned), e.title, words.credits_of(e.hundredths), e.shown or "–"]
            for number, e in enumerate(entries, start=1)
        ]
        self._table.set_table(headers, rows, right_columns=(3,))
        was = self._chosen.currentData()
        self._chosen.clear()
        for number, entry in enumerate(entries, start=1):  # a box doesn't wrap, so no title
            self._chosen.addItem(f"{number}: {texts.short_date(entry.earned)}", entry.id)
        self._chosen.setCurrentIndex(max(self._chosen.findData(was), 0))
        self._on_chosen()

    def show_file(self, file: Path | None) -> None:
        """Show which certificate will be kept with the entry."""
        self._file = file
        self._name.setText("" if file is None else file.name)

    def show_problem(self, sentence: str) -> None:
        """Say, beside the fields, what is wrong; an empty sentence takes it away."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def clear_entry(self) -> None:
        """Empty the fields: what was in them is stored."""
        self._course.clear()
        self._earned.clear()
        self._credits.setValue(0)
        self.show_file(None)
        self.show_problem("")

    def _entry(self) -> CeEntry | None:
        return next((entry for entry in self._entries if entry.id == self._chosen.currentData()), None)

    @Slot()
    def _on_chosen(self) -> None:
        entry = self._entry()
        self._open.setVisible(entry is not None and entry.file is not None)

    @Slot()
    def _on_open(self) -> None:
        self.opened.emit(self._entry())

    @Slot()
    def _on_remove(self) -> None:
        self.removed.emit(self._entry())

    @Slot()
    def _on_file(self) -> None:
        self.file_wanted.emit()

    @Slot()
    def _on_add(self) -> None:
        self._credits.interpretText()
        day: date | None = None
        try:
            day = self._earned.day()
        except UserError as error:
            self.show_problem(texts.told(error))
            return
        self.added.emit(self._course.text(), day, round(self._credits.value() * 100), self._file)
