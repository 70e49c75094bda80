"""The review of all items, with the exam's clock running on it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Slot

from cehrs_desktop.activities.exam.sit import ExamSitting
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.exam.controller import ExamController, grid_items
from cehrs_desktop.ui.exam.review_items_page import ReviewItemsPage
from cehrs_desktop.ui.exam.words import end_words


class ReviewItems(QObject):
    """Fills the page it owns from a sitting; the clock is hidden there when it is hidden in the exam."""

    def __init__(self, exam: ExamController, *, parent: QObject) -> None:
        super().__init__(parent)
        self.page = ReviewItemsPage()
        self._exam = exam
        self._sitting: ExamSitting | None = None
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._show_clock)

    def show(self, sitting: ExamSitting) -> None:
        """Show the sitting's items and let the clock run."""
        self._sitting = sitting
        state = sitting.state
        self.page.notice.clear()
        self.page.show_items(grid_items(state), current=state.position, end_text=end_words(state))
        self._show_clock()
        self._clock.start()

    def stop(self) -> None:
        """Look at the clock no more."""
        self._clock.stop()
        self._sitting = None

    @Slot()
    def _show_clock(self) -> None:
        left = None if self._sitting is None else self._sitting.time_left()
        self.page.set_clock("" if left is None or not self._exam.shows_clock(left) else texts.clock(left))
