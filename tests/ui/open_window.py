"""The window of a test: opened on a real study file, used with keys, and looked at like a learner does."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QKeyCombination, QSettings
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLabel,
    QStackedWidget,
    QWidget,
)

from cehrs_desktop.activities.learner_file import open_learner_file
from cehrs_desktop.activities.preferences import load_preferences, save_preferences
from cehrs_desktop.clock import Clock
from cehrs_desktop.paths import study_file
from cehrs_desktop.rules.preferences import Preferences
from cehrs_desktop.rules.study.learner_day import study_day
from cehrs_desktop.rules.study.session import Limit
from cehrs_desktop.ui.desk import Desk
from cehrs_desktop.ui.main_window import MainWindow
from cehrs_desktop.ui.question.page import QuestionPage
from cehrs_desktop.ui.review.page import ReviewPage
from cehrs_desktop.ui.review.primer_page import PrimerPage
from cehrs_desktop.ui.review.summary_page import SummaryPage
from cehrs_desktop.ui.settings.page import SettingsPage
from cehrs_desktop.ui.theme import Scheme, apply_theme
from cehrs_desktop.ui.today.page import TodayPage
from cehrs_desktop.ui.welcome.page import WelcomePage
from cehrs_desktop.ui.widgets.fact_table import FactTable
from cehrs_desktop.ui.widgets.markdown_view import MarkdownView
from tests.builders import the_blueprint
from tests.fakes import FakeClock

Found = TypeVar("Found", bound=QWidget)
LONGEST_WAIT_SECONDS = 10


def the_application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application


def settle() -> None:
    """Let everything that was posted happen: layouts, paints, deletions."""
    for _ in range(4):
        QCoreApplication.sendPostedEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QCoreApplication.processEvents()


def wait_until(is_so: Callable[[], object], *, what: str = "") -> None:
    """Run the event loop until `is_so()`; fails after some seconds."""
    end = time.monotonic() + LONGEST_WAIT_SECONDS
    while not is_so():
        assert time.monotonic() < end, what or "waited in vain"
        QTest.qWait(5)  # runs the event loop


def press(*keys: str) -> None:
    """Press and release keys, as the keyboard would: 'Space', 'Ctrl+,', 'Shift+Tab'. They go where the focus is."""
    for key in keys:
        combination = QKeySequence.fromString(key, QKeySequence.SequenceFormat.PortableText)[0]  # type: ignore[index]
        assert isinstance(combination, QKeyCombination)
        window = QGuiApplication.focusWindow()
        assert window is not None, f"no window would get the key {key}"
        QTest.keyClick(window, combination.key(), combination.keyboardModifiers())


def type_text(text: str) -> None:
    """Type letters where the focus is."""
    for letter in text:
        window = QGuiApplication.focusWindow()
        assert window is not None
        QTest.keyClick(window, letter)  # type: ignore[call-overload]


def visible(kind: type[Found], *, within: QWidget) -> list[Found]:
    """The widgets of a kind that are shown, in the order they were made."""
    return [widget for widget in within.findChildren(kind) if widget.isVisibleTo(within.window())]


def label_of(button: QAbstractButton) -> str:
    """A button's label without the marks of its letter key, or of its translation."""
    return button.text().strip("⟦⟧").replace("&&", "\0").replace("&", "").replace("\0", "&")


def texts_in(widget: QWidget) -> str:
    """Everything that can be read in a widget, a text a line."""
    lines = [label.text() for label in visible(QLabel, within=widget)]
    lines += [label_of(button) for button in visible(QAbstractButton, within=widget)]
    lines += [view.plain_text() for view in visible(MarkdownView, within=widget)]
    lines += [table.plain_text() for table in visible(FactTable, within=widget)]
    return "\n".join(line for line in lines if line)


def rows_in(data_dir: Path, question: str, *values: object) -> list[tuple[Any, ...]]:
    """What the file on disk says, asked over a connection of its own."""
    with closing(sqlite3.connect(study_file(data_dir))) as connection:
        return connection.execute(question, values).fetchall()


class OpenWindow:
    """A window on a study file, with the clock it goes by."""

    def __init__(self, window: MainWindow, data_dir: Path, clock: FakeClock) -> None:
        self.window = window
        self.data_dir = data_dir
        self.clock = clock

    # What is on the screen

    @property
    def page(self) -> QWidget:
        """The page that is shown."""
        stack = self.window.findChild(QStackedWidget)
        assert isinstance(stack, QStackedWidget)
        page = stack.currentWidget()
        assert page is not None
        return page

    @property
    def today(self) -> TodayPage:
        return self._page(TodayPage)

    @property
    def welcome(self) -> WelcomePage:
        return self._page(WelcomePage)

    @property
    def review(self) -> ReviewPage:
        return self._page(ReviewPage)

    @property
    def summary(self) -> SummaryPage:
        return self._page(SummaryPage)

    @property
    def settings(self) -> SettingsPage:
        return self._page(SettingsPage)

    def _page(self, kind: type[Found]) -> Found:
        page = self.page
        assert isinstance(page, kind), f"{type(page).__name__} is shown: {texts_in(page)}"
        return page

    @property
    def texts(self) -> str:
        """Everything that can be read on the page."""
        return texts_in(self.page)

    @property
    def side_texts(self) -> str:
        """Everything that can be read in the whole window."""
        return texts_in(self.window)

    def button(self, label: str, *, within: QWidget | None = None) -> QAbstractButton:
        """The button with this label on the page (or in a dialog)."""
        place = within or self.page
        found = [button for button in visible(QAbstractButton, within=place) if label_of(button) == label]
        assert len(found) == 1, f"{len(found)} buttons {label!r} in:\n{texts_in(place)}"
        return found[0]

    def table(self, name: str, *, within: QWidget | None = None) -> list[list[str]]:
        """The rows of a table by its accessible name, header first."""
        tables = [t for t in visible(FactTable, within=within or self.page) if t.accessibleName() == name]
        assert len(tables) == 1
        return [line.split("\t") for line in tables[0].plain_text().split("\n")]

    def dialog(self, kind: type[Found]) -> Found:
        """The open dialog of this kind, active."""
        found = [widget for widget in self.window.findChildren(kind) if widget.isVisible()]
        assert len(found) == 1, f"{len(found)} open {kind.__name__}"
        wait_until(found[0].isActiveWindow, what="the dialog doesn't become active")
        return found[0]

    def has_dialog(self) -> bool:
        """Whether any dialog is open."""
        return any(dialog.isVisible() for dialog in self.window.findChildren(QDialog))

    def dialog_closed(self) -> None:
        """Wait until no dialog is left."""
        settle()
        assert not self.has_dialog()
        self.activate()

    def activate(self) -> None:
        """Give the window the keys again, as a window manager does when a dialog has closed."""
        self.window.activateWindow()
        wait_until(self.window.isActiveWindow, what="the window doesn't become active again")

    # What is done

    def tab_to(self, widget: QWidget, *, most: int = 80) -> None:
        """Press Tab until a widget has the focus."""
        for _ in range(most):
            if QApplication.focusWidget() is widget:
                return
            press("Tab")
        raise AssertionError(f"Tab never reaches {widget.accessibleName() or widget}")

    def choose(self, label: str, *, within: QWidget | None = None) -> None:
        """Reach a button by Tab and press it with Space."""
        self.tab_to(self.button(label, within=within))
        press("Space")
        settle()

    def start(self, *, minutes: float = 24 * 60, new: int | None = None) -> None:
        """Begin a session of these limits."""
        self.window.start_session(Limit(minutes=minutes, new=new))

    def answer(self, *keys: str, seconds: float = 8) -> None:
        """Show the answer and rate, once for each key; a primer or question in between is passed on the way."""
        for key in keys:
            self.pass_questions()
            self.read_primer()
            press("Space")
            self.clock.advance(seconds=seconds)
            press(key)

    def read_primer(self) -> None:
        """Go on to the cards if a primer is shown."""
        if isinstance(self.page, PrimerPage):
            press("Space")

    def pass_questions(self) -> None:
        """Answer the day's questions that are in the way, somehow."""
        while isinstance(self.page, QuestionPage):
            press("A", "S", "Space")

    def to_the_end(self, key: str = "3", *, seconds: float = 8, most: int = 400) -> int:
        """Answer until the summary is shown; returns how many cards it took."""
        for count in range(most):
            self.pass_questions()
            if isinstance(self.page, SummaryPage):
                return count
            self.answer(key, seconds=seconds)
        raise AssertionError(f"no end after {most} answers")

    def change(self, **choices: Any) -> None:
        """Store other preferences through the window's desk; study settings by their own names."""
        self.window.desk.change_preferences(changed(self.window.desk.preferences, **choices))

    # What is stored

    def rows(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        """What the file on disk says."""
        return rows_in(self.data_dir, question, *values)

    def count(self, table: str) -> int:
        """How many rows a table of the file has."""
        return int(self.rows(f'SELECT count(*) FROM "{table}"')[0][0])

    @property
    def stored(self) -> Preferences:
        """The choices as the file has them."""
        with closing(open_learner_file(self.data_dir, self.clock)) as database:
            return load_preferences(database)

    @property
    def day(self) -> int:
        """The present study day."""
        return study_day(self.clock.now(), rollover_hour=self.window.desk.preferences.study.rollover_hour)


def changed(preferences: Preferences, **choices: Any) -> Preferences:
    """Other preferences; study settings by their own names."""
    own = {name: value for name, value in choices.items() if hasattr(preferences, name)}
    study = {name: value for name, value in choices.items() if name not in own}
    return replace(preferences, **own, study=replace(preferences.study, **study))


def prefer(data_dir: Path, clock: Clock, **choices: Any) -> None:
    """Store preferences before the window is opened."""
    with closing(open_learner_file(data_dir, clock)) as database:
        save_preferences(database, changed(load_preferences(database), **choices))


@contextmanager
def opened(data_dir: Path, clock: FakeClock, *, size: Sequence[int] = (1280, 800)) -> Iterator[OpenWindow]:
    """The main window on the study file in `data_dir`, as the program opens it."""
    with closing(open_learner_file(data_dir, clock)) as database:
        desk = Desk(database, clock, blueprint=the_blueprint(), data_dir=data_dir)
        chosen = desk.preferences
        apply_theme(the_application(), scheme=Scheme(chosen.scheme.value), text_percent=chosen.text_percent)
        state = QSettings(str(data_dir / "window.ini"), QSettings.Format.IniFormat)
        window = MainWindow(desk, window_state=state)
        # A quit that nobody waits for would end the next dialog at once.
        the_application().setQuitOnLastWindowClosed(False)
        try:
            window.resize(*size)
            window.begin()
            window.show()
            window.activateWindow()
            wait_until(window.isActiveWindow, what="the window doesn't become active")
            yield OpenWindow(window, data_dir, clock)
        finally:
            window.close()
            window.deleteLater()
            settle()
            apply_theme(the_application(), scheme=Scheme.LIGHT, text_percent=100)
