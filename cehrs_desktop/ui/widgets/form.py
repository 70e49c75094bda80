"""Questions with their fields: side by side, or the field below its question where it is narrow."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cehrs_desktop.ui.widgets.columns_layout import ColumnsLayout
from cehrs_desktop.ui.widgets.spacing import EmSpacing
from cehrs_desktop.ui.widgets.text_label import TextLabel


class Form(QWidget):
    """Rows of a question and a field; the question is also the field's accessible name."""

    # QFormLayout makes a question as wide as it is long, whatever the width of the page.

    def __init__(self, *, fields_below: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields_below = fields_below
        self._rows = QVBoxLayout(self)
        EmSpacing(self._rows, spacing=0.45, margins=(0, 0, 0, 0))

    def add_row(self, question: str, field: QWidget) -> None:
        """Put a row below the others. `&` before a letter of the question makes Alt and it go to the field."""
        field.setAccessibleName(question.replace("&", ""))
        for part in (field, *field.findChildren(QWidget)):
            if isinstance(part, QComboBox | QAbstractSpinBox):
                part.installEventFilter(self)
        # Only Qt's own label underlines the letter for Alt.
        label = QLabel(question) if "&" in question else TextLabel(question)
        label.setBuddy(field)
        if self._fields_below:
            self._rows.addWidget(label)
            self._rows.addWidget(field)
            return
        label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        row = QWidget()
        columns = ColumnsLayout(row, ratios=(2, 3), minimum_ems=12, spacing=0.6)
        columns.addWidget(label)
        columns.addWidget(field if field.layout() is not None else self._at_its_size(field))
        self._rows.addWidget(row)

    @staticmethod
    def _at_its_size(field: QWidget) -> QWidget:
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(field)
        row.addStretch(1)
        return place

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The wheel scrolls the page; a field that happens to lie under it keeps its value."""
        if event.type() is QEvent.Type.Wheel:
            event.ignore()
            return True
        return False

    def add_wide(self, widget: QWidget) -> None:
        """Put a widget below the others over the whole width."""
        self._rows.addWidget(widget)
