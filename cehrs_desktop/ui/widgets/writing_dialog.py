"""A dialog in which something is written: it isn't given up without asking."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QMessageBox

from cehrs_desktop.ui.widgets.page_dialog import PageDialog


class WritingDialog(PageDialog):
    """Say in `is_changed` whether anything would be lost."""

    def is_changed(self) -> bool:
        """Whether something was written that isn't saved."""
        raise NotImplementedError

    def reject(self) -> None:
        """Leave without saving; what was written is given up only after asking."""
        if not self.is_changed():
            super().reject()
            return
        question = QMessageBox(QMessageBox.Icon.Question, self.windowTitle(), self.tr("Give up what you wrote?"))
        question.setParent(self, question.windowFlags())
        give_up = question.addButton(self.tr("Give up"), QMessageBox.ButtonRole.DestructiveRole)
        give_up.clicked.connect(self._on_give_up)
        keep = question.addButton(self.tr("Keep writing"), QMessageBox.ButtonRole.RejectRole)
        question.setDefaultButton(keep)
        question.setEscapeButton(keep)
        question.finished.connect(question.deleteLater)
        question.open()

    @Slot()
    def _on_give_up(self) -> None:
        self.done(QDialog.DialogCode.Rejected.value)
