"""Tries the running program as a learner would use it, step by step, in its own window.

Asked for by `cehrs-desktop self-test`, which builds are tested with: what a bundle has left out shows here.
A part of the program that comes later adds its step to STEPS.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import TypeVar

from PySide6.QtCore import QObject, QSize, QTimer, Signal, Slot
from PySide6.QtGui import QFontInfo, QGuiApplication, QIcon, QImage
from PySide6.QtWidgets import QApplication, QDialog, QStackedWidget, QWidget

from cehrs_desktop.activities.exam.finish import past_sittings
from cehrs_desktop.activities.today import overview
from cehrs_desktop.paths import resources_dir
from cehrs_desktop.rules.exam.events import EndedBy
from cehrs_desktop.rules.exam.form import FormKind
from cehrs_desktop.rules.exam.proctor_signals import Accommodations, Level
from cehrs_desktop.rules.exam.responses import Conditions
from cehrs_desktop.rules.study.overview import Overview
from cehrs_desktop.ui.actions import Action
from cehrs_desktop.ui.exam.item_view import ItemView
from cehrs_desktop.ui.lockdown.checkin_page import CheckinPage
from cehrs_desktop.ui.lockdown.start_page import StartPage
from cehrs_desktop.ui.main_window import CREDENTIAL, MOCK, PRACTICE, SETTINGS, MainWindow
from cehrs_desktop.ui.question.page import QuestionPage
from cehrs_desktop.ui.question.summary_page import SetSummaryPage
from cehrs_desktop.ui.review.page import ReviewPage
from cehrs_desktop.ui.review.primer_page import PrimerPage
from cehrs_desktop.ui.review.summary_page import SummaryPage
from cehrs_desktop.ui.settings.page import SettingsPage
from cehrs_desktop.ui.theme import FAMILY
from cehrs_desktop.ui.welcome.page import WelcomePage
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton
from cehrs_desktop.ui.widgets.sidebar import Sidebar

Found = TypeVar("Found", bound=QWidget)

_LEAST_COLORS = 12
"""Colors a drawn page has at least: text alone has more shades than that."""

_GRID = 3
"""One pixel in so many, across and down, is looked at."""


class SelfTestFailed(Exception):
    """What was expected and isn't so."""


class Trial:
    """The open window, and what was seen of it. Steps work with this."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.drawn: list[str] = []

    def overview(self) -> Overview:
        """Today as the file has it."""
        desk = self.window.desk
        return overview(desk.database, desk.clock, blueprint=desk.blueprint, preferences=desk.preferences)

    def shown(self, kind: type[Found]) -> Found:
        """The page in view, which has to be one of this kind."""
        stack = self.window.findChild(QStackedWidget)
        page = stack.currentWidget() if isinstance(stack, QStackedWidget) else None
        if not isinstance(page, kind):
            raise SelfTestFailed(f"{type(page).__name__} is shown, not {kind.__name__}")
        return page

    def press(self, kind: ButtonKind) -> None:
        """Press the one button of this look on the page in view."""
        page = self.shown(QWidget)
        found = [b for b in page.findChildren(KeyButton) if b.kind is kind and b.isVisibleTo(self.window)]
        if len(found) != 1:
            raise SelfTestFailed(f"{len(found)} buttons of the kind {kind.value} on {type(page).__name__}")
        found[0].click()

    def next_card(self) -> ReviewPage:
        """The review's page; a new topic's primer that is before it is passed."""
        stack = self.window.findChild(QStackedWidget)
        if isinstance(stack, QStackedWidget) and isinstance(stack.currentWidget(), PrimerPage):
            self.press(ButtonKind.PRIMARY)
        return self.shown(ReviewPage)

    def draw(self, widget: QWidget) -> None:
        """Draw a page or a dialog, and look whether there is anything on it. Each kind is told once."""
        name = type(widget).__name__
        colors = _colors(widget.grab().toImage())
        if colors < _LEAST_COLORS:
            raise SelfTestFailed(f"{name} is drawn in {colors} colors: there is nothing on it")
        if name not in self.drawn:
            self.drawn.append(name)


Step = Callable[[Trial], str]
"""Does something, raises if it didn't come out right, and says in a few words what was seen."""


def _opens(trial: Trial) -> str:
    if not trial.window.isVisible():
        raise SelfTestFailed("the window isn't open")
    return f"platform {QGuiApplication.platformName()}"


def _looks_right(trial: Trial) -> str:
    family = QFontInfo(QApplication.font()).family()
    if family != FAMILY:
        raise SelfTestFailed(f"the typeface is {family}, not {FAMILY}")
    icons = sorted((resources_dir() / "icons").glob("*.svg"))
    empty = [path.name for path in icons if QIcon(str(path)).pixmap(QSize(64, 64)).isNull()]
    if empty or not icons:
        raise SelfTestFailed(f"icons can't be drawn: {empty or 'there are none'}")
    application = QApplication.instance()
    if not (isinstance(application, QApplication) and application.styleSheet()):
        raise SelfTestFailed("there is no style sheet")
    return f"{family}, {len(icons)} icons"


def _installs_the_pack(trial: Trial) -> str:
    cards = sum(domain.cards for domain in trial.overview().domains)
    if not cards:
        raise SelfTestFailed("there are no cards")
    return f"{cards} cards"


def _answers_the_first_questions(trial: Trial) -> str:
    trial.draw(trial.shown(WelcomePage))
    trial.press(ButtonKind.PRIMARY)
    if not trial.window.desk.preferences.welcomed:
        raise SelfTestFailed("the answers weren't stored")
    trial.draw(trial.shown(PrimerPage))  # the first topic is new
    trial.next_card()
    return "the first card is shown"


def _rates_a_card(trial: Trial) -> str:
    before = trial.overview().answers_today
    trial.draw(trial.shown(ReviewPage))
    trial.press(ButtonKind.PRIMARY)  # show the answer
    trial.draw(trial.shown(ReviewPage))
    trial.press(ButtonKind.ACCENT)  # got it
    answers = trial.overview().answers_today - before
    if answers != 1:
        raise SelfTestFailed(f"{answers} answers are on disk, not 1")
    return "the answer is on disk"


def _draws_every_page(trial: Trial) -> str:
    review = trial.next_card()
    for action in (Action.INFO, Action.EDIT):
        review.action_chosen.emit(action)
        dialog = next((each for each in trial.window.findChildren(QDialog) if each.isVisible()), None)
        if dialog is None:
            raise SelfTestFailed(f"no dialog opens for {action.value}")
        trial.draw(dialog)
        dialog.reject()
    review.action_chosen.emit(Action.END)
    trial.draw(trial.shown(SummaryPage))
    sidebar = trial.window.findChild(Sidebar)
    assert isinstance(sidebar, Sidebar), "the window has its navigation from the start"
    for name in sidebar.pages():
        sidebar.page_chosen.emit(name)
        if name == SETTINGS:
            trial.shown(SettingsPage).open_advanced()
        trial.draw(trial.shown(QWidget))
    trial.window.show_page(CREDENTIAL)
    trial.draw(trial.shown(QWidget))
    _draw_practice(trial)
    _draw_exam(trial)
    return ", ".join(trial.drawn)


def _draw_practice(trial: Trial) -> None:
    """Answer one question of a set, and look at the set's end."""
    trial.window.show_page(PRACTICE)
    trial.press(ButtonKind.PRIMARY)
    question = trial.shown(QuestionPage)
    view = question.findChild(ItemView)
    assert isinstance(view, ItemView), "a question has one"
    view.choose(0)
    trial.press(ButtonKind.ACCENT)  # sure
    trial.draw(question)
    question.action_chosen.emit(Action.END)
    trial.draw(trial.shown(SetSummaryPage))


def _draw_exam(trial: Trial) -> None:
    """Sit a mock without answering anything, and look at all that an exam shows."""
    trial.window.show_page(MOCK)
    flow = trial.window.exams.flow
    trial.draw(_check_in(trial))
    flow.start_at_once()
    if flow.running is None:
        raise SelfTestFailed("no form was begun")
    for place in range(flow.screen.count()):
        flow.screen.setCurrentIndex(place)
        page = flow.screen.currentWidget()
        assert page is not None, "there is one at every place"
        trial.draw(page)
    flow.end_now(EndedBy.SUBMITTED)
    trial.draw(trial.window.exams.report)


def _opened(trial: Trial, kind: type[Found]) -> Found:
    """The page of an exam's opening that is in view, which has to be one of this kind."""
    page = trial.window.exams.flow.screen.currentWidget()
    if not isinstance(page, kind):
        raise SelfTestFailed(f"{type(page).__name__} is shown, not {kind.__name__}")
    return page


def _check_in(trial: Trial) -> CheckinPage:
    """Open a mock that is to be sat as strictly as can be; the check-in is in view."""
    trial.window.exams.flow.begin(FormKind.MOCK, Conditions())
    start = _opened(trial, StartPage)
    trial.draw(start)
    start.start_wanted.emit(Level.STRICT, Accommodations())
    return _opened(trial, CheckinPage)


def _rehearses_with_a_proctor(trial: Trial) -> str:
    """Check in, hold and watch a mock in a Strict sitting, and let go of it."""
    trial.window.show_page(MOCK)
    flow = trial.window.exams.flow
    _check_in(trial).finished.emit(False)
    flow.start_at_once()
    held = flow.proctoring.held
    if not held:
        raise SelfTestFailed("nothing is held")
    flow.end_now(EndedBy.SUBMITTED)
    if flow.proctoring.is_watching or flow.proctoring.held:
        raise SelfTestFailed("something is still held")
    return ", ".join(held)


def _started_a_form(trial: Trial) -> str:
    (sat, _) = past_sittings(trial.window.desk.database, FormKind.MOCK)
    return f"{len(sat.result.outcomes)} items, and a report"


STEPS: tuple[tuple[str, Step], ...] = (
    ("opens offscreen", _opens),
    ("has its typeface and icons", _looks_right),
    ("installs the pack", _installs_the_pack),
    ("answers the first questions", _answers_the_first_questions),
    ("rates a card", _rates_a_card),
    ("draws every page", _draws_every_page),
    ("rehearses with a proctor", _rehearses_with_a_proctor),
    ("starts a form", _started_a_form),
)
"""In this order; a later one may build on what an earlier one left."""


class SelfTest(QObject):
    """Takes the open window through all steps, then closes it. Signal: `passed()`.

    A failure, in a step or in anything it set off, ends the program with 1.
    """

    passed = Signal()

    def __init__(self, tell: Callable[[str], None], *, steps: tuple[tuple[str, Step], ...] = STEPS) -> None:
        super().__init__(QApplication.instance())
        self._tell = tell
        self._steps = steps
        self._at = 0
        self._failed = False
        windows = [each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow)]
        self._trial = Trial(windows[0])

    def begin(self) -> None:
        """Go; returns at once."""
        sys.excepthook = self._fail
        QTimer.singleShot(0, self, self._go_on)

    @Slot()
    def _go_on(self) -> None:
        if self._at == len(self._steps):
            self._end()
            return
        name, step = self._steps[self._at]
        self._tell(f"ok       {name}: {step(self._trial)}")
        self._at += 1
        QTimer.singleShot(0, self, self._go_on)  # what the step has set off comes first

    def _end(self) -> None:
        self._tell(f"The self-test has passed: {len(self._steps)} steps.")
        self.passed.emit()
        QApplication.closeAllWindows()

    def _fail(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if self._failed:
            return  # what follows from the first failure tells nothing new
        self._failed = True
        name = self._steps[self._at][0] if self._at < len(self._steps) else "the end"
        self._tell(f"FAILED   {name}: {error}")
        if not isinstance(error, SelfTestFailed):
            traceback.print_exception(kind, error, trace)
        QApplication.exit(1)


def _colors(image: QImage) -> int:
    across, down = range(0, image.width(), _GRID), range(0, image.height(), _GRID)
    return len({image.pixel(x, y) for y in down for x in across})
