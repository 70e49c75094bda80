"""The cover of a warning, of a pause, and of 'a live proctor would probably have ended here'."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from cehrs_desktop.rules.exam.proctor_ladder import Response
from cehrs_desktop.rules.exam.proctor_policy import Cover
from cehrs_desktop.ui.lockdown import words
from cehrs_desktop.ui.lockdown.panel import CoverPanel
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole


class WarningCover(CoverPanel):
    """Signals: `went_on()`, `objected(number)`, `switched_off()` to go on without this check, `end_chosen()`,
    `leave_chosen()`.
    """

    went_on = Signal()
    objected = Signal(int)
    switched_off = Signal()
    end_chosen = Signal()
    leave_chosen = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._number = 0
        self._what = TextLabel(role=TextRole.HEADING)
        self._how = TextLabel()
        self._state = TextLabel(role=TextRole.STRONG)
        self._clock = TextLabel(self.tr("The exam’s clock stands until you go on."), role=TextRole.MUTED)
        for label in (self._what, self._how, self._state, self._clock):
            self.column.addWidget(label)
        self._go_on = KeyButton(self.tr("Go on"), kind=ButtonKind.PRIMARY)
        self._end = KeyButton(self.tr("End the exam"))
        self._object = KeyButton(self.tr("That was not me"))
        self._without = KeyButton(self.tr("Go on without this check"))
        self._leave = KeyButton(self.tr("Leave exam"))
        self._go_on.clicked.connect(self.went_on)
        self._end.clicked.connect(self.end_chosen)
        self._object.clicked.connect(self._on_object)
        self._without.clicked.connect(self.switched_off)
        self._leave.clicked.connect(self.leave_chosen)
        self.add_buttons(self._go_on, self._end, self._object, self._without, self._leave)

    def show_cover(self, cover: Cover, *, put_right: bool) -> None:
        """Cover the exam and say why."""
        self._number = cover.number
        is_end = cover.response is Response.END
        heading = {
            Response.END: self.tr("A live proctor would probably have ended the exam here."),
            Response.PAUSE: self.tr("The exam is paused"),
        }.get(cover.response, self.tr("A proctor would warn you now"))
        self.heading.setText(heading)
        name = words.signal_name(cover.signal)
        self._what.setText(f"{name}: {cover.detail}" if cover.detail else name)
        self._how.setText(words.how_to_put_right(cover.signal))
        self._go_on.setText(self.tr("Go on as practice") if is_end else self.tr("Go on"))
        self._end.setVisible(is_end)
        self._object.setEnabled(True)
        self._object.setVisible(cover.response is not Response.PAUSE)
        self.set_put_right(put_right)
        self.cover()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, f"{heading}. {self._what.text()}"))

    def set_put_right(self, put_right: bool) -> None:
        """Say whether it is over."""
        self._state.setText(self.tr("It is put right.") if put_right else self.tr("It isn’t put right yet."))
        self._go_on.setEnabled(put_right)
        self._without.setVisible(not put_right)
        if put_right and self.isVisible():
            self._go_on.setFocus()

    @Slot()
    def _on_object(self) -> None:
        self._object.setEnabled(False)
        self.objected.emit(self._number)
