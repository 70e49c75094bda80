"""Questions with their fields: side by side, or the field below its question where it is narrow."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QWidget


class Form(QWidget):
    """Rows of a question and a field; the question is also the field's accessible name."""

    def __init__(self, *, fields_below: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = QFormLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if fields_below:
            self._rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        else:
            self._rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
            self._rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)

    def add_row(self, question: str, field: QWidget) -> None:
        """Put a row below the others. `&` before a letter of the question makes Alt and it go to the field."""
        field.setAccessibleName(question.replace("&", ""))
        self._rows.addRow(question, field)

    def add_wide(self, widget: QWidget) -> None:
        """Put a widget below the others over the whole width."""
        self._rows.addRow(widget)
