"""A field for a day that may be left empty, written as on any form: month/day/year."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLineEdit, QWidget

from cehrs_desktop.errors import UserError
from cehrs_desktop.ui import texts

_FORMATS = ("%m/%d/%Y", "%Y-%m-%d")
_WIDEST = "00/00/00000"


class DateLine(QLineEdit):
    """What can't be read as a day stays as it was written."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(self.tr("MM/DD/YYYY"))
        self.setMaxLength(10)

    def day(self) -> date | None:
        """The day written, None where nothing is. Raises UserError when it is no day."""
        written = self.text().strip()
        if not written:
            return None
        for each in _FORMATS:
            try:
                return datetime.strptime(written, each).date()  # a calendar day has no time zone
            except ValueError:
                continue
        raise UserError("Write the date as month/day/year, such as 01/20/2027.")

    def set_day(self, day: date | None) -> None:
        """Show a day, or nothing."""
        self.setText("" if day is None else texts.short_date(day))

    def sizeHint(self) -> QSize:
        metrics, hint = self.fontMetrics(), super().sizeHint()
        letters = max(metrics.horizontalAdvance(self.placeholderText()), metrics.horizontalAdvance(_WIDEST))
        return QSize(letters + 2 * metrics.averageCharWidth() + metrics.height(), hint.height())
