"""The running program: one copy, one file, one window; from opening to the last close."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QLocale, QObject, QSettings, QTimer, QTranslator, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from cehrs_desktop.activities.changed import Changed
from cehrs_desktop.activities.content_packs import install_if_changed, shipped_pack
from cehrs_desktop.activities.learner_file import (
    LearnerFile,
    back_up_today,
    delete_everything,
    is_lost,
    open_learner_file,
    rescue,
    restore,
    start_anew,
)
from cehrs_desktop.clock import Clock
from cehrs_desktop.content.blueprint_reader import read_blueprint
from cehrs_desktop.errors import DamagedFile, UserError
from cehrs_desktop.lockdown.ending import EndingSignals
from cehrs_desktop.paths import resources_dir, window_file
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.after_paint import AfterPaint
from cehrs_desktop.ui.background import Worker
from cehrs_desktop.ui.crash_dialog import show_crash, show_error
from cehrs_desktop.ui.desk import Desk
from cehrs_desktop.ui.main_window import MainWindow
from cehrs_desktop.ui.single_copy import SingleCopy

_LOG = logging.getLogger(__name__)


class Program(QObject):
    """Owns what lives as long as the program does."""

    def __init__(self, application: QApplication, data_dir: Path, clock: Clock) -> None:
        super().__init__(application)
        self._application = application
        self._data_dir = data_dir
        self._clock = clock
        self._worker = Worker(self)
        self._errands = Worker(self)  # what the learner waits for doesn't queue behind what nobody waits for
        self._database: LearnerFile | None = None
        self._window: MainWindow | None = None
        application.setApplicationName("CEHRS Trainer")
        application.setApplicationDisplayName("CEHRS Trainer")
        application.setWindowIcon(QIcon(str(resources_dir() / "icons" / "app.svg")))
        self._translator = QTranslator(self)
        if self._translator.load(QLocale(), "cehrs", "_", str(resources_dir() / "translations")):
            application.installTranslator(self._translator)

    def run(self, integrity: Callable[[], DamagedFile | None], *, on_painted: Callable[[], None] | None = None) -> int:
        """Open everything and stay until the window is closed; returns the exit code.

        `integrity` tells whether the study file is damaged. Raises UserError when the program can't start.
        """
        copy = SingleCopy(self._data_dir, parent=self)
        if not copy.take():
            return 0
        copy.raised.connect(self._on_raised)
        sys.excepthook = show_crash
        ending = EndingSignals(self)
        ending.asked.connect(self._on_ending_asked)
        ending.perform()
        try:
            if (integrity() is not None or is_lost(self._data_dir)) and not self._rescued():
                return 1
            self._open(on_painted)
            return self._application.exec()
        finally:
            ending.revert()
            self._close()
            self._errands.close()
            self._worker.close()
            copy.release()

    @Slot(int)
    def _on_ending_asked(self, _number: int) -> None:
        """SIGTERM or SIGINT: as if the window were closed; an exam that is open is left, with what is being typed."""
        if self._window is not None:
            self._window.close()
        self._application.exit(0)  # of every event loop: an open dialog must not hold it up

    def _rescued(self) -> bool:
        from cehrs_desktop.ui.rescue_dialog import RescueChoice, RescueDialog

        found = rescue(self._data_dir)
        dialog = RescueDialog(found)
        dialog.exec()
        choice = dialog.choice()
        if choice is RescueChoice.USE_BACKUP and found.backup is not None:
            restore(self._data_dir, found.backup, self._clock)
        elif choice is RescueChoice.START_ANEW and found.damaged:
            start_anew(self._data_dir, self._clock)
        return choice is not RescueChoice.QUIT

    def _open(self, on_painted: Callable[[], None] | None = None) -> None:
        blueprint = read_blueprint(resources_dir() / "blueprint.toml")
        self._database = open_learner_file(self._data_dir, self._clock)
        broken_pack = self._install_content(self._database)
        desk = Desk(self._database, self._clock, blueprint=blueprint, data_dir=self._data_dir)
        desk.background = self._errands
        state = QSettings(str(window_file(self._data_dir)), QSettings.Format.IniFormat)
        self._window = MainWindow(desk, window_state=state)
        self._window.restore_wanted.connect(self._on_restore_wanted)
        self._window.delete_wanted.connect(self._on_delete_wanted)
        first_paint = AfterPaint(self._window.pages)
        if on_painted is not None:
            first_paint.painted.connect(on_painted)
        first_paint.painted.connect(self._after_first_paint)
        first_paint.wait()
        self._window.begin()
        self._window.show()
        if broken_pack is not None:
            show_error(texts.told(broken_pack), parent=self._window)

    def _install_content(self, database: LearnerFile) -> UserError | None:
        """A broken pack is refused; what is installed already stays in use."""
        try:
            install_if_changed(database, shipped_pack(), self._clock)
        except UserError as error:
            return error
        return None

    def _close(self) -> None:
        if self._window is not None:
            self._window.deleteLater()
            self._window = None
        if self._database is not None:
            self._database.close()
            self._database = None

    @Slot()
    def _after_first_paint(self) -> None:
        """What need not hold up the start: the day's backup, what the first session needs, calibration."""
        database, window = self._database, self._window
        if database is None or window is None:
            return
        rollover = window.desk.preferences.study.rollover_hour

        def recalibrated() -> Changed | None:
            from cehrs_desktop.activities.calibration import recalibrate  # not needed at the start

            return recalibrate(database.path, self._clock)

        def back_up() -> None:  # the first: closing waits for what runs and drops the rest
            back_up_today(self._data_dir, self._clock, rollover_hour=rollover)

        def load_review() -> None:
            import_module("cehrs_desktop.ui.review_pages")

        self._errands.run(load_review, on_done=lambda _: None, on_error=self._on_background_error)
        self._worker.run(back_up, on_done=lambda _: None, on_error=self._on_background_error)
        window.desk.use(self._worker)
        window.desk.want_order()
        self._worker.run(recalibrated, on_done=self._on_recalibrated, on_error=self._on_refit_error)

    def _on_recalibrated(self, changed: Changed | None) -> None:
        if changed is not None and self._window is not None:
            self._window.desk.tell(changed)

    def _on_refit_error(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            _LOG.warning("The memory parameters were not refitted: %s", error)  # the next start tries again
        else:
            show_crash(type(error), error)

    def _on_background_error(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            show_error(self.tr("Today's backup could not be made.") + " " + texts.told(error))
        else:
            show_crash(type(error), error)

    @Slot(object)
    def _on_restore_wanted(self, backup: Path) -> None:
        from cehrs_desktop.activities.take_over import put_in_place

        # The window whose button was pressed must not be taken down while it is still in that press.
        QTimer.singleShot(0, self, lambda: self._replace(lambda: put_in_place(self._data_dir, backup, self._clock)))

    @Slot()
    def _on_delete_wanted(self) -> None:
        QTimer.singleShot(0, self, lambda: self._replace(lambda: delete_everything(self._data_dir)))

    def _replace(self, change: Callable[[], object]) -> None:
        """Close the file, change what there is, and open what is there then."""
        self._application.setQuitOnLastWindowClosed(False)
        for worker in (self._errands, self._worker):  # they have the file open
            worker.wait()
        self._close()
        trouble: UserError | None = None
        try:
            change()
        except UserError as error:
            trouble = error
        self._open()
        self._application.setQuitOnLastWindowClosed(True)
        if trouble is not None:
            show_error(texts.told(trouble), parent=self._window)

    @Slot()
    def _on_raised(self) -> None:
        if self._window is not None:
            self._window.setWindowState(self._window.windowState() & ~self._window.windowState().WindowMinimized)
            self._window.raise_()
            self._window.activateWindow()
