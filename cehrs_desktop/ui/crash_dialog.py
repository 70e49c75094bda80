"""What the learner sees of a bug: a calm sentence and a report to copy, never a traceback in their face."""

from __future__ import annotations

import logging
import platform
import traceback
from types import TracebackType

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from cehrs_desktop import __version__
from cehrs_desktop.errors import UserError
from cehrs_desktop.ui import texts

_LOG = logging.getLogger(__name__)


class CrashDialog(QMessageBox):
    """The program goes on: what was answered is on disk."""

    def __init__(self, report: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report = report
        self.setIcon(QMessageBox.Icon.Warning)
        self.setWindowTitle("CEHRS Trainer")
        self.setText(self.tr("Something went wrong in the program. Your answers are safe on disk."))
        self.setInformativeText(
            self.tr("You can go on; if it happens again, start the program anew. Copying the report helps us mend it.")
        )
        copy = self.addButton(self.tr("Copy report"), QMessageBox.ButtonRole.ActionRole)
        copy.clicked.connect(self._on_copy)
        self.addButton(QMessageBox.StandardButton.Close)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report)


def report_of(error: BaseException) -> str:
    """What a developer needs of a bug; nothing the learner wrote."""
    lines = traceback.format_exception(error)
    return f"CEHRS Trainer {__version__}, Python {platform.python_version()}, {platform.platform()}\n\n" + "".join(
        lines
    )


def show_crash(kind: type[BaseException], error: BaseException, _trace: TracebackType | None = None) -> None:
    """The program's exception hook: log it, and say so once."""
    if issubclass(kind, KeyboardInterrupt):
        QCoreApplication.quit()
        return
    if isinstance(error, UserError):
        show_error(texts.told(error))
        return
    report = report_of(error)
    _LOG.error("A bug:\n%s", report)
    if any(isinstance(widget, CrashDialog) and widget.isVisible() for widget in QApplication.topLevelWidgets()):
        return  # one is enough
    dialog = CrashDialog(report, parent=_window())
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def show_error(sentence: str, *, parent: QWidget | None = None) -> None:
    """Show a sentence that has no better place; without a `parent` above the active window."""
    dialog = QMessageBox(QMessageBox.Icon.Information, "CEHRS Trainer", sentence, parent=parent or _window())
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _window() -> QWidget | None:
    return QApplication.activeWindow() or next(iter(QApplication.topLevelWidgets()), None)
