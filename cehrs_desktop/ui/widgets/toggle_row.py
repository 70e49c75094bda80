"""Buttons in lines that stay pressed: any number of them can be chosen."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from cehrs_desktop.ui.widgets.flow_layout import FlowLayout
from cehrs_desktop.ui.widgets.key_button import KeyButton


class ToggleRow(QWidget):
    """Signal: `changed()`. What is chosen has a check mark before its name."""

    changed = Signal()

    def __init__(self, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._flow = FlowLayout(self)
        self._buttons: dict[Hashable, KeyButton] = {}
        self._labels: dict[Hashable, str] = {}

    def set_choices(self, labels: Mapping[Any, str]) -> None:
        """Offer these, in this order; what was chosen and is still offered stays chosen."""
        for choice in [each for each in self._buttons if each not in labels]:
            button = self._buttons.pop(choice)
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._labels = dict(labels)
        for choice in labels:
            if choice not in self._buttons:
                self._buttons[choice] = self._new_button()
            self._write(choice)

    def _new_button(self) -> KeyButton:
        button = KeyButton("", parent=self)
        button.setCheckable(True)
        button.toggled.connect(self._on_toggled)
        self._flow.addWidget(button)
        button.show()
        return button

    def _write(self, choice: Hashable) -> None:
        button = self._buttons[choice]
        button.setText(("✓ " if button.isChecked() else "") + self._labels[choice])

    @property
    def chosen(self) -> frozenset[Hashable]:
        """What is chosen."""
        return frozenset(choice for choice, button in self._buttons.items() if button.isChecked())

    @Slot()
    def _on_toggled(self) -> None:
        for choice in self._buttons:
            self._write(choice)
        self.changed.emit()
