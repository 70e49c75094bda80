"""The rows of a `FactTable` for Qt: texts, headers, the domain of a row."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from cehrs_desktop.rules.reference import FoundTerm, Glossary
from cehrs_desktop.ui.widgets.wrapped_text import WrappedText

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class FactTableModel(QAbstractTableModel):
    """Fixed texts; keeps each cell's layout for painting and measuring."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._headers: tuple[str, ...] = ()
        self._rows: tuple[tuple[str, ...], ...] = ()
        self._domains: tuple[int | None, ...] = ()
        self._right: frozenset[int] = frozenset()
        self._terms: dict[tuple[int, int], list[FoundTerm]] = {}
        self._wrapped: dict[tuple[int, int], tuple[QFont, WrappedText]] = {}

    def set_table(
        self,
        headers: Sequence[str],
        rows: Sequence[Sequence[str]],
        *,
        domains: Sequence[int | None],
        right_columns: Collection[int],
        glossary: Glossary | None = None,
    ) -> None:
        """Replace everything; short rows are filled up with empty cells. Terms of the glossary are marked once each."""
        self.beginResetModel()
        self._headers = tuple(headers)
        self._rows = tuple((*row, *[""] * len(headers))[: len(headers)] for row in rows)
        self._domains = tuple(domains)
        self._right = frozenset(right_columns)
        self._wrapped.clear()
        self._terms = self._found_terms(glossary) if glossary is not None else {}
        self.endResetModel()

    @property
    def has_terms(self) -> bool:
        """Whether any word is marked."""
        return bool(self._terms)

    def _found_terms(self, glossary: Glossary) -> dict[tuple[int, int], list[FoundTerm]]:
        met: set[str] = set()
        found: dict[tuple[int, int], list[FoundTerm]] = {}
        for row in range(-1, len(self._rows)):
            for column in range(len(self._headers)):
                new = [term for term in glossary.found_in(self.cell(row, column)) if term.short not in met]
                met.update(term.short for term in new)
                if new:
                    found[row, column] = new
        return found

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._headers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._rows[index.row()][index.column()]
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self._headers[section] if section < len(self._headers) else None
        return None

    def plain_text(self) -> str:
        """All cells, parted by tabs and line ends."""
        return "\n".join("\t".join(row) for row in (self._headers, *self._rows))

    def cell(self, row: int, column: int) -> str:
        """A cell's text; row −1 is the header."""
        return self._headers[column] if row < 0 else self._rows[row][column]

    def domain(self, row: int, column: int) -> int | None:
        """The domain whose dot stands before a cell; row −1 is the header."""
        return self._domains[row] if column == 0 and 0 <= row < len(self._domains) else None

    def is_right(self, column: int) -> bool:
        """Whether a column is set flush right."""
        return column in self._right

    def wrapped(self, row: int, column: int, font: QFont) -> WrappedText:
        """A cell's text laid out in a font; row −1 is the header."""
        known = self._wrapped.get((row, column))
        if known is None or known[0] != font:
            known = (font, WrappedText(self.cell(row, column), font, terms=self._terms.get((row, column), ())))
            self._wrapped[row, column] = known
        return known[1]
