"""Pacing in a mock: the newest one first, the others to choose from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QComboBox, QWidget

from cehrs_desktop.rules.exam.responses import AttemptId
from cehrs_desktop.rules.progress.figures import SatMock
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.texts import tr
from cehrs_desktop.ui.widgets.chart_panel import ChartPanel
from cehrs_desktop.ui.widgets.flow_layout import FlowLayout


class PacingPanel(ChartPanel):
    """Signal: `mock_chosen(AttemptId)`."""

    mock_chosen = Signal(object)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(tr("Pacing in a full mock, seconds per item"), parent=parent)
        self._which = QComboBox()
        self._which.setAccessibleName(tr("Which mock"))
        self._which.currentIndexChanged.connect(self._on_chosen)
        self._choice = QWidget()
        FlowLayout(self._choice).addWidget(self._which)
        self.column.insertWidget(1, self._choice)

    def show_mocks(self, mocks: Sequence[SatMock]) -> None:
        """Offer these, the newest first, which is chosen; one alone leaves no choice."""
        with QSignalBlocker(self._which):
            self._which.clear()
            for mock in mocks:
                day = texts.short_date(texts.local_day(mock.ended_at))
                name = tr("Mock exam %n, %d").replace("%n", str(mock.number)).replace("%d", day)
                self._which.addItem(name, int(mock.id))
        self._choice.setVisible(len(mocks) > 1)

    @Slot()
    def _on_chosen(self) -> None:
        self.mock_chosen.emit(AttemptId(self._which.currentData()))
