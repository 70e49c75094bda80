"""What every controller works with: the open file, the clock, the learner's choices, and word of what changed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from cehrs_desktop.activities.changed import Changed
from cehrs_desktop.activities.exam_ahead import ahead
from cehrs_desktop.activities.learner_file import LearnerFile
from cehrs_desktop.activities.preferences import load_preferences, save_preferences
from cehrs_desktop.clock import Clock
from cehrs_desktop.rules.exam.blueprint import Blueprint
from cehrs_desktop.rules.preferences import Preferences
from cehrs_desktop.ui.background import AtOnce, Background
from cehrs_desktop.ui.exam_orders import ExamOrders
from cehrs_desktop.ui.key_map import KeyMap


class Desk(QObject):
    """One for the whole window, parent of nothing.

    Signals: `changed(Changed)` after every step that changed something; visible screens refresh, others go stale.
    """

    changed = Signal(object)

    def __init__(self, database: LearnerFile, clock: Clock, *, blueprint: Blueprint, data_dir: Path) -> None:
        super().__init__()
        self.database = database
        self.clock = clock
        self.blueprint = blueprint
        self.data_dir = data_dir
        self.background: Background = AtOnce()
        """For what the learner waits for."""
        self.quiet: Background | None = None
        """For what is worked out beside the learner's own steps; until there is one, it isn't."""
        self.exam_orders = ExamOrders(database.path, parent=self)
        self._preferences = load_preferences(database)
        self._key_map = KeyMap.from_dict(self._preferences.keys)

    @property
    def preferences(self) -> Preferences:
        """The learner's choices as they are stored."""
        return self._preferences

    def change_preferences(self, preferences: Preferences) -> None:
        """Store other choices and tell everyone. Raises UserError, with the old ones in force, when it can't."""
        if preferences == self._preferences:
            return
        changed = save_preferences(self.database, preferences)
        self._preferences = preferences
        self._key_map = KeyMap.from_dict(preferences.keys)
        self.tell(changed)

    def use(self, background: Background) -> None:
        """Have this work things out quietly from now on."""
        self.quiet = background
        self.exam_orders.use(background)

    def want_order(self) -> None:
        """See to it that the exam-day order is that of today and of the learner's present plans."""
        self.exam_orders.want(ahead(self.clock, blueprint=self.blueprint, preferences=self._preferences))

    @property
    def key_map(self) -> KeyMap:
        """The keys in force."""
        return self._key_map

    def tell(self, changed: Changed) -> None:
        """Pass on what a step has changed."""
        self.changed.emit(changed)
