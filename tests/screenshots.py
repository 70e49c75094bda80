"""`make screenshots`: every page of the program into docs/screenshots, from one seeded learner."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from cehrs_desktop.activities.content_packs import install_if_changed, shipped_pack
from cehrs_desktop.activities.exam.finish import past_sittings
from cehrs_desktop.activities.learner_file import open_learner_file
from cehrs_desktop.activities.preferences import load_preferences, save_preferences
from cehrs_desktop.rules.exam.events import EndedBy
from cehrs_desktop.rules.exam.form import FormKind
from cehrs_desktop.rules.exam.proctor_signals import Accommodations, Level
from cehrs_desktop.rules.exam.responses import Conditions
from cehrs_desktop.rules.preferences import ColorScheme
from cehrs_desktop.rules.study.session import Limit
from cehrs_desktop.ui.background import AtOnce
from cehrs_desktop.ui.desk import Desk
from cehrs_desktop.ui.exam.break_page import BreakPage
from cehrs_desktop.ui.exam.questions import LeaveQuestion
from cehrs_desktop.ui.library.card_dialog import CardDialog
from cehrs_desktop.ui.library.cards_part import Command
from cehrs_desktop.ui.library.export_dialog import ExportDialog
from cehrs_desktop.ui.library.import_dialog import ImportDialog
from cehrs_desktop.ui.library.page import LibraryPage, Part
from cehrs_desktop.ui.lockdown.start_page import StartPage
from cehrs_desktop.ui.main_window import (
    ABOUT,
    CREDENTIAL,
    GUIDE,
    LIBRARY,
    MOCK,
    PLAN,
    PRACTICE,
    PROGRESS,
    SETTINGS,
    TODAY,
    MainWindow,
)
from cehrs_desktop.ui.report.page import ReportPage
from cehrs_desktop.ui.settings.keys_dialog import KeysDialog
from cehrs_desktop.ui.settings.page import SettingsPage
from cehrs_desktop.ui.widgets.writing_field import WritingField
from tests.builders import the_blueprint
from tests.example_learner import make_example
from tests.fakes import FakeClock

FOLDER = Path(__file__).parent.parent / "docs" / "screenshots"
WIDTH, HEIGHT = 1280, 800
_OWN_CARDS = """Question;Answer;Tags
What does our practice call the sign-in sheet?;The arrival list;practice words
Who signs off a late entry?;The provider who wrote it;records
What does our practice call the sign-in sheet?;The arrival list;practice words
;Nothing asked;
"""


def main() -> int:
    """Write all pictures; returns the exit code."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for scheme in (ColorScheme.LIGHT, ColorScheme.DARK):
        _take(scheme, text_percent=100, only=None)
    large = ("today", "review-answer", "progress", "plan", "library-cards", "guide")
    _take(ColorScheme.LIGHT, text_percent=200, only=large)
    return 0


def _take(scheme: ColorScheme, *, text_percent: int, only: tuple[str, ...] | None) -> None:
    ending = scheme.value if text_percent == 100 else f"{scheme.value}-{text_percent}"

    def save(widget: QWidget, name: str) -> None:
        if only is None or name in only:
            QApplication.processEvents()
            widget.grab().save(str(FOLDER / f"{name}-{ending}.png"), quality=0)
            print(f"docs/screenshots/{name}-{ending}.png")

    with tempfile.TemporaryDirectory() as empty:
        window = _window(Path(empty), FakeClock(), scheme=scheme, text_percent=text_percent)
        save(window, "welcome")
        install_if_changed(window.desk.database, shipped_pack(), window.desk.clock)
        window.desk.change_preferences(replace(window.desk.preferences, show_primers=True))
        window.start_session(Limit(new=1))
        save(window, "primer")
        _close(window)
    with tempfile.TemporaryDirectory() as folder:
        clock = make_example(Path(folder), scheme=scheme, text_percent=text_percent)
        window = _window(Path(folder), clock, scheme=scheme, text_percent=text_percent)
        _go_through(window, save)
        _close(window)


def _window(data_dir: Path, clock: FakeClock, *, scheme: ColorScheme, text_percent: int) -> MainWindow:
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    database = open_learner_file(data_dir, clock)
    save_preferences(
        database, replace(load_preferences(database), scheme=scheme, text_percent=text_percent, show_primers=False)
    )
    desk = Desk(database, clock, blueprint=the_blueprint(), data_dir=Path("~/.local/share/CEHRS Trainer"))
    window = MainWindow(desk, window_state=QSettings(str(data_dir / "window.ini"), QSettings.Format.IniFormat))
    window.resize(WIDTH, HEIGHT)
    window.begin()
    window.show()
    window.activateWindow()
    return window


def _go_through(window: MainWindow, save: Callable[[QWidget, str], None]) -> None:
    for _ in range(5):  # questions, readiness and plan come after the first paint
        QApplication.processEvents()
    save(window, "today")
    window.start_session(Limit(minutes=15))
    for _ in range(4):
        _press(window, Qt.Key.Key_Space, Qt.Key.Key_Space)
    save(window, "review-front")
    _press(window, Qt.Key.Key_Space)
    save(window, "review-answer")
    for key, name in ((Qt.Key.Key_I, "card-info"), (Qt.Key.Key_E, "card-edit")):
        _press(window, key)
        dialog = next(found for found in window.findChildren(QDialog) if found.isVisible())
        save(dialog, name)
        dialog.reject()
        window.activateWindow()
        QApplication.processEvents()
    window.start_session(Limit(minutes=1))
    for _ in range(30):
        _press(window, Qt.Key.Key_Space, Qt.Key.Key_Space)
        window.desk.clock.advance(seconds=8)  # type: ignore[attr-defined]  # the fake one
    save(window, "summary")
    _practice(window, save)
    _exams(window, save)
    window.show_page(LIBRARY)
    library = window.findChild(LibraryPage)
    assert isinstance(library, LibraryPage)
    for part in Part:
        library.show_part(part)
        save(window, f"library-{part.value}")
    library.show_part(Part.CARDS)
    library.cards.commanded.emit(Command.NEW)
    dialog = next(found for found in window.findChildren(CardDialog) if found.isVisible())
    front, back, _why = dialog.findChildren(WritingField)
    front.setPlainText("A {{c1::Notice of Privacy Practices}} is given at the {{c2::first}} visit.")
    back.setPlainText("Signed for, or the attempt is noted.")
    save(dialog, "card-new")
    dialog.done(QDialog.DialogCode.Rejected.value)
    exporting = ExportDialog((), window.desk, parent=library)
    exporting.open()
    save(exporting, "export")
    exporting.reject()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "cards.csv"
        file.write_text(_OWN_CARDS, encoding="utf-8")
        importing = ImportDialog(file, window.desk, parent=library)
        importing.open()
        save(importing, "import")
        importing.reject()
    window.activateWindow()
    window.show_page(GUIDE)
    save(window, "guide")
    window.desk.quiet = AtOnce()
    for name in (PROGRESS, PLAN, CREDENTIAL):
        window.show_page(name)
        QApplication.processEvents()
        save(window, name)
    window.show_page(SETTINGS)
    save(window, "settings")
    page = window.findChild(SettingsPage)
    assert isinstance(page, SettingsPage)
    page.open_advanced()
    QApplication.processEvents()
    page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())
    save(window, "settings-advanced")
    page.keys_chosen.emit()
    keys = next(found for found in window.findChildren(KeysDialog) if found.isVisible())
    save(keys, "keys")
    keys.reject()
    window.activateWindow()
    window.show_page(ABOUT)
    save(window, "about")
    window.show_page(TODAY)


def _practice(window: MainWindow, save: Callable[[QWidget, str], None]) -> None:
    window.show_page(PRACTICE)
    QApplication.processEvents()
    save(window, "practice")
    _press(window, Qt.Key.Key_Return, Qt.Key.Key_B)
    save(window, "question")
    _press(window, Qt.Key.Key_U)
    save(window, "question-told")
    _press(window, Qt.Key.Key_Escape)
    save(window, "practice-summary")


def _exams(window: MainWindow, save: Callable[[QWidget, str], None]) -> None:
    window.show_page(MOCK)
    QApplication.processEvents()
    save(window, "mock")
    window.exams.mock.report_wanted.emit(1)
    QApplication.processEvents()
    save(window, "report")
    (mock,) = past_sittings(window.desk.database, FormKind.MOCK)
    window.exams.mock.report_wanted.emit(mock.id)
    (report,) = [page for page in window.findChildren(ReportPage) if page.isVisible()]  # practice has one, too
    report.show_numbers()
    QApplication.processEvents()
    save(window, "report-mock")
    report.verticalScrollBar().setValue(report.verticalScrollBar().maximum())
    save(window, "report-mock-end")
    flow = window.exams.flow
    flow.begin(FormKind.MOCK, Conditions())
    QApplication.processEvents()
    start = flow.screen.currentWidget()
    assert isinstance(start, StartPage), "a mock is opened with it"
    save(window, "how-watched")
    start.start_wanted.emit(Level.REALISTIC, Accommodations())
    _press(window, Qt.Key.Key_Return)
    QApplication.processEvents()
    save(window, "check-in")
    flow.begin(FormKind.DIAGNOSTIC, Conditions(tools=False))
    QApplication.processEvents()
    save(window, "agreement")
    flow.start_at_once()
    _press(window, Qt.Key.Key_B, Qt.Key.Key_F, Qt.Key.Key_N, Qt.Key.Key_C)
    QApplication.processEvents()
    save(window, "exam")
    flow.controller.leave_wanted.emit()
    question = next(found for found in window.findChildren(LeaveQuestion) if found.isVisible())
    next(button for button in question.buttons() if button.text() == "Take a break").click()
    window.activateWindow()
    QApplication.processEvents()
    save(window, "exam-break")
    page = flow.screen.currentWidget()
    assert isinstance(page, BreakPage), "it was just taken"
    page.over.emit()
    QApplication.processEvents()
    _press(window, Qt.Key.Key_R)
    QApplication.processEvents()
    save(window, "exam-review")
    flow.end_now(EndedBy.DISCARDED)
    QApplication.processEvents()


def _press(window: MainWindow, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(window, key)


def _close(window: MainWindow) -> None:
    window.close()
    window.desk.database.close()
    window.deleteLater()
    QApplication.processEvents()


if __name__ == "__main__":
    sys.exit(main())
