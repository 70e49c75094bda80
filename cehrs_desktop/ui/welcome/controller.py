"""Takes the first answers and goes straight to ten cards."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from cehrs_desktop.activities.preferences import check_exam_date
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.study.session import Limit
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.desk import Desk
from cehrs_desktop.ui.settings.exam_fields import ExamChoice
from cehrs_desktop.ui.welcome.page import WelcomePage

FIRST_CARDS = 10


class WelcomeController(QObject):
    """Signals: `session_wanted(Limit)` for the first ten cards, `left()` to look around."""

    session_wanted = Signal(object)
    left = Signal()

    def __init__(self, page: WelcomePage, desk: Desk) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        chosen = desk.preferences
        page.set_key_map(desk.key_map)
        page.show_choice(
            ExamChoice(
                exam_date=chosen.exam_date,
                minutes_per_day=chosen.study.minutes_per_day,
                place=chosen.place,
                accommodation=chosen.accommodation,
            ),
            today=desk.clock.now().date(),
        )
        page.answered.connect(self._on_answered)
        page.skipped.connect(self._on_skipped)

    @Slot(object)
    def _on_answered(self, choice: ExamChoice) -> None:
        desk = self._desk
        try:
            check_exam_date(choice.exam_date, today=desk.clock.now().date())
            desk.change_preferences(
                replace(
                    desk.preferences,
                    exam_date=choice.exam_date,
                    place=choice.place,
                    accommodation=choice.accommodation,
                    study=replace(desk.preferences.study, minutes_per_day=choice.minutes_per_day),
                    welcomed=True,
                )
            )
        except UserError as error:
            self._page.show_problem(texts.told(error))
            return
        self.session_wanted.emit(Limit(new=FIRST_CARDS))

    @Slot()
    def _on_skipped(self) -> None:
        self._desk.change_preferences(replace(self._desk.preferences, welcomed=True))
        self.left.emit()
