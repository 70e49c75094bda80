"""The lines of the Library's cards for Qt: nothing is laid out before it comes into view."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from cehrs_desktop.rules.study.browse import CardLine
from cehrs_desktop.rules.study.cards import LEECH_LAPSES, CardId, CardState
from cehrs_desktop.rules.study.learner_day import date_of
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.widgets.domain_dot import domain_icon

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class CardsModel(QAbstractTableModel):
    """Question, topic, when it is due, and what was decided about it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._lines: Sequence[CardLine] = ()

    def set_lines(self, lines: Sequence[CardLine]) -> None:
        """Show other cards."""
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def card(self, row: int) -> CardId:
        """The card of a row."""
        return self._lines[row].id

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 4

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self._lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return (line.front, line.topic, self._due(line), self._marks(line))[index.column()]
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 1:
            return domain_icon(int(line.domain))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return (self.tr("Question"), self.tr("Topic"), self.tr("Due"), self.tr("Marks"))[section]
        return None

    def _due(self, line: CardLine) -> str:
        if line.state is CardState.NEW:
            return self.tr("new")
        return self.tr("within minutes") if line.due_day is None else texts.short_date(date_of(line.due_day))

    def _marks(self, line: CardLine) -> str:
        marks = {
            self.tr("core"): line.core,
            self.tr("flagged"): line.flagged,
            self.tr("suspended"): line.suspended,
            self.tr("often missed"): line.lapses >= LEECH_LAPSES,
            self.tr("your text"): line.edited,
            self.tr("new text"): line.new_text,
            self.tr("own"): line.own,
            self.tr("note"): line.noted,
        }
        return ", ".join([*(mark for mark, is_so in marks.items() if is_so), *line.tags])
