"""Another program on the same screen, told what to do on its standard input."""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QObject, QSocketNotifier, Qt
from PySide6.QtGui import QClipboard, QColor, QGuiApplication, QPainter, QPaintEvent, QRasterWindow


class Window(QRasterWindow):
    """A red window."""

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(0, 0, self.width(), self.height(), QColor("red"))


class OtherProgram(QObject):
    """Shows, hides, copies, and tells its window's id."""

    def __init__(self) -> None:
        super().__init__()
        self._window = Window()
        self._window.setTitle("other")
        self._window.setGeometry(100, 100, 300, 200)
        self._above = Window()
        self._above.setFlags(Qt.WindowType.BypassWindowManagerHint | Qt.WindowType.WindowDoesNotAcceptFocus)
        self._above.setGeometry(200, 200, 200, 100)
        self._commands = QSocketNotifier(0, QSocketNotifier.Type.Read, self)
        self._commands.activated.connect(self._on_command)

    def _on_command(self) -> None:
        for line in os.read(0, 65536).decode().splitlines():
            name, _, argument = line.partition(" ")
            clipboard = QGuiApplication.clipboard()
            if name == "show":
                self._window.show()
            elif name == "hide":
                self._window.hide()
                self._above.hide()
            elif name == "above":
                self._above.show()
                self._above.raise_()
            elif name == "copy":
                clipboard.setText(argument)
            elif name == "mark":
                clipboard.setText(argument, QClipboard.Mode.Selection)
            elif name == "quit":
                QGuiApplication.exit(0)
            sys.stdout.write(f"{int(self._window.winId())}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    app = QGuiApplication(["other"])
    app.setQuitOnLastWindowClosed(False)
    program = OtherProgram()
    sys.exit(app.exec())
