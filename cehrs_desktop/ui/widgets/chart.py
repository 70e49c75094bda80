"""A chart drawn from frozen values, with the same values in words and as a table; saved as PNG and CSV."""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from cehrs_desktop.ui.theme import Theme

_HEIGHT_EMS = 13.0
_TICK_SIZE = 0.8
_DISC_SIZE = 8
_DIAMOND_SIZE = 13
_CROSS_SIZE = 7


class Shape(StrEnum):
    """How a series is drawn."""

    LINE = "line"
    BARS = "bars"
    POINTS = "points"


class Ink(StrEnum):
    """The color of a series; what it says is never told by the color alone."""

    MAIN = "accent"
    QUIET = "track"
    WARNING = "danger"


class Mark(StrEnum):
    """The shape of a point, in pyqtgraph's letters."""

    DISC = "o"
    DIAMOND = "d"
    CROSS = "x"


@dataclass(frozen=True, slots=True)
class Series:
    """Values to draw; with `low` and `high` a band around them, of points each its own. `dashed`: foretold.

    `width` is that of a bar, in units of the x axis. Diamonds are hollow.
    """

    x: tuple[float, ...]
    y: tuple[float, ...]
    shape: Shape = Shape.LINE
    ink: Ink = Ink.MAIN
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()
    dashed: bool = False
    width: float = 0.7
    mark: Mark = Mark.DISC


@dataclass(frozen=True, slots=True)
class Level:
    """A dashed line across, such as the pass mark."""

    y: float
    text: str


@dataclass(frozen=True, slots=True)
class ChartData:
    """A chart: series and levels to draw, `ticks` of the x axis, and the same as a table with a sentence on it."""

    words: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    series: tuple[Series, ...] = ()
    levels: tuple[Level, ...] = ()
    ticks: tuple[tuple[float, str], ...] = ()
    y_range: tuple[float, float] | None = None
    diagonal: bool = False


class Picture(QWidget):
    """What values look like; a panel shows the same as a table."""

    def show_data(self, data: ChartData) -> None:
        """Say these values to a screen reader."""
        self.setAccessibleDescription(data.words)

    def save_picture(self, path: Path) -> bool:
        """Write the picture as a PNG; whether it could be."""
        return self.grab().save(str(path), "PNG")


class Chart(Picture):
    """The picture alone; a screen reader gets the words. pyqtgraph is imported when there is something to draw."""

    def __init__(self, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data: ChartData | None = None
        self._drawing: _Drawing | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_data(self, data: ChartData) -> None:
        """Draw these values."""
        super().show_data(data)
        self._data = data
        self._draw()

    def sizeHint(self) -> QSize:
        em = Theme.current().em
        return QSize(round(18 * em), round(_HEIGHT_EMS * min(em, 24)))

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self._data is not None:
            self._draw()
            self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._drawing is not None and self._data is not None:
            self._drawing.show_ticks(self._data, width=self.width())

    def _draw(self) -> None:
        assert self._data is not None
        if self._drawing is None:
            self._drawing = _Drawing(self)
            self._column.addWidget(self._drawing.view)
        self._drawing.draw(self._data, width=self.width())


class _Drawing:
    """pyqtgraph's part: a view with two axes. Not its PlotWidget, which brings menus without an owner."""

    def __init__(self, parent: QWidget) -> None:
        import pyqtgraph  # takes a third of a second, and most starts never get here

        self._pyqtgraph = pyqtgraph
        self.view = pyqtgraph.GraphicsView(parent)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = pyqtgraph.GraphicsLayout()
        self.view.setCentralItem(layout)
        self._box = layout.addViewBox(row=0, col=1, enableMenu=False, enableMouse=False)
        self._axes = {}
        for side, row, column in (("left", 0, 0), ("bottom", 1, 1)):
            axis = pyqtgraph.AxisItem(side)
            layout.addItem(axis, row, column)
            axis.linkToView(self._box)
            self._axes[side] = axis
        self._items: list[Any] = []

    def draw(self, data: ChartData, *, width: int) -> None:
        """Draw these values in the present colors and size."""
        colors = Theme.current().colors
        for item in self._items:
            self._box.removeItem(item)
        self._items = []
        self.view.setBackground(QColor(colors.surface))
        for axis in self._axes.values():
            axis.setPen(_pen(colors.border))
            axis.setTextPen(_pen(colors.muted))
            axis.setStyle(tickFont=Theme.current().font(_TICK_SIZE))
        for series in data.series:
            self._add(series)
        for level in data.levels:
            self._add_level(level)
        if data.diagonal:
            self._put(self._curve((0.0, 1.0), (0.0, 1.0), _pen(colors.control_border, dashed=True)))
        self._box.autoRange(padding=0.04)
        edges = [x + side * s.width / 2 for s in data.series if s.shape is Shape.BARS for x in s.x for side in (-1, 1)]
        if edges:  # points among bars would take room by the size the view had before
            self._box.setXRange(min(edges), max(edges), padding=0.04)
        if data.y_range is not None:
            self._box.setYRange(*data.y_range, padding=0.02)
        self.show_ticks(data, width=width)

    def show_ticks(self, data: ChartData, *, width: int) -> None:
        """The ticks there is room for: one that would touch the one before it is left out."""
        if not data.ticks:
            self._axes["bottom"].setTicks(None)
            return
        measured = QFontMetricsF(Theme.current().font(_TICK_SIZE))
        (low, high), _ = self._box.viewRange()
        room = width - self._axes["left"].width()
        shown, free_from = [], -math.inf
        for x, text in data.ticks:
            middle = (x - low) / max(high - low, 1e-9) * room
            half = measured.horizontalAdvance(text) / 2
            if middle - half >= free_from:
                shown.append((x, text))
                free_from = middle + half + measured.horizontalAdvance(" ")
        self._axes["bottom"].setTicks([shown])

    def _put(self, item: Any) -> None:
        self._box.addItem(item)
        self._items.append(item)

    def _curve(self, x: Sequence[float], y: Sequence[float], pen: QPen | None) -> Any:
        return self._pyqtgraph.PlotCurveItem(list(x), list(y), pen=pen)

    def _add(self, series: Series) -> None:
        colors = Theme.current().colors
        color = QColor(getattr(colors, series.ink.value))
        if series.low and series.shape is not Shape.POINTS:
            edges = [self._curve(series.x, edge, None) for edge in (series.low, series.high)]
            tint = QColor(colors.accent)
            tint.setAlphaF(0.18)
            for item in (*edges, self._pyqtgraph.FillBetweenItem(*edges, brush=tint)):
                self._put(item)
        x, y = list(series.x), list(series.y)
        if series.shape is Shape.BARS:
            self._put(self._pyqtgraph.BarGraphItem(x=x, height=y, width=series.width, brush=color, pen=_pen(color)))
            return
        if series.shape is Shape.LINE:
            self._put(self._curve(x, y, _pen(color, dashed=series.dashed, width=2)))
        if series.shape is Shape.POINTS or len(x) == 1:
            self._add_points(series, color)

    def _add_points(self, series: Series, color: QColor) -> None:
        """Points, each over a line from its `low` to its `high`."""
        x, y, hollow = list(series.x), list(series.y), series.mark is Mark.DIAMOND
        if series.low and series.shape is Shape.POINTS:
            for place, low, high in zip(x, series.low, series.high, strict=True):
                self._put(self._curve((place, place), (low, high), _pen(color, width=2)))
        brush = QColor(Theme.current().colors.surface) if hollow else color
        size = {Mark.DISC: _DISC_SIZE, Mark.DIAMOND: _DIAMOND_SIZE, Mark.CROSS: _CROSS_SIZE}[series.mark]
        pen = _pen(color, width=2 if hollow else 1)
        self._put(self._pyqtgraph.ScatterPlotItem(x, y, size=size, symbol=series.mark.value, brush=brush, pen=pen))

    def _add_level(self, level: Level) -> None:
        colors = Theme.current().colors
        color, room = colors.danger, QColor(colors.surface)  # to be read over bars
        label = {"position": 0.98, "anchors": [(1, 1), (1, 1)], "color": color, "fill": room}
        pen = _pen(color, dashed=True)
        self._put(self._pyqtgraph.InfiniteLine(level.y, angle=0, pen=pen, label=level.text, labelOpts=label))


def _pen(color: str | QColor, *, dashed: bool = False, width: int = 1) -> QPen:
    pen = QPen(QColor(color), width)
    pen.setCosmetic(True)  # a width in pixels, not in the axes' units
    if dashed:
        pen.setStyle(Qt.PenStyle.DashLine)
    return pen


def write_csv(path: Path, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write a table as CSV (RFC 4180) with a byte-order mark, which spreadsheet programs need for UTF-8."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([headers, *rows])
