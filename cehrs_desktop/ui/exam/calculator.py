"""The on-screen calculator; it works by mouse and by the keys of the same names."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from cehrs_desktop.rules.exam.arithmetic import Calculator
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton
from cehrs_desktop.ui.widgets.spacing import EmSpacing
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole

_ROWS = ("C±%÷", "789×", "456-", "123+", "0.=")
_TYPED = {"*": "×", "/": "÷", "c": "C", ",": "."}


class _CalculatorKey(KeyButton):
    """Signal: `used(str)`, the key's sign."""

    used = Signal(str)

    def __init__(self, sign: str) -> None:
        super().__init__(sign, kind=ButtonKind.ACCENT if sign == "=" else ButtonKind.NEUTRAL)
        self._sign = sign
        self.clicked.connect(self._on_clicked)

    @Slot()
    def _on_clicked(self) -> None:
        self.used.emit(self._sign)


class CalculatorDialog(QDialog):
    """Stays open beside the item until it is closed."""

    def __init__(self, *, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Calculator"))
        self._calculator = Calculator()
        column = QVBoxLayout(self)
        EmSpacing(column, spacing=0.8, margins=(1.2, 1.2, 1.2, 1.2))
        self._display = TextLabel("0", role=TextRole.NUMBER)
        self._display.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._display.setAccessibleName(self.tr("Display"))
        column.addWidget(self._display)
        grid = QGridLayout()
        column.addLayout(grid)
        for row, signs in enumerate(_ROWS):
            for place, sign in enumerate(signs):
                key = _CalculatorKey(sign)
                key.used.connect(self._on_used)
                grid.addWidget(key, row, place, 1, 2 if sign == "=" else 1)
        self.finished.connect(self.deleteLater)

    @property
    def display(self) -> str:
        """What is shown."""
        return self._calculator.display

    @Slot(str)
    def _on_used(self, sign: str) -> None:
        self._calculator = self._calculator.press(sign)
        self._display.setText(self.tr("Error") if self._calculator.error else self._calculator.display)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_used("=")
            return
        typed = _TYPED.get(event.text(), event.text())
        if typed and typed in "".join(_ROWS):
            self._on_used(typed)
        else:
            super().keyPressEvent(event)
