"""The one window: navigation at the side, a page beside it, and which page is shown when."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings, QSize, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from cehrs_desktop.activities.at_start import exam_was_cut_short
from cehrs_desktop.activities.changed import Changed
from cehrs_desktop.rules.content import TopicId
from cehrs_desktop.ui import made_pages, texts
from cehrs_desktop.ui.actions import Action
from cehrs_desktop.ui.bound_keys import BoundKeys, bind
from cehrs_desktop.ui.desk import Desk
from cehrs_desktop.ui.look import WindowLook
from cehrs_desktop.ui.page_stack import PageAndRefresh, PageStack
from cehrs_desktop.ui.today.controller import TodayController
from cehrs_desktop.ui.today.page import TodayPage
from cehrs_desktop.ui.widgets.sidebar import Sidebar, SidebarEntry
from cehrs_desktop.ui.widgets.sidebar_frame import SidebarFrame

if TYPE_CHECKING:
    from cehrs_desktop.rules.study.session import Limit
    from cehrs_desktop.ui.exam_pages import ExamPages
    from cehrs_desktop.ui.practice_pages import PracticePages
    from cehrs_desktop.ui.review_pages import ReviewPages

TODAY, PRACTICE, MOCK, PROGRESS, PLAN = "today", "practice", "mock", "progress", "plan"
LIBRARY, GUIDE = "library", "guide"
SETTINGS, ABOUT, CREDENTIAL = "settings", "about", "credential"

_FRAME_PIXELS = 40
"""What a window's title bar may take of a small screen."""


class MainWindow(QMainWindow):
    """Pages are made when they are first needed; one that is not visible refreshes when it comes into view.

    Signals: `restore_wanted(Path)` when a backup is to replace the open file, `delete_wanted()` when everything is to
    be deleted, `closed()`.
    """

    restore_wanted = Signal(object)
    delete_wanted = Signal()
    closed = Signal()

    def __init__(self, desk: Desk, *, window_state: QSettings) -> None:
        super().__init__()
        self.setWindowTitle("CEHRS Trainer")
        self._desk = desk
        self._window_state = window_state
        desk.setParent(self)
        self._look = WindowLook(desk, parent=self)
        self._look.apply()
        self._keys: list[BoundKeys] = []
        self._stack = PageStack()
        self._sidebar = Sidebar(
            [
                SidebarEntry(TODAY, self.tr("Today")),
                SidebarEntry(PRACTICE, self.tr("Practice")),
                SidebarEntry(MOCK, self.tr("Mock exam")),
                SidebarEntry(PROGRESS, self.tr("Progress")),
                SidebarEntry(PLAN, self.tr("Plan")),
                SidebarEntry(LIBRARY, self.tr("Library")),
                SidebarEntry(GUIDE, self.tr("Guide")),
            ],
            bottom=[SidebarEntry(SETTINGS, self.tr("Settings")), SidebarEntry(ABOUT, self.tr("About"))],
        )
        self._sidebar.page_chosen.connect(self.show_page)
        self.pages = SidebarFrame(self._sidebar, self._stack)
        self.setCentralWidget(self.pages)
        self._set_makers()
        self._review: ReviewPages | None = None
        self._practice: PracticePages | None = None
        self._exams: ExamPages | None = None
        self._bind_keys()
        desk.changed.connect(self._on_changed)
        self._place()

    def _set_makers(self) -> None:
        desk, make = self._desk, self._stack.set_maker
        make(TODAY, self._make_today)
        make(PRACTICE, self._make_practice)
        make(MOCK, self._make_exams)
        make(PROGRESS, lambda: made_pages.progress_page(desk, self._on_topic_wanted))
        make(PLAN, self._make_plan)
        make(CREDENTIAL, lambda: made_pages.credential_page(desk, self._on_settings_wanted, self._on_plan_wanted))
        make(LIBRARY, lambda: made_pages.library_page(desk))
        make(GUIDE, made_pages.guide_page)
        make(SETTINGS, lambda: made_pages.settings_page(desk, self.restore_wanted.emit, self.delete_wanted.emit))
        make(ABOUT, lambda: made_pages.about_page(desk))

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
            Action.PAGE_2: partial(self._go, PRACTICE),
            Action.PAGE_3: partial(self._go, MOCK),
            Action.PAGE_4: partial(self._go, PROGRESS),
            Action.PAGE_5: self._on_plan_wanted,
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

    @Slot(str)
    def show_page(self, name: str) -> None:
        """Bring a page into view, refreshed if what it shows has changed; some also change with the clock."""
        self._sidebar.set_current(PLAN if name == CREDENTIAL else name)
        self._stack.show_page(name, anew=name in (TODAY, CREDENTIAL))

    def _make_today(self) -> PageAndRefresh:
        page = TodayPage()
        controller = TodayController(page, self._desk)
        controller.session_wanted.connect(self.start_session)
        controller.settings_wanted.connect(self._on_settings_wanted)
        controller.diagnostic_wanted.connect(partial(self._go, MOCK))
        controller.plan_wanted.connect(self._on_plan_wanted)
        page.credential_wanted.connect(partial(self._go, CREDENTIAL))
        controller.status_changed.connect(self._on_status_changed)
        return page, controller.refresh

    def _make_plan(self) -> PageAndRefresh:
        to_credential = partial(self._go, CREDENTIAL)
        return made_pages.plan_page(self._desk, self._on_settings_wanted, to_credential, self._on_guide_wanted)

    def _make_exams(self) -> PageAndRefresh:
        from cehrs_desktop.ui.exam_pages import ExamPages

        self._exams = ExamPages(self._desk, parent=self)
        self._stack.hold(self._exams.screen, self._exams.report)
        self._exams.mock_shown.connect(self._on_exam_left)
        self._exams.exam_shown.connect(self._on_exam_shown)
        self._exams.report_shown.connect(self._on_report_shown)
        return self._exams.mock, self._exams.refresh

    def _make_practice(self) -> PageAndRefresh:
        from cehrs_desktop.ui.practice_pages import PracticePages

        self._practice = PracticePages(self._desk, parent=self)
        self._stack.hold(*self._practice.others)
        self._practice.shown.connect(self._on_practice_shown)
        self._practice.practice_shown.connect(self._on_practice_left)
        return self._practice.practice, self._practice.refresh

    @Slot(object)
    def _on_practice_shown(self, page: QWidget) -> None:
        assert self._practice is not None
        self._sidebar.setVisible(page is not self._practice.screen)
        self._sidebar.set_current(PRACTICE)
        self._stack.bring(page)

    @Slot()
    def _on_practice_left(self) -> None:
        self._sidebar.show()
        self.show_page(PRACTICE)

    @Slot(str)
    def _on_topic_wanted(self, topic: str) -> None:
        self._go(PRACTICE)
        assert self._practice is not None
        self._practice.choose_topic(TopicId(topic))

    @Slot()
    def _on_exam_shown(self) -> None:
        """Nothing beside an exam while it is sat."""
        assert self._exams is not None
        self._sidebar.hide()
        self._stack.bring(self._exams.screen)

    @Slot()
    def _on_report_shown(self) -> None:
        assert self._exams is not None
        self._sidebar.show()
        self._sidebar.set_current(MOCK)
        self._stack.bring(self._exams.report)

    @Slot()
    def _on_exam_left(self) -> None:
        self._sidebar.show()
        self.show_page(MOCK)

    def _show_welcome(self) -> None:
        from cehrs_desktop.ui.welcome.controller import WelcomeController
        from cehrs_desktop.ui.welcome.page import WelcomePage

        page = WelcomePage()
        controller = WelcomeController(page, self._desk)
        controller.session_wanted.connect(self.start_session)
        controller.left.connect(self._on_today_wanted)
        self._sidebar.set_current(TODAY)
        self._stack.hold(page)
        self._stack.bring(page)

    @Slot(object)
    def start_session(self, limit: Limit) -> None:
        """Begin a session of the daily review."""
        if self._review is None:
            from cehrs_desktop.ui.review_pages import ReviewPages

            self._review = ReviewPages(self._desk, parent=self)
            self._stack.hold(*self._review.pages)
            self._review.shown.connect(self._stack.bring)
            self._review.left.connect(self._on_today_wanted)
        self._sidebar.set_current(TODAY)
        self._review.start(limit)

    @Slot(object)
    def _on_changed(self, changed: Changed) -> None:
        self._stack.age()
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
    def _on_plan_wanted(self) -> None:
        self._go(PLAN)

    @Slot(str)
    def _on_guide_wanted(self, file: str) -> None:
        self._go(GUIDE)
        made_pages.open_guide(self._stack.currentWidget(), file)

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
