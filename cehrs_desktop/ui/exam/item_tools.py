"""What is opened over an item: its note, the scratchpad, the calculator. What is typed there outlives the dialog."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QDialog, QWidget

from cehrs_desktop.rules.exam.events import Note
from cehrs_desktop.ui.actions import Action
from cehrs_desktop.ui.bound_keys import bind
from cehrs_desktop.ui.exam.calculator import CalculatorDialog
from cehrs_desktop.ui.key_map import KeyMap
from cehrs_desktop.ui.widgets.text_dialog import TextDialog


class ItemTools(QObject):
    """Signals: `noted(Note)` to be kept; `leave_wanted()`, by the chord, which works in the dialogs too."""

    noted = Signal(object)
    leave_wanted = Signal()

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._key_map: KeyMap | None = None
        self._note: TextDialog | None = None
        self._noted = Note(0, "")
        self._pad: TextDialog | None = None
        self._scratch = ""

    def set_key_map(self, key_map: KeyMap) -> None:
        """The keys of the dialogs that are opened from now on."""
        self._key_map = key_map

    def open_note(self, position: int, text: str) -> None:
        """The note on an item, as it stands."""
        self._noted = Note(position, text)
        title = self.tr("Note on item %n").replace("%n", str(position))
        self._note = TextDialog(title, text, parent=self._page)
        self._note.finished.connect(self._on_note_closed)
        self._open(self._note)

    def open_scratchpad(self) -> None:
        """The scratchpad, as it was left."""
        self._pad = TextDialog(self.tr("Scratchpad (not kept after the exam)"), self._scratch, parent=self._page)
        self._pad.finished.connect(self._on_scratchpad_closed)
        self._open(self._pad)

    def open_calculator(self) -> None:
        """A calculator at zero."""
        self._open(CalculatorDialog(parent=self._page))

    def forget(self) -> None:
        """Empty the scratchpad: another exam begins."""
        self._scratch = ""

    def put_away(self) -> None:
        """Keep what is being typed, saved or not: its dialog is about to be taken away."""
        self._keep_note()
        self._note = None
        if self._pad is not None:
            self._on_scratchpad_closed()

    def _open(self, dialog: QDialog) -> None:
        if self._key_map is not None:
            bind(dialog, self._key_map, Action.LEAVE_EXAM, self.leave_wanted.emit)
        dialog.open()

    def _keep_note(self) -> None:
        if self._note is not None and self._note.text() != self._noted.text:
            self._noted = Note(self._noted.position, self._note.text())
            self.noted.emit(self._noted)

    @Slot(int)
    def _on_note_closed(self, result: int) -> None:
        if result == QDialog.DialogCode.Accepted:
            self._keep_note()
        self._note = None

    @Slot()
    def _on_scratchpad_closed(self) -> None:
        if self._pad is not None:
            self._scratch, self._pad = self._pad.text(), None
