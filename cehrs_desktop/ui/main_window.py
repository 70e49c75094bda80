"""The one window: navigation at the side, a page beside it, and which page is shown when."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings, QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from cehrs_desktop.activities.changed import Changed
from cehrs_desktop.activities.daily_review import Limit
from cehrs_desktop.activities.exam.cut_short import exam_was_cut_short
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.actions import Action
from cehrs_desktop.ui.bound_keys import BoundKeys, bind
from cehrs_desktop.ui.desk import Desk
from cehrs_desktop.ui.look import WindowLook
from cehrs_desktop.ui.reading_pages import about_page, guide_page, library_page
from cehrs_desktop.ui.review_pages import ReviewPages
from cehrs_desktop.ui.today.controller import TodayController
from cehrs_desktop.ui.today.page import TodayPage
from cehrs_desktop.ui.widgets.sidebar import Sidebar, SidebarEntry
from cehrs_desktop.ui.widgets.sidebar_frame import SidebarFrame

if TYPE_CHECKING:
    from cehrs_desktop.ui.exam_pages import ExamPages
    from cehrs_desktop.ui.practice_pages import PracticePages

TODAY, PRACTICE, MOCK, LIBRARY, GUIDE = "today", "practice", "mock", "library", "guide"
SETTINGS, ABOUT = "settings", "about"
_MADE = {LIBRARY: library_page, GUIDE: guide_page, ABOUT: about_page}

_FRAME_PIXELS = 40
"""What a window's title bar may take of a small screen."""


class MainWindow(QMainWindow):
    """Pages are made when they are first needed; one that is not visible refreshes when it comes into view.

    Signals: `restore_wanted(Path)` when a backup is to replace the open file, `closed()`.
    """

    restore_wanted = Signal(object)
    closed = Signal()

    def __init__(self, desk: Desk, *, window_state: QSettings) -> None:
        super().__init__()
        self.setWindowTitle("CEHRS Trainer")
        self._desk = desk
        self._window_state = window_state
        desk.setParent(self)
        self._look = WindowLook(desk, parent=self)
        self._look.apply()
        self._stale: set[str] = set()
        self._keys: list[BoundKeys] = []
        self._pages: dict[str, QWidget] = {}
        self._refreshes: dict[str, Callable[[], None]] = {}
        self._stack = QStackedWidget()
        self._sidebar = Sidebar(
            [
                SidebarEntry(TODAY, self.tr("Today")),
                SidebarEntry(PRACTICE, self.tr("Practice")),
                SidebarEntry(MOCK, self.tr("Mock exam")),
                SidebarEntry(LIBRARY, self.tr("Library")),
                SidebarEntry(GUIDE, self.tr("Guide")),
            ],
            bottom=[SidebarEntry(SETTINGS, self.tr("Settings")), SidebarEntry(ABOUT, self.tr("About"))],
        )
        self._sidebar.page_chosen.connect(self.show_page)
        self.setCentralWidget(SidebarFrame(self._sidebar, self._stack))
        self._today = TodayPage()
        self._today_controller = TodayController(self._today, desk)
        self._today_controller.session_wanted.connect(self.start_session)
        self._today_controller.settings_wanted.connect(self._on_settings_wanted)
        self._today_controller.diagnostic_wanted.connect(self._on_mock_wanted)
        self._today_controller.status_changed.connect(self._on_status_changed)
        self._add(TODAY, self._today, self._today_controller.refresh)
        self._review: ReviewPages | None = None
        self._practice: PracticePages | None = None
        self._exams: ExamPages | None = None
        self._bind_keys()
        desk.changed.connect(self._on_changed)
        self._place()

    @property
    def exams(self) -> ExamPages:
        """The pages of exams. Only asked once they were shown."""
        assert self._exams is not None, "exams were not looked at yet"
        return self._exams

    @property
    def desk(self) -> Desk:
        """What the window works with."""
        return self._desk

    def _place(self) -> None:
        geometry = self._window_state.value("geometry")
        if not (isinstance(geometry, QByteArray) and self.restoreGeometry(geometry)):
            self.resize(QSize(1280, 800).boundedTo(self.screen().availableSize() - QSize(0, _FRAME_PIXELS)))

    def begin(self) -> None:
        """Show the first questions to someone new, else today."""
        if self._desk.preferences.welcomed and exam_was_cut_short(self._desk.database):
            self.show_page(MOCK)
            self.exams.tell_cut_short()
        elif self._desk.preferences.welcomed:
            self.show_page(TODAY)
        else:
            self._show_welcome()

    def _bind_keys(self) -> None:
        for bound in self._keys:
            bound.release()
        slots: dict[Action, Callable[[], object]] = {
            Action.PAGE_1: self._on_today_wanted,
            Action.PAGE_2: self._on_practice_wanted,
            Action.PAGE_3: self._on_mock_wanted,
            Action.PAGE_6: partial(self._go, LIBRARY),
            Action.PAGE_7: partial(self._go, GUIDE),
            Action.SETTINGS: self._on_settings_wanted,
            Action.HELP: self._on_help_wanted,
            Action.QUIT: self.close,
            Action.LARGER: self._look.make_larger,
            Action.SMALLER: self._look.make_smaller,
            Action.OTHER_COLORS: self._look.change_colors,
        }
        self._keys = [bind(self, self._desk.key_map, action, slot) for action, slot in slots.items()]

    def _add(self, name: str, page: QWidget, refresh: Callable[[], None]) -> None:
        self._pages[name] = page
        self._refreshes[name] = refresh
        self._stale.add(name)
        self._stack.addWidget(page)

    @Slot(str)
    def show_page(self, name: str) -> None:
        """Bring a page into view, refreshed if what it shows has changed."""
        if name == SETTINGS and SETTINGS not in self._pages:
            self._add_settings()
        if name in _MADE and name not in self._pages:
            self._add(name, *_MADE[name](self._desk))
        if name == PRACTICE and PRACTICE not in self._pages:
            self._add_practice()
        if name == MOCK and MOCK not in self._pages:
            self._add_exams()
        self._sidebar.set_current(name)
        self._refresh(name)
        self._show(self._pages[name])

    @Slot(object)
    def _show(self, page: QWidget) -> None:
        """Bring a page to the front, with the focus, so that its keys work and Tab begins at its first control."""
        if self._stack.currentWidget() is not page or not page.hasFocus():
            self._stack.setCurrentWidget(page)
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refresh(self, name: str) -> None:
        if name == TODAY or name in self._stale:  # Today also changes with the clock
            self._refreshes[name]()
            self._stale.discard(name)

    def _add_settings(self) -> None:
        from cehrs_desktop.ui.settings.controller import SettingsController
        from cehrs_desktop.ui.settings.page import SettingsPage

        page = SettingsPage(self._desk.blueprint.domains, data_dir=self._desk.data_dir)
        controller = SettingsController(page, self._desk)
        controller.restore_wanted.connect(self.restore_wanted)
        self._add(SETTINGS, page, controller.refresh)

    def _add_exams(self) -> None:
        from cehrs_desktop.ui.exam_pages import ExamPages

        self._exams = ExamPages(self._desk, parent=self)
        self._add(MOCK, self._exams.mock, self._exams.refresh)
        for page in (self._exams.screen, self._exams.report):
            self._stack.addWidget(page)
        self._exams.mock_shown.connect(self._on_mock_wanted)
        self._exams.exam_shown.connect(self._on_exam_shown)
        self._exams.report_shown.connect(self._on_report_shown)

    def _add_practice(self) -> None:
        from cehrs_desktop.ui.practice_pages import PracticePages

        self._practice = PracticePages(self._desk, parent=self)
        self._add(PRACTICE, self._practice.practice, self._practice.refresh)
        for page in self._practice.others:
            self._stack.addWidget(page)
        self._practice.shown.connect(self._on_practice_shown)
        self._practice.practice_shown.connect(self._on_practice_left)

    @Slot(object)
    def _on_practice_shown(self, page: QWidget) -> None:
        assert self._practice is not None
        self._sidebar.setVisible(page is not self._practice.screen)
        self._sidebar.set_current(PRACTICE)
        self._show(page)

    @Slot()
    def _on_practice_left(self) -> None:
        self._sidebar.show()
        self.show_page(PRACTICE)

    @Slot()
    def _on_practice_wanted(self) -> None:
        if not self._in_exam():
            self.show_page(PRACTICE)

    @Slot()
    def _on_exam_shown(self) -> None:
        """Nothing beside an exam while it is sat."""
        assert self._exams is not None
        self._sidebar.hide()
        self._show(self._exams.screen)

    @Slot()
    def _on_report_shown(self) -> None:
        assert self._exams is not None
        self._sidebar.show()
        self._sidebar.set_current(MOCK)
        self._show(self._exams.report)

    @Slot()
    def _on_mock_wanted(self) -> None:
        self._sidebar.show()
        self.show_page(MOCK)

    def _show_welcome(self) -> None:
        from cehrs_desktop.ui.welcome.controller import WelcomeController
        from cehrs_desktop.ui.welcome.page import WelcomePage

        page = WelcomePage()
        controller = WelcomeController(page, self._desk)
        controller.session_wanted.connect(self.start_session)
        controller.left.connect(self._on_today_wanted)
        self._stack.addWidget(page)
        self._sidebar.set_current(TODAY)
        self._show(page)

    @Slot(object)
    def start_session(self, limit: Limit) -> None:
        """Begin a session of the daily review."""
        if self._review is None:
            self._review = ReviewPages(self._desk, parent=self)
            self._review.shown.connect(self._show)
            self._review.left.connect(self._on_today_wanted)
            for page in self._review.pages:
                self._stack.addWidget(page)
        self._sidebar.set_current(TODAY)
        self._review.start(limit)

    @Slot(object)
    def _on_changed(self, changed: Changed) -> None:
        self._stale |= self._pages.keys()
        if Changed.PREFERENCES in changed:
            self._bind_keys()
            self._look.apply()

    @Slot(object)
    def _on_status_changed(self, days_to_exam: int | None) -> None:
        if days_to_exam is None:
            self._sidebar.set_status("")
        elif days_to_exam == 0:
            self._sidebar.set_status(self.tr("Exam today"))
        else:
            self._sidebar.set_status(self.tr("Exam in %s").replace("%s", texts.days(days_to_exam)))

    def _go(self, name: str) -> None:
        if not self._in_exam():
            self.show_page(name)

    @Slot()
    def _on_today_wanted(self) -> None:
        self._go(TODAY)

    def _in_exam(self) -> bool:
        """While an exam is sat, keys lead nowhere else."""
        screens = [pages.screen for pages in (self._practice, self._exams) if pages is not None]
        return self._stack.currentWidget() in screens

    @Slot()
    def _on_settings_wanted(self) -> None:
        self._go(SETTINGS)

    @Slot()
    def _on_help_wanted(self) -> None:
        from cehrs_desktop.ui.keys_overview import KeysOverview

        KeysOverview(self._desk.key_map, parent=self).open()

    def closeEvent(self, event: QCloseEvent) -> None:
        for pages in (self._practice, self._exams):
            if pages is not None:
                pages.leave_quietly()
        self._window_state.setValue("geometry", self.saveGeometry())
        super().closeEvent(event)
        self.closed.emit()
