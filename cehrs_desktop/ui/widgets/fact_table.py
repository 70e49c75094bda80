"""A table as large as what it says: read by keyboard and screen reader, headers announced, nothing cut off."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QPoint, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QSizePolicy,
    QTableView,
    QWidget,
)

from cehrs_desktop.rules.reference import Glossary
from cehrs_desktop.ui.theme import Theme
from cehrs_desktop.ui.widgets.fact_table_cells import (
    CellDelegate,
    Header,
    TermPointer,
    around,
    cell_text,
    term_in_cell,
)
from cehrs_desktop.ui.widgets.fact_table_model import FactTableModel

_TALLEST_EMS = 80.0  # beyond this a table scrolls within itself
_NARROWEST_EMS = 3.5  # a column is not squeezed below this


class FactTable(QTableView):
    """Columns share the width by what they hold; only a table too wide for any sharing scrolls sideways.

    Signal: `term_chosen(short)` for a word of the glossary it was given.
    """

    term_chosen = Signal(str)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = FactTableModel(self)
        self._natural: tuple[int, ...] | None = None
        self._widths: dict[int, list[int]] = {}
        self._heights: dict[int, tuple[int, ...]] = {}
        self.setModel(self._model)
        self.setItemDelegate(CellDelegate(self))
        header = Header(self)
        for pointer in (TermPointer(self.viewport(), self._term_at), TermPointer(header.viewport(), header.term_at)):
            pointer.chosen.connect(self.term_chosen)
        self.setHorizontalHeader(header)
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_table(
        self,
        headers: Sequence[str],
        rows: Sequence[Sequence[str]],
        *,
        domains: Sequence[int | None] = (),
        right_columns: Collection[int] = (),
        glossary: Glossary | None = None,
    ) -> None:
        """Show these rows. A domain puts its dot before the row's first cell; right columns are set flush right; the
        words of a glossary can be clicked.
        """
        self._model.set_table(headers, rows, domains=domains, right_columns=right_columns, glossary=glossary)
        for place in (self.viewport(), self.horizontalHeader().viewport()):
            place.setMouseTracking(self._model.has_terms)
            place.unsetCursor()
        self._forget()
        self._arrange()
        self.updateGeometry()

    def _forget(self) -> None:
        self._natural = None
        self._widths.clear()
        self._heights.clear()

    def plain_text(self) -> str:
        """The table as lines of cells parted by tabs, header first."""
        return self._model.plain_text()

    def heightForWidth(self, width: int) -> int:
        widths = self._column_widths(width)
        total = sum(self._row_heights(width))
        bar = self.horizontalScrollBar().sizeHint().height() if sum(widths) > width else 0
        return min(total + bar, round(_TALLEST_EMS * Theme.current().em))

    def sizeHint(self) -> QSize:
        width = sum(self._natural_widths())
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        narrowest = round(2 * Theme.current().em)
        return QSize(min(sum(self._natural_widths()), narrowest), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _term_at(self, point: QPoint) -> str | None:
        index = self.indexAt(point)
        if not index.isValid():
            return None
        return term_in_cell(self._model, self.visualRect(index), point, row=index.row(), column=index.column())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._forget()
            self._arrange()
            self.updateGeometry()

    def _arrange(self) -> None:
        header, *heights = self._row_heights(self.width())
        self.horizontalHeader().setFixedHeight(header)
        blockers = [QSignalBlocker(each) for each in (self.horizontalHeader(), self.verticalHeader())]
        for column, width in enumerate(self._column_widths(self.width())):
            self.setColumnWidth(column, width)
        for row, height in enumerate(heights):
            self.setRowHeight(row, height)
        for blocker in blockers:  # told of each section, the view would paint a second time, later
            blocker.unblock()
        self.executeDelayedItemsLayout()
        self.updateGeometries()
        self.viewport().update()
        too_tall = self.heightForWidth(self.width()) >= round(_TALLEST_EMS * Theme.current().em)
        shown = Qt.ScrollBarPolicy.ScrollBarAsNeeded if too_tall else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(shown)

    def _rows(self) -> int:
        return self._model.rowCount()

    def _natural_widths(self) -> tuple[int, ...]:
        if self._natural is None:
            self._natural = tuple(
                max(
                    cell_text(self._model, row, column).natural().width() + around(self._model, row, column)[0]
                    for row in range(-1, self._rows())
                )
                for column in range(self._model.columnCount())
            )
        return self._natural

    def _column_widths(self, width: int) -> list[int]:
        """Natural widths while they fit, the rest to the last; else the widest columns give way first."""
        if width not in self._widths:
            self._widths[width] = self._shared(width)
        return self._widths[width]

    def _shared(self, width: int) -> list[int]:
        widths = list(self._natural_widths())
        if not widths:
            return []
        if sum(widths) <= width:
            widths[-1] += width - sum(widths)
            return widths
        narrowest = round(_NARROWEST_EMS * Theme.current().em)
        room, left = width, sorted(widths)
        while left and left[0] * len(left) <= room:
            room -= left.pop(0)
        limit = max(narrowest, room // len(left)) if left else narrowest
        # Rather a table that scrolls sideways than one with broken words.
        return [min(each, max(limit, word)) for each, word in zip(widths, self._word_widths(), strict=True)]

    def _word_widths(self) -> tuple[int, ...]:
        """What each column needs so that no word of it is broken."""
        metrics = QFontMetrics(Theme.current().font())
        return tuple(
            max(
                max((metrics.horizontalAdvance(word) for word in self._model.cell(row, column).split()), default=0)
                + around(self._model, row, column)[0]
                for row in range(-1, self._rows())
            )
            for column in range(self._model.columnCount())
        )

    def _row_heights(self, width: int) -> tuple[int, ...]:
        """Of the header and of every row, in a table so wide."""
        if width not in self._heights:
            widths = self._column_widths(width)
            self._heights[width] = tuple(self._row_height(row, widths) for row in range(-1, self._rows()))
        return self._heights[width]

    def _row_height(self, row: int, widths: Sequence[int]) -> int:
        heights = [0]
        for column, width in enumerate(widths):
            across, above = around(self._model, row, column)
            heights.append(cell_text(self._model, row, column).size(width - across).height() + above)
        return max(heights)
