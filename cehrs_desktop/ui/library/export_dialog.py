"""What to export, and as what; then writing it in the background."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path

import shiboken6
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QDialogButtonBox, QFileDialog, QWidget

from cehrs_desktop.activities.export_cards import SheetKind, card_sides, export
from cehrs_desktop.activities.learner_file import LearnerFile
from cehrs_desktop.clock import Clock
from cehrs_desktop.errors import Cancelled, UserError
from cehrs_desktop.rules.study.cards import CardId
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.background import Job
from cehrs_desktop.ui.crash_dialog import show_crash
from cehrs_desktop.ui.desk import Desk
from cehrs_desktop.ui.library.sheets import write_sheets
from cehrs_desktop.ui.widgets.form import Form
from cehrs_desktop.ui.widgets.page_dialog import PageDialog
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole
from cehrs_desktop.ui.widgets.wait_line import WaitLine


class ExportKind(StrEnum):
    """What is written; the value is the ending of the file."""

    TABLE = ".csv"
    PACKAGE = ".apkg"
    SHEETS = ".pdf"


@dataclass(frozen=True, slots=True)
class Wish:
    """What to write, and where. `only` None: all cards."""

    target: Path
    kind: ExportKind
    only: tuple[CardId, ...] | None
    with_memory: bool
    sheets: SheetKind


class ExportDialog(PageDialog):
    """Signal: `exported(count, path)` when the file is there."""

    exported = Signal(int, str)

    def __init__(self, chosen: tuple[CardId, ...], desk: Desk, *, parent: QWidget) -> None:
        super().__init__(self.tr("Export cards"), heading=self.tr("Export cards"), parent=parent)
        self._desk = desk
        self._chosen = chosen
        self._job = Job()
        self._is_writing = False
        self._which = QComboBox()
        if chosen:
            self._which.addItem(self.tr("The chosen: %s").replace("%s", texts.cards(len(chosen))), True)
        self._which.addItem(self.tr("All cards"), False)
        self._kind = _combo(
            {
                ExportKind.TABLE: self.tr("Table (CSV)"),
                ExportKind.PACKAGE: self.tr("Anki package"),
                ExportKind.SHEETS: self.tr("Sheets to print (PDF)"),
            }
        )
        self._kind.currentIndexChanged.connect(self._show_kind)
        self._sheets = _combo(
            {SheetKind.FACING: self.tr("Both sides of the paper"), SheetKind.FOLDED: self.tr("One side, to fold")}
        )
        self._sheets.currentIndexChanged.connect(self._show_kind)
        self._form = Form()
        self._form.add_row(self.tr("Which cards"), self._which)
        self._form.add_row(self.tr("Write them as"), self._kind)
        self._sheet_form = Form()
        self._sheet_form.add_row(self.tr("Printed on"), self._sheets)
        self._history = QCheckBox(self.tr("Memory and history too"))
        self._history.setChecked(True)
        self._explained = TextLabel(role=TextRole.MUTED)
        self._problem = TextLabel(role=TextRole.DANGER)
        self._problem.hide()
        self._wait = WaitLine()
        for widget in (self._form, self._sheet_form, self._history, self._explained, self._problem, self._wait):
            self.page.add(widget)
        buttons = self.add_buttons(QDialogButtonBox.StandardButton.Save, QDialogButtonBox.StandardButton.Cancel)
        self._save = buttons.button(QDialogButtonBox.StandardButton.Save)
        self._save.setText(self.tr("Save…"))
        self._show_kind()

    @Slot()
    def _show_kind(self) -> None:
        kind, sheets = ExportKind(self._kind.currentData()), SheetKind(self._sheets.currentData())
        self._history.setVisible(kind is ExportKind.PACKAGE)
        self._sheet_form.setVisible(kind is ExportKind.SHEETS)
        if kind is ExportKind.TABLE:
            said = self.tr("Opens in any spreadsheet, and comes back with Import. Images and history stay here.")
        elif kind is ExportKind.PACKAGE:
            said = self.tr("Opens in Anki, with images. Without memory and history every card is new there.")
        elif sheets is SheetKind.FACING:
            said = self.tr(
                "Eight cards a page, answers on the page after. Print on both sides, turned on the long edge."
            )
        else:
            said = self.tr("Question left, answer right, five a page. Cut along the lines, fold in the middle.")
        self._explained.setText(said)

    def accept(self) -> None:
        """Ask where to, then write."""
        if self._is_writing:
            return
        kind = ExportKind(self._kind.currentData())
        names = {
            ExportKind.TABLE: self.tr("Table (*.csv)"),
            ExportKind.PACKAGE: self.tr("Anki package (*.apkg)"),
            ExportKind.SHEETS: self.tr("PDF (*.pdf)"),
        }
        suggested = str(Path.home() / f"cehrs-cards{kind.value}")
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Export cards"), suggested, names[kind])
        if name:
            self.write(Path(name if name.lower().endswith(kind.value) else name + kind.value))

    def write(self, target: Path) -> None:
        """Write what is chosen to `target`; the dialog closes when it is done."""
        desk = self._desk
        wish = Wish(
            target,
            ExportKind(self._kind.currentData()),
            self._chosen if self._which.currentData() else None,
            self._history.isChecked(),
            SheetKind(self._sheets.currentData()),
        )
        self._set_writing(True)
        self._problem.hide()
        self._job = Job()
        self._wait.watch(self.tr("Writing the file…"), self._job)
        desk.background.run(
            partial(_written, desk.database.path, desk.clock, wish, self._job),
            on_done=partial(self._on_written, wish),
            on_error=self._on_error,
        )

    def _set_writing(self, is_writing: bool) -> None:
        self._is_writing = is_writing
        for widget in (self._form, self._sheet_form, self._history, self._save):
            widget.setEnabled(not is_writing)

    def _on_written(self, wish: Wish, count: int) -> None:
        if shiboken6.isValid(self):
            self._wait.stop()
            super().accept()
            self.exported.emit(count, str(wish.target))

    def _on_error(self, error: BaseException) -> None:
        if not shiboken6.isValid(self):
            return
        self._wait.stop()
        self._set_writing(False)
        if isinstance(error, UserError):
            self._problem.setText(texts.told(error))
        elif isinstance(error, Cancelled):
            self._problem.setText(self.tr("Stopped. No file was written."))
        else:
            show_crash(type(error), error)
            return
        self._problem.show()

    def done(self, result: int) -> None:
        """Close; while a file is written, Cancel first stops that."""
        if result != QDialog.DialogCode.Accepted:
            self._job.stop()
            if self._is_writing:
                return
        super().done(result)


def _written(study_file: Path, clock: Clock, wish: Wish, job: Job) -> int:
    """Write the file, over a connection of its own; returns how many cards are in it."""
    data_dir = study_file.parent
    with closing(LearnerFile(study_file)) as database:
        if wish.kind is not ExportKind.SHEETS:
            return export(
                database,
                clock,
                wish.target,
                data_dir=data_dir,
                only=wish.only,
                with_memory=wish.with_memory,
                on_progress=job,
            )
        cards = card_sides(database, wish.only, data_dir=data_dir, on_progress=job)
    write_sheets(cards, wish.target, kind=wish.sheets, on_progress=job)
    return len(cards)


def _combo(choices: dict[ExportKind, str] | dict[SheetKind, str]) -> QComboBox:
    combo = QComboBox()
    for value, text in choices.items():
        combo.addItem(text, value.value)
    return combo
