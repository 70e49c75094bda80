"""A choice for each domain: as its exam weight says, or pinned up or down."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from cehrs_desktop.rules.content import Domain
from cehrs_desktop.rules.study.settings import Pin
from cehrs_desktop.ui.widgets.form import Form


class PinFields(QWidget):
    """Signal: `changed()` after any field was."""

    changed = Signal()

    def __init__(self, domains: list[Domain], *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        form = Form()
        self._combos: dict[int, QComboBox] = {}
        for domain in domains:
            combo = QComboBox()
            combo.addItem(self.tr("As the exam weighs it"), Pin.AS_WEIGHED)
            combo.addItem(self.tr("More of it"), Pin.MORE)
            combo.addItem(self.tr("Less of it"), Pin.LESS)
            combo.currentIndexChanged.connect(self._on_changed)
            form.add_row(domain.name, combo)
            self._combos[domain.number] = combo
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(form)

    def show_pins(self, pins: tuple[Pin, ...]) -> None:
        """Show these, one for each domain by its number."""
        for number, combo in self._combos.items():
            combo.setCurrentIndex(combo.findData(pins[number - 1]))

    def pins(self) -> tuple[Pin, ...]:
        """What is chosen, by domain number."""
        return tuple(Pin(self._combos[number].currentData()) for number in sorted(self._combos))

    @Slot()
    def _on_changed(self) -> None:
        self.changed.emit()
