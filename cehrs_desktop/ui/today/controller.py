"""Decides what the Today page shows and hands on the start of a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from cehrs_desktop.activities.at_start import is_diagnostic_due, real_exam_was_taken
from cehrs_desktop.activities.changed import Changed
from cehrs_desktop.activities.today import overview
from cehrs_desktop.rules.study.learner_day import StudyDay, study_day
from cehrs_desktop.rules.study.overview import NO_QUESTIONS, Overview, TodaysQuestions
from cehrs_desktop.rules.study.session import Limit
from cehrs_desktop.ui.after_paint import AfterPaint
from cehrs_desktop.ui.desk import Desk
from cehrs_desktop.ui.today.page import MORE_MINUTES, TodayPage

if TYPE_CHECKING:
    from cehrs_desktop.rules.progress.certification import Certificate, Reminder

MORE_NEW = 10
"""New cards in a session on top of a day that is done."""


class TodayController(QObject):
    """Signals: `session_wanted(Limit)`, `settings_wanted()`, `diagnostic_wanted()`, `plan_wanted()`,
    `status_changed(days to the exam or None)`.

    Readiness, plan and the day's questions are worked out after the page was painted: the start doesn't wait for them.
    """

    session_wanted = Signal(object)
    diagnostic_wanted = Signal()
    settings_wanted = Signal()
    plan_wanted = Signal()
    status_changed = Signal(object)

    def __init__(self, page: TodayPage, desk: Desk) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        page.set_key_map(desk.key_map)
        page.started.connect(self._on_started)
        page.more_chosen.connect(self._on_more_chosen)
        page.exam_chosen.connect(self.settings_wanted)
        page.diagnostic_chosen.connect(self.diagnostic_wanted)
        self._passed = self._was_painted = False
        self._questions: tuple[StudyDay, TodaysQuestions] | None = None
        desk.changed.connect(self._on_changed)
        page.plan_wanted.connect(self.plan_wanted)
        self._after_paint = AfterPaint(page)
        self._after_paint.painted.connect(self._show_standing)
        desk.exam_orders.arrived.connect(self._on_order_arrived)

    def refresh(self) -> None:
        """Show the present state; asked for whenever the page comes into view or what it shows has changed."""
        desk = self._desk
        desk.want_order()
        present = self._present(self._questions_left() if self._was_painted else NO_QUESTIONS)
        self._page.set_key_map(desk.key_map)
        self._page.show_overview(present)
        self._passed = False
        if real_exam_was_taken(desk.database):
            from cehrs_desktop.activities.credential import road

            found = road(desk.database, desk.clock, preferences=desk.preferences)
            self._passed = found.has_passed
            if found.has_passed and found.certificate is not None:
                self._show_passed(present, found.certificate, found.reminder)
        self._page.show_diagnostic(offered=not self._passed and is_diagnostic_due(desk.database))
        self.status_changed.emit(present.days_to_exam)
        self._after_paint.wait()

    def _show_passed(self, present: Overview, held: Certificate, reminder: Reminder | None) -> None:
        from cehrs_desktop.ui.credential import words

        left = words.credits_left(held) if reminder is None else words.reminder(reminder, held)
        self._page.show_passed(present, until=words.until(held), detail=left)

    @Slot()
    def _show_standing(self) -> None:
        if not self._page.isVisible():
            return  # left or closed meanwhile; it is asked for again when it comes into view
        if not self._was_painted:
            self._was_painted = True
            if self._questions_left().left:
                self.refresh()
                return  # it is painted again, and asks for the rest then
        if self._passed:
            self._page.readiness.hide()
            self._page.upcoming.hide()
            return
        from cehrs_desktop.activities.study_plan import planned_course
        from cehrs_desktop.ui.plan import words

        desk = self._desk
        course = planned_course(
            desk.database, desk.clock, blueprint=desk.blueprint, preferences=desk.preferences, with_goal=False
        )
        names = {domain.number: domain.name for domain in desk.blueprint.domains}
        self._page.readiness.show_readiness(course.standing.readiness, names=names, topics=course.standing.topic_names)
        self._page.readiness.show()
        self._page.upcoming.setVisible(course.plan is not None)
        if course.plan is not None:
            self._page.upcoming.show_next(*words.next_in(course.plan))

    def _present(self, questions: TodaysQuestions) -> Overview:
        desk = self._desk
        return overview(
            desk.database,
            desk.clock,
            blueprint=desk.blueprint,
            preferences=desk.preferences,
            order=desk.exam_orders.current,
            questions=questions,
        )

    def _questions_left(self) -> TodaysQuestions:
        """Which questions are left is worked out once, and again after what may have changed it."""
        desk = self._desk
        day = study_day(desk.clock.now(), rollover_hour=desk.preferences.study.rollover_hour)
        if self._questions is None or self._questions[0] != day:
            from cehrs_desktop.activities.exam.daily_questions import todays_questions

            found = todays_questions(desk.database, desk.clock, blueprint=desk.blueprint, preferences=desk.preferences)
            self._questions = (day, found)
        return self._questions[1]

    @Slot(object)
    def _on_changed(self, changed: Changed) -> None:
        if changed & (Changed.QUESTIONS | Changed.CONTENT | Changed.PREFERENCES):
            self._questions = None

    @Slot()
    def _on_order_arrived(self) -> None:
        if self._page.isVisible():
            self.refresh()

    @Slot(int)
    def _on_started(self, minutes: int) -> None:
        from cehrs_desktop.rules.exam.practice import questions_a_day

        present = self._present(self._questions_left())
        # Cards in steps may be all that is left of a day whose minutes are used up.
        left = max((present.target_seconds - present.seconds_today) / 60, 1.0)
        questions = min(questions_a_day(minutes), present.questions) if minutes else present.questions
        self.session_wanted.emit(Limit(minutes=min(minutes or left, left), questions=questions))

    @Slot()
    def _on_more_chosen(self) -> None:
        self.session_wanted.emit(Limit(minutes=MORE_MINUTES, new=MORE_NEW))
