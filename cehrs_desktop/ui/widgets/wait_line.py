"""Tells how far a piece of work in the background is, once it takes long enough to wonder."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cehrs_desktop.ui.background import Job
from cehrs_desktop.ui.widgets.progress_line import ProgressLine
from cehrs_desktop.ui.widgets.spacing import EmSpacing
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole

_LOOK_MILLISECONDS = 100
_PATIENCE_LOOKS = 4


class WaitLine(QWidget):
    """A sentence and a bar below it; hidden while there is nothing to wait for."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = TextLabel(role=TextRole.MUTED)
        self._bar = ProgressLine()
        column = QVBoxLayout(self)
        EmSpacing(column, spacing=0.4, margins=(0, 0, 0, 0))
        column.addWidget(self._label)
        column.addWidget(self._bar)
        self._job: Job | None = None
        self._looks = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MILLISECONDS)
        self._timer.timeout.connect(self._look)
        self.hide()

    def watch(self, sentence: str, job: Job) -> None:
        """Follow this piece of work: `sentence` says what is done."""
        self._label.setText(sentence)
        self._job = job
        self._looks = 0
        self._bar.set_progress(0, 1)
        self._timer.start()

    def stop(self) -> None:
        """It is over."""
        self._timer.stop()
        self._job = None
        self.hide()

    @Slot()
    def _look(self) -> None:
        assert self._job is not None, "the timer runs only while there is work"
        self._looks += 1
        done, total = self._job.done, self._job.total
        if total:
            self._bar.set_progress(done, total)
        else:
            self._bar.setRange(0, 0)  # moves to and fro
        if self._looks >= _PATIENCE_LOOKS:
            self.show()
