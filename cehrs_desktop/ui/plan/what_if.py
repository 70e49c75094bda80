"""Has the supposed plan worked out in the background, shows the newest alone, and puts it in force when told to."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from cehrs_desktop.activities.what_if import forecast, supposed, with_plan
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.preferences import Preferences
from cehrs_desktop.rules.study.ahead import Ahead
from cehrs_desktop.rules.study.programme import LONGEST_HORIZON
from cehrs_desktop.rules.study.what_if import WhatIf
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.crash_dialog import show_crash
from cehrs_desktop.ui.desk import Desk
from cehrs_desktop.ui.plan.what_if_panel import WhatIfPanel
from cehrs_desktop.ui.plan.what_if_words import what_if_chart, worth_of_an_hour

_AFTER_MS = 200
"""A field that is still being changed isn't worked out at every step."""

_PROPOSED_DAYS = 60


class WhatIfController(QObject):
    """Signal: `put_in_force()` after the learner's minutes or date were changed.

    One calculation runs at a time. What is asked for meanwhile waits, the newest only; what was overtaken isn't shown.
    """

    put_in_force = Signal()

    def __init__(self, panel: WhatIfPanel, desk: Desk) -> None:
        super().__init__(panel)
        self._panel = panel
        self._desk = desk
        self._wanted: tuple[Ahead, int, date] | None = None
        self._number, self._is_running = 0, False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_AFTER_MS)
        self._soon.timeout.connect(self._ask)
        panel.changed.connect(self._on_changed)
        panel.minutes_chosen.connect(self._on_minutes_chosen)
        panel.date_chosen.connect(self._on_date_chosen)

    def refresh(self) -> None:
        """Show what is in force, and have the supposed plan worked out from all answers so far."""
        chosen = self._desk.preferences
        self._panel.show_present(
            chosen.study.minutes_per_day,
            chosen.exam_date,
            proposed=self._desk.clock.now().date() + timedelta(days=_PROPOSED_DAYS),
            own_minutes=any(own is not None for own in chosen.plan.weekday_minutes),
        )
        self._ask()

    @Slot()
    def _on_changed(self) -> None:
        self._forget()
        self._soon.start()

    def _forget(self) -> None:
        """Whatever is still being worked out isn't wanted any more."""
        self._number += 1
        self._wanted = None

    @Slot()
    def _ask(self) -> None:
        self._soon.stop()
        self._forget()
        desk, minutes, exam = self._desk, self._panel.minutes, self._panel.exam
        try:
            plan = supposed(
                desk.clock, blueprint=desk.blueprint, preferences=desk.preferences, minutes=minutes, exam=exam
            )
        except UserError as error:
            self._panel.show_problem(texts.told(error))
            return
        if self._desk.quiet is None:
            return
        self._wanted = (plan, minutes, exam)
        self._panel.show_pending()
        if not self._is_running:
            self._begin()

    def _begin(self) -> None:
        background = self._desk.quiet
        assert self._wanted is not None, "there is something to work out"
        assert background is not None, "and something that does it"
        self._is_running = True
        background.run(
            partial(forecast, self._desk.database.path, self._wanted[0]),
            on_done=partial(self._on_done, self._number),
            on_error=partial(self._on_error, self._number),
        )

    def _on_done(self, number: int, found: WhatIf) -> None:
        if not self._is_current(number):
            return
        assert self._wanted is not None, "it is the newest"
        plan, minutes, exam = self._wanted
        is_far = plan.exam - plan.today > LONGEST_HORIZON
        chart = what_if_chart(found, self._desk.blueprint.domains, minutes=minutes, exam=exam, is_far=is_far)
        self._panel.show_figures(chart, worth_of_an_hour(found))

    def _on_error(self, number: int, error: BaseException) -> None:
        if not self._is_current(number):
            return
        if isinstance(error, UserError):
            self._panel.show_problem(texts.told(error))
        else:
            self._panel.show_problem(self.tr("This could not be worked out."))
            show_crash(type(error), error)

    def _is_current(self, number: int) -> bool:
        """Whether what has ended is what is wanted now; if something else is, that is begun."""
        if not shiboken6.isValid(self):
            return False
        self._is_running = False
        if number == self._number:
            return True
        if self._wanted is not None:
            self._begin()
        return False

    @Slot(int)
    def _on_minutes_chosen(self, minutes: int) -> None:
        self._put_in_force(with_plan(self._desk.preferences, minutes=minutes))

    @Slot(object)
    def _on_date_chosen(self, exam: date) -> None:
        self._put_in_force(with_plan(self._desk.preferences, exam=exam))

    def _put_in_force(self, preferences: Preferences) -> None:
        self._desk.change_preferences(preferences)
        self.put_in_force.emit()
