"""One answer of a question: a radio button with its letter; it can be struck out and, later, marked right or wrong."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QContextMenuEvent, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from cehrs_desktop.rules.reference import FoundTerm
from cehrs_desktop.ui.theme import Theme
from cehrs_desktop.ui.theme_colors import Palette
from cehrs_desktop.ui.widgets.wrapped_text import WrappedText

_ACROSS, _ABOVE, _CIRCLE, _GAP = 1.2, 0.95, 1.15, 0.8  # ems


class OptionMark(StrEnum):
    """What an option is shown as once the answer is told."""

    NONE = "none"
    KEY = "key"
    WRONG = "wrong"


class OptionButton(QAbstractButton):
    """Grows with its text. Signals, with its place from 0: `picked(int)` by a click, Space or Enter,
    `strike_wanted(int)` by the right mouse button; `term_chosen(short)` once it can't be chosen any more. What it shows
    is changed by `show_option` alone.
    """

    picked = Signal(int)
    strike_wanted = Signal(int)
    term_chosen = Signal(str)

    def __init__(self, place: int, letter: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._letter = letter
        self._written_text = ""
        self._chosen = False
        self._struck = False
        self._mark = OptionMark.NONE
        self._terms: tuple[FoundTerm, ...] = ()
        self._texts: tuple[WrappedText, WrappedText] | None = None
        self._heights: dict[int, int] = {}
        self.clicked.connect(self._on_clicked)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_option(
        self,
        text: str,
        *,
        chosen: bool = False,
        struck: bool = False,
        mark: OptionMark = OptionMark.NONE,
        terms: Sequence[FoundTerm] = (),
    ) -> None:
        """Show this answer in this state; `terms` are words of it that can be looked up."""
        if (text, struck, tuple(terms)) != (self._written_text, self._struck, self._terms):
            self.setText(text.replace("&", "&&"))
            self._written_text, self._struck, self._terms = text, struck, tuple(terms)
            self._texts = None
            self.updateGeometry()
        self._chosen, self._mark = chosen, mark
        self._tell()
        self.update()

    def term_at(self, point: QPoint) -> str | None:
        """Which term stands at a point of the button; None where none does."""
        letter, text = self._laid()
        place = QPoint(self._left(letter), Theme.current().px(_ABOVE))
        return text.term_at(point - place, width=self._room(self.width()))

    @property
    def written(self) -> str:
        """The answer's text."""
        return self._written_text

    @property
    def chosen(self) -> bool:
        """Whether it is shown as chosen."""
        return self._chosen

    @property
    def struck(self) -> bool:
        """Whether it is shown as struck out."""
        return self._struck

    @Slot()
    def _on_clicked(self) -> None:
        self.picked.emit(self._place)

    def event(self, event: QEvent) -> bool:
        # A disabled button keeps clicks from everyone, itself included.
        if self._terms and isinstance(event, QMouseEvent) and not self.isEnabled():
            short = self.term_at(event.position().toPoint())
            if short is not None and event.type() is QEvent.Type.MouseButtonRelease:
                self.term_chosen.emit(short)
        return super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.isEnabled():
            self.strike_wanted.emit(self._place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        parts = [f"{self._letter}. {self._written_text}"]
        if self._chosen:
            parts.append(self.tr("chosen"))
        if self._struck:
            parts.append(self.tr("struck out"))
        if self._mark is OptionMark.KEY:
            parts.append(self.tr("the best answer"))
        elif self._mark is OptionMark.WRONG:
            parts.append(self.tr("your answer, not the best"))
        self.setAccessibleName(", ".join(parts))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._texts = None
            self.updateGeometry()

    def heightForWidth(self, width: int) -> int:
        letter, text = self._laid()
        if width not in self._heights:
            tallest = max(text.size(self._room(width)).height(), letter.natural().height())
            self._heights[width] = tallest + 2 * Theme.current().px(_ABOVE)
        return self._heights[width]

    def sizeHint(self) -> QSize:
        letter, text = self._laid()
        width = self._left(letter) + text.natural().width() + Theme.current().px(_ACROSS)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        letter, _ = self._laid()
        return QSize(self._left(letter) + round(3 * Theme.current().em), letter.natural().height())

    def _laid(self) -> tuple[WrappedText, WrappedText]:
        if self._texts is None:
            self._heights.clear()
            theme = Theme.current()
            font = theme.font(1.2)
            font.setStrikeOut(self._struck)
            bold = theme.font(1.2, weight=QFont.Weight.Bold)
            bold.setStrikeOut(self._struck)
            self._texts = (WrappedText(self._letter, bold), WrappedText(self._written_text, font, terms=self._terms))
        return self._texts

    def _left(self, letter: WrappedText) -> int:
        px = Theme.current().px
        return px(_ACROSS) + px(_CIRCLE) + px(_GAP) + letter.natural().width() + px(_GAP)

    def _room(self, width: int) -> int:
        return max(width - self._left(self._laid()[0]) - Theme.current().px(_ACROSS), 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = Theme.current()
        colors = theme.colors
        self._paint_box(painter, colors)
        letter, text = self._laid()
        top, line = theme.px(_ABOVE), letter.natural().height()
        circle = QRect(theme.px(_ACROSS), top + (line - theme.px(_CIRCLE)) // 2, theme.px(_CIRCLE), theme.px(_CIRCLE))
        self._paint_circle(painter, circle, colors)
        left = self._left(letter)
        color = QColor(colors.muted if self._struck else colors.text)
        letter.draw(painter, QRect(circle.right() + theme.px(_GAP), top, letter.natural().width() + 1, line), color)
        text.draw(painter, QRect(left, top, self._room(self.width()), self.height()), color)

    def _paint_box(self, painter: QPainter, colors: Palette) -> None:
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        strong = self._chosen or self._mark is not OptionMark.NONE
        line = {OptionMark.KEY: colors.success, OptionMark.WRONG: colors.danger}.get(
            self._mark, colors.accent if self._chosen else colors.control_border
        )
        fill = colors.accent_tint if self._chosen and self._mark is not OptionMark.WRONG else colors.surface
        if not strong and self.isEnabled() and self.underMouse():
            fill = colors.hover
        painter.setPen(QPen(QColor(line), 2 if strong else 1))
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(box, Theme.current().px(0.7), Theme.current().px(0.7))
        if self.hasFocus():
            painter.setPen(QPen(QColor(colors.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(
                box.adjusted(2.5, 2.5, -2.5, -2.5), Theme.current().px(0.55), Theme.current().px(0.55)
            )

    def _paint_circle(self, painter: QPainter, place: QRect, colors: Palette) -> None:
        circle = QRectF(place).adjusted(1, 1, -1, -1)
        if self._mark is not OptionMark.NONE:
            self._paint_sign(painter, circle, colors)
            return
        chosen = self._chosen
        painter.setPen(QPen(QColor(colors.accent if chosen else colors.control_border), 2))
        painter.setBrush(QColor(colors.accent if chosen else colors.surface))
        painter.drawEllipse(circle)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.surface))
            size = circle.width() * 0.19
            painter.drawEllipse(circle.center(), size, size)

    def _paint_sign(self, painter: QPainter, circle: QRectF, colors: Palette) -> None:
        """A check or a cross: never told by color alone."""
        key = self._mark is OptionMark.KEY
        painter.setPen(QPen(QColor(colors.success if key else colors.danger), 2.5))
        x, y, side = circle.x(), circle.y(), circle.width()
        if key:
            painter.drawPolyline(
                [QPointF(x + side * a, y + side * b) for a, b in ((0.1, 0.55), (0.4, 0.85), (0.95, 0.15))]
            )
        else:
            painter.drawLine(QPointF(x + side * 0.15, y + side * 0.15), QPointF(x + side * 0.85, y + side * 0.85))
            painter.drawLine(QPointF(x + side * 0.85, y + side * 0.15), QPointF(x + side * 0.15, y + side * 0.85))
