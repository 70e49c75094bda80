"""The questions an exam asks before it ends or is left: nothing that can't be taken back happens on one press."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QMessageBox, QWidget

_NAMED = 20
"""So many unanswered items are named; of more, their number is enough."""


class EndQuestion(QMessageBox):
    """Asks twice, naming what isn't answered. Signal: `confirmed()`."""

    confirmed = Signal()

    def __init__(self, unanswered: Sequence[int], *, end: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._end, self._second = end, False
        self.setIcon(QMessageBox.Icon.Question)
        self.setWindowTitle(end)
        self.setText(self._unanswered_text(unanswered))
        self._go = self.addButton(self.windowTitle(), QMessageBox.ButtonRole.AcceptRole)
        self._back = self.addButton(self.tr("Back to the items"), QMessageBox.ButtonRole.RejectRole)
        self.setDefaultButton(self._back)
        self.setEscapeButton(self._back)
        self.finished.connect(self._on_finished)

    def _unanswered_text(self, unanswered: Sequence[int]) -> str:
        if not unanswered:
            return self.tr("All items are answered.")
        if len(unanswered) == 1:
            return self.tr("Item %n is not answered. There is no penalty for guessing.").replace(
                "%n", str(unanswered[0])
            )
        named = ", ".join(str(position) for position in unanswered[:_NAMED])
        if len(unanswered) > _NAMED:
            named += " …"
        return (
            self.tr("%n items are not answered: %l. There is no penalty for guessing.")
            .replace("%n", str(len(unanswered)))
            .replace("%l", named)
        )

    @Slot()
    def _on_finished(self) -> None:
        if self.clickedButton() is not self._go:
            self.deleteLater()
        elif self._second:
            self.confirmed.emit()
            self.deleteLater()
        else:
            self._second = True
            self.setText(self.tr("%s now? You can't come back to its items.").replace("%s", self._end))
            self._back.setFocus()  # the same key twice must not end it
            self.open()


class LeaveQuestion(QMessageBox):
    """Signals: `break_wanted()`, `left()` to come back another time, `discarded()` for good."""

    break_wanted = Signal()
    left = Signal()
    discarded = Signal()

    def __init__(self, *, is_practice: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.setIcon(QMessageBox.Icon.Question)
        self.setWindowTitle(self.tr("Leave the set") if is_practice else self.tr("Leave the exam"))
        self.setText(self.tr("The clock stands while you are away, and every answer is kept."))
        if not is_practice:
            self.setInformativeText(
                self.tr("After three returns, or a day, it no longer counts as sat under exam conditions.")
            )
        self._break = self.addButton(self.tr("Take a break"), QMessageBox.ButtonRole.ActionRole)
        self._leave = self.addButton(self.tr("Leave, come back later"), QMessageBox.ButtonRole.AcceptRole)
        self._discard = self.addButton(
            self.tr("Discard this set") if is_practice else self.tr("Discard this exam"),
            QMessageBox.ButtonRole.DestructiveRole,
        )
        stay = self.addButton(
            self.tr("Go on with the set") if is_practice else self.tr("Go on with the exam"),
            QMessageBox.ButtonRole.RejectRole,
        )
        self.setDefaultButton(stay)
        self.setEscapeButton(stay)
        self.finished.connect(self._on_finished)

    @Slot()
    def _on_finished(self) -> None:
        clicked = self.clickedButton()
        if clicked is self._break:
            self.break_wanted.emit()
        elif clicked is self._leave:
            self.left.emit()
        elif clicked is self._discard:
            self.discarded.emit()
        self.deleteLater()
