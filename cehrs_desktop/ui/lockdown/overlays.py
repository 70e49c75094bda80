"""What may lie over a watched exam: the proctor's messages, a warning or the question before leaving, one at a time."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from cehrs_desktop.rules.exam.proctor_policy import Cover
from cehrs_desktop.ui.actions import Action
from cehrs_desktop.ui.bound_keys import bind
from cehrs_desktop.ui.key_map import KeyMap
from cehrs_desktop.ui.lockdown.leaving import LeavingCover
from cehrs_desktop.ui.lockdown.messages import ProctorMessages
from cehrs_desktop.ui.lockdown.warning import WarningCover


class Overlays(QObject):
    """Signals: `covering()` before the exam is covered, `left(reason)`, `break_chosen()`, `stayed()`."""

    covering = Signal()
    left = Signal(str)
    stayed = Signal()
    break_chosen = Signal()

    def __init__(self, window: QWidget, *, sound: bool, breaks: bool, key_map: KeyMap | None, parent: QObject) -> None:
        super().__init__(parent)
        self._breaks = breaks
        self._sound = sound
        self._messages = ProctorMessages(window, sound=sound)
        self.warning = WarningCover(window)
        self.warning.leave_chosen.connect(self.ask_leaving)
        if key_map is not None:
            bind(self.warning, key_map, Action.LEAVE_EXAM, self.ask_leaving)
        self._leaving = LeavingCover(window)
        self._leaving.left.connect(self.left)
        self._leaving.stayed.connect(self.stayed)
        self._leaving.break_chosen.connect(self.break_chosen)

    def tell(self, text: str) -> None:
        """A message of the proctor; it covers nothing."""
        self._messages.tell(text)

    @Slot()
    def ask_leaving(self) -> None:
        """Ask whether to leave; a warning makes room, and is to be shown again by who stays."""
        if self._leaving.isVisible():
            return
        self.covering.emit()
        is_warned = self.warning.isVisible()  # its clock stands already: it is put right first
        self.warning.uncover()
        self._leaving.ask(can_break=self._breaks and not is_warned)

    def warn(self, cover: Cover, *, put_right: bool) -> None:
        """Cover the exam and say why; who asks for it has said `covering` before the clock stood."""
        self._leaving.uncover()
        self.warning.show_cover(cover, put_right=put_right)

    def beep(self) -> None:
        """A sound, unless it was switched off."""
        if self._sound:
            QApplication.beep()

    def close(self) -> None:
        """Take everything away, for good."""
        for cover in (self.warning, self._leaving):
            cover.uncover()
            cover.deleteLater()
        self._messages.hide()
        self._messages.deleteLater()
        self.deleteLater()
