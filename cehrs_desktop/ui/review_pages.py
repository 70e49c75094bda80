"""Everything about a session of the daily review in the window: its cards, its questions, and what it came to."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from cehrs_desktop.activities import reference
from cehrs_desktop.activities.content_packs import shipped_pack
from cehrs_desktop.paths import own_images_dir
from cehrs_desktop.rules.study.session import Limit
from cehrs_desktop.ui.desk import Desk
from cehrs_desktop.ui.question.page import QuestionPage
from cehrs_desktop.ui.review.controller import ReviewController
from cehrs_desktop.ui.review.day_questions import DayQuestions
from cehrs_desktop.ui.review.page import ReviewPage
from cehrs_desktop.ui.review.primer_page import PrimerPage
from cehrs_desktop.ui.review.summary_page import SummaryPage


class ReviewPages(QObject):
    """Made for the first session. Signals: `shown(QWidget)` when that page must come into view, `left()` to Today."""

    shown = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk, *, parent: QObject) -> None:
        super().__init__(parent)
        glossary, own_images = reference.glossary(), own_images_dir(desk.data_dir)
        self._review = ReviewPage(glossary, image_folder=shipped_pack(), own_images=own_images)
        self._primer = PrimerPage(glossary)
        self._question = QuestionPage(glossary, image_folder=shipped_pack(), takes_back=True)
        self._summary = SummaryPage()
        questions = DayQuestions(self._question, desk)
        self._controller = ReviewController(self._review, self._summary, self._primer, questions=questions, desk=desk)
        self._controller.primer_wanted.connect(self._on_primer_wanted)
        self._controller.resumed.connect(self._on_resumed)
        self._controller.session_ended.connect(self._on_session_ended)
        self._controller.left.connect(self.left)
        questions.asked.connect(self._on_question_asked)

    @property
    def pages(self) -> tuple[QWidget, ...]:
        """All of them."""
        return (self._review, self._primer, self._question, self._summary)

    def start(self, limit: Limit) -> None:
        """Begin a session."""
        self._controller.start(limit)

    @Slot()
    def _on_resumed(self) -> None:
        self.shown.emit(self._review)

    @Slot()
    def _on_primer_wanted(self) -> None:
        self.shown.emit(self._primer)

    @Slot()
    def _on_question_asked(self) -> None:
        self.shown.emit(self._question)

    @Slot()
    def _on_session_ended(self) -> None:
        self.shown.emit(self._summary)
