"""The thin bar that shows how far a session is."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget


class ProgressLine(QProgressBar):
    """A thin progress bar; the figures stand in a label beside it."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "line")
        self.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Progress"))
        self.set_progress(0, 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(1, super().minimumSizeHint().height())

    def set_progress(self, done: int, total: int) -> None:
        """Show `done` of `total`; a total of 0 counts as nothing to do."""
        self.setRange(0, max(total, 1))
        self.setValue(min(max(done, 0), max(total, 1)))
        self.setAccessibleDescription(self.tr("{done} of {total}").format(done=done, total=total))
