"""The program's button: a label, the key that presses it, and an optional second line."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from cehrs_desktop.ui.theme import Theme
from cehrs_desktop.ui.theme_colors import Palette
from cehrs_desktop.ui.widgets.wrapped_text import WrappedText


class ButtonKind(StrEnum):
    """How a button looks: PRIMARY once a page, DANGER and ACCENT for the ratings, HINT for small keyed commands,
    DARK_LINK on the dark bar of an exam.
    """

    PRIMARY = "primary"
    NEUTRAL = "neutral"
    ACCENT = "accent"
    DANGER = "danger"
    LINK = "link"
    HINT = "hint"
    DARK_LINK = "dark link"


_FLAT = (ButtonKind.LINK, ButtonKind.HINT, ButtonKind.DARK_LINK)
_RING = 2  # pixels of the focus ring


@dataclass(frozen=True, slots=True)
class _Places:
    label: QRect
    key: QRect
    second: QRect
    height: int


class KeyButton(QPushButton):
    """Grows with its text and wraps where it is narrow. Takes focus by Tab, not by the mouse."""

    def __init__(
        self,
        text: str,
        *,
        kind: ButtonKind = ButtonKind.NEUTRAL,
        key: str = "",
        second_line: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind = kind
        self._label = ""
        self._key = key
        self._second = second_line
        self._texts: tuple[WrappedText, WrappedText, WrappedText] | None = None
        self._placed: dict[int, _Places] = {}
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        if kind in _FLAT:
            policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setText(text)
        self._tell()

    @property
    def kind(self) -> ButtonKind:
        """How it looks."""
        return self._kind

    def setText(self, text: str) -> None:
        if text != self._label:
            super().setText(text.replace("&", "&&"))
            self._label = text
            self._tell()

    def set_key(self, key: str) -> None:
        """The key shown beside the label, as `KeyMap.label` gives it; empty for none."""
        if key != self._key:
            self._key = key
            self._tell()

    def set_second_line(self, text: str) -> None:
        """What pressing leads to, such as 'again in 8 days'."""
        if text != self._second:
            self._second = text
            self._tell()

    def heightForWidth(self, width: int) -> int:
        return self._places(width).height

    def sizeHint(self) -> QSize:
        label, key, second = (text.natural().width() for text in self._written())
        across, _ = self._padding()
        first = label + (self._gap() + self._key_width(key) if self._key else 0)
        width = max(first, second) + 2 * across
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        narrowest = round(1.5 * Theme.current().em) + 2 * self._padding()[0]
        hint = self.sizeHint()
        line = self.fontMetrics().height() + 2 * self._padding()[1]
        return QSize(min(hint.width(), narrowest), min(hint.height(), line))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._texts = None
            self._placed.clear()
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = Theme.current().colors
        self._paint_box(painter, colors)
        label, key, second = self._written()
        places = self._places(self.width())
        down = QPoint(0, max(0, (self.height() - places.height) // 2))
        color = QColor(self._label_color(colors))
        label.draw(painter, places.label.translated(down), color)
        if self._key:
            self._paint_key(painter, places.key.translated(down), key)
        second.draw(painter, places.second.translated(down), QColor(self._quiet_color(colors)))

    def _paint_box(self, painter: QPainter, colors: Palette) -> None:
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        radius = Theme.current().px(0.35 if self._kind in _FLAT else 0.7)
        focused = self.hasFocus()
        lit = self.isEnabled() and (self.underMouse() or self.isDown())
        if self._kind is ButtonKind.PRIMARY:
            inner = box.adjusted(3.5, 3.5, -3.5, -3.5) if focused else box
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.accent_hover if lit else colors.accent))
            if not self.isEnabled():
                painter.setBrush(QColor(colors.track))
            painter.drawRoundedRect(inner, radius, radius)
        elif self._kind not in _FLAT:
            painter.setPen(QPen(QColor(colors.control_border if self.isEnabled() else colors.border), 1))
            painter.setBrush(QColor(colors.hover if lit else colors.surface))
            painter.drawRoundedRect(box, radius, radius)
        if focused:
            dark = self._kind is ButtonKind.DARK_LINK
            painter.setPen(QPen(QColor(colors.sidebar_focus if dark else colors.focus), _RING))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

    def _paint_key(self, painter: QPainter, place: QRect, text: WrappedText) -> None:
        colors = Theme.current().colors
        if self._kind is not ButtonKind.PRIMARY:
            painter.setPen(QPen(QColor(colors.border), 1))  # no control of its own: it only decorates the key
            painter.setBrush(QColor(colors.surface))
            radius = Theme.current().px(0.28)
            painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        size = text.size(place.width())
        area = QRect(QPoint(), size)
        area.moveCenter(place.center())
        area.setWidth(area.width() + 1)
        text.draw(painter, area, QColor(self._quiet_color(colors)))

    def _label_color(self, colors: Palette) -> str:
        if not self.isEnabled():
            return colors.muted
        return {
            ButtonKind.PRIMARY: colors.on_accent,
            ButtonKind.ACCENT: colors.accent_text,
            ButtonKind.DANGER: colors.danger,
            ButtonKind.NEUTRAL: colors.text,
            ButtonKind.DARK_LINK: colors.sidebar_selected_text if self.underMouse() else colors.sidebar_text,
        }.get(self._kind, colors.text if self.underMouse() else colors.muted)

    def _quiet_color(self, colors: Palette) -> str:
        return colors.on_accent if self._kind is ButtonKind.PRIMARY and self.isEnabled() else colors.muted

    def _tell(self) -> None:
        self._texts = None
        self._placed.clear()
        self.setAccessibleName(", ".join(part for part in (self._label, self._second) if part))
        self.setAccessibleDescription(self.tr("Key: {key}").format(key=self._key) if self._key else "")
        self.updateGeometry()
        self.update()

    def _written(self) -> tuple[WrappedText, WrappedText, WrappedText]:
        if self._texts is None:
            theme = Theme.current()
            flat = self._kind in _FLAT
            font = theme.font(0.93 if flat else 1.07, weight=QFont.Weight.Normal if flat else QFont.Weight.DemiBold)
            font.setUnderline(self._kind in (ButtonKind.LINK, ButtonKind.DARK_LINK))
            small = theme.font(1.0 if self._kind is ButtonKind.PRIMARY else 0.86)
            centered = not flat
            self._texts = (
                WrappedText(self._label, font, center=centered),
                WrappedText(self._key, small),
                WrappedText(self._second, theme.font(0.93), center=centered),
            )
        return self._texts

    def _padding(self) -> tuple[int, int]:
        px = Theme.current().px
        return (px(0.25), px(0.2)) if self._kind in _FLAT else (px(1.5), px(0.85))

    def _gap(self) -> int:
        return Theme.current().px(0.35 if self._kind is not ButtonKind.PRIMARY else 0.6)

    def _key_width(self, text_width: int) -> int:
        px = Theme.current().px
        return text_width if self._kind is ButtonKind.PRIMARY else max(text_width + 2 * px(0.4), px(1.35))

    def _places(self, width: int) -> _Places:
        """Where label, key and second line stand in a button of this width."""
        if width not in self._placed:
            self._placed[width] = self._place(width)
        return self._placed[width]

    def _place(self, width: int) -> _Places:
        label, key, second = self._written()
        across, above = self._padding()
        inner = max(width - 2 * across, 1)
        chip = QSize()
        if self._key:
            chip = key.size(inner - 2)
            chip = QSize(
                min(self._key_width(chip.width()), inner),
                chip.height() + (0 if self._kind is ButtonKind.PRIMARY else 4),
            )
        one_line = label.natural().width() + (self._gap() + chip.width() if self._key else 0)
        if one_line <= inner:
            label_at, key_at, bottom = self._in_a_line(QRect(across, above, inner, 0), one_line, chip)
        else:
            label_at = QRect(QPoint(across, above), QSize(inner, label.size(inner).height()))
            key_at = QRect(QPoint(across, label_at.bottom() + 1 + 2), chip)
            if self._kind not in _FLAT:
                key_at.moveLeft(across + (inner - chip.width()) // 2)
            bottom = key_at.bottom() + 1 if self._key else label_at.bottom() + 1
        second_height = second.size(inner).height() if self._second else 0
        second_at = QRect(across, bottom + 2, inner, second_height)
        return _Places(label_at, key_at, second_at, (bottom + 2 + second_height if self._second else bottom) + above)

    def _in_a_line(self, room: QRect, used: int, chip: QSize) -> tuple[QRect, QRect, int]:
        label = self._written()[0].natural()
        tallest = max(label.height(), chip.height())
        left = room.left() + ((room.width() - used) // 2 if self._kind not in _FLAT else 0)
        hinted = self._kind is ButtonKind.HINT and self._key
        label_left = left + chip.width() + self._gap() if hinted else left
        key_left = left if hinted else left + label.width() + self._gap()
        label_at = QRect(QPoint(label_left, room.top() + (tallest - label.height()) // 2), label)
        label_at.setWidth(label.width() + 1)
        key_at = QRect(QPoint(key_left, room.top() + (tallest - chip.height()) // 2), chip)
        return label_at, key_at, room.top() + tallest
