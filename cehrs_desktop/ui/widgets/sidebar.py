"""The dark navigation: a column of pages, or a compact bar with a menu where it is narrow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from cehrs_desktop.ui.theme import Theme
from cehrs_desktop.ui.widgets.spacing import EmSpacing
from cehrs_desktop.ui.widgets.text_label import TextLabel
from cehrs_desktop.ui.widgets.wrapped_text import WrappedText

_WIDTH_EMS = 14.3


@dataclass(frozen=True, slots=True)
class SidebarEntry:
    """One page to go to."""

    id: str
    text: str


class Sidebar(QFrame):
    """Emits `page_chosen`; arrow keys move between entries, Enter or Space chooses."""

    page_chosen = Signal(str)

    def __init__(
        self, entries: Sequence[SidebarEntry], *, bottom: Sequence[SidebarEntry] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("look", "sidebar")
        self.setAccessibleName(self.tr("Pages"))
        self._current = ""
        self._is_compact = False
        self._buttons = {entry.id: _EntryButton(entry.text) for entry in (*entries, *bottom)}
        for page, button in self._buttons.items():
            button.clicked.connect(partial(self._choose, page))
        self._status = TextLabel(role="sidebar_status")
        self._menu = QMenu(self)
        for page, button in self._buttons.items():
            self._menu.addAction(button.text()).triggered.connect(partial(self._choose, page))
        self._menu_button = _EntryButton(self.tr("Menu"))
        self._menu_button.setAccessibleDescription(self.tr("Opens the list of pages"))
        self._menu_button.clicked.connect(self._open_menu)
        self._here = TextLabel(role="sidebar_title")
        self._full = self._column([entry.id for entry in entries], [entry.id for entry in bottom])
        self._bar = self._compact_bar()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._full)
        outer.addWidget(self._bar)
        self.set_compact(False)

    def set_current(self, page: str) -> None:
        """Mark the page that is shown; emits nothing."""
        self._current = page
        for each, button in self._buttons.items():
            button.setChecked(each == page)
        self._here.setText(self._buttons[page].text() if page in self._buttons else "")

    def pages(self) -> tuple[str, ...]:
        """The ids of all entries, from top to bottom."""
        return tuple(self._buttons)

    def current(self) -> str:
        """The marked page's id, or an empty text."""
        return self._current

    def set_status(self, text: str) -> None:
        """The small line at the bottom, such as 'Exam in 41 days'."""
        self._status.setText(text)
        self._status.setVisible(bool(text))

    def is_compact(self) -> bool:
        """Whether the bar with the menu is shown."""
        return self._is_compact

    def set_compact(self, compact: bool) -> None:
        """Show the bar with a menu instead of the column, or the column again."""
        self._is_compact = compact
        self._full.setVisible(not compact)
        self._bar.setVisible(compact)
        self._fit()

    def full_size(self) -> QSize:
        """Room the column needs."""
        return QSize(self._full_width(), self._full.minimumSizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        buttons = list(self._buttons.values())
        focused = self.focusWidget()
        if self._is_compact or focused not in buttons:
            super().keyPressEvent(event)
            return
        at = buttons.index(focused)
        goal = {
            Qt.Key.Key_Down: at + 1,
            Qt.Key.Key_Up: at - 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(buttons) - 1,
        }.get(Qt.Key(event.key()))
        if goal is None:
            super().keyPressEvent(event)
        else:
            buttons[goal % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._fit()

    def _column(self, top: Sequence[str], bottom: Sequence[str]) -> QWidget:
        column = QWidget()
        layout = QVBoxLayout(column)
        EmSpacing(layout, spacing=0.25, margins=(0.86, 1.5, 0.86, 1.5))
        title = TextLabel("CEHRS Trainer", role="sidebar_title")
        heading = QVBoxLayout()
        EmSpacing(heading, margins=(0.75, 0, 0, 0.9))
        heading.addWidget(title)
        layout.addLayout(heading)
        for page in top:
            layout.addWidget(self._buttons[page])
        layout.addStretch(1)
        for page in bottom:
            layout.addWidget(self._buttons[page])
        foot = QVBoxLayout()
        EmSpacing(foot, margins=(0.85, 0, 0, 0))
        foot.addWidget(self._status)
        layout.addLayout(foot)
        self._status.hide()
        return column

    def _compact_bar(self) -> QWidget:
        bar = QWidget()
        layout = QHBoxLayout(bar)
        EmSpacing(layout, spacing=0.8, margins=(0.5, 0.3, 0.5, 0.3))
        layout.addWidget(self._menu_button)
        layout.addWidget(self._here, 1, Qt.AlignmentFlag.AlignVCenter)
        return bar

    def _fit(self) -> None:
        if self._is_compact:
            self.setMinimumWidth(0)
            self.setMaximumWidth((1 << 24) - 1)
        else:
            self.setFixedWidth(self._full_width())

    def _full_width(self) -> int:
        return round(_WIDTH_EMS * Theme.current().em)

    def _open_menu(self) -> None:
        self._menu.popup(self._menu_button.mapToGlobal(self._menu_button.rect().bottomLeft()))

    def _choose(self, page: str, _checked: bool = False) -> None:
        self.set_current(page)
        self.page_chosen.emit(page)


class _EntryButton(QPushButton):
    """One line of the sidebar."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(text)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:
        return self._text().size(width - 2 * self._across()).height() + 2 * Theme.current().px(0.8)

    def sizeHint(self) -> QSize:
        width = self._text().natural().width() + 2 * self._across()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def nextCheckState(self) -> None:
        """The sidebar marks the current page, not the press."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = Theme.current().colors
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        radius = Theme.current().px(0.5)
        painter.setPen(QPen(QColor(colors.sidebar_focus), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        lit = self.isChecked() or self.underMouse()
        painter.setBrush(QColor(colors.sidebar_selected) if lit else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, radius, radius)
        place = self.rect().adjusted(self._across(), 0, -self._across(), 0)
        text = self._text()
        place.setTop((self.height() - text.size(place.width()).height()) // 2)
        text.draw(painter, place, QColor(colors.sidebar_selected_text if lit else colors.sidebar_text))

    def _across(self) -> int:
        return Theme.current().px(0.86)

    def _text(self) -> WrappedText:
        weight = QFont.Weight.Medium if self.isChecked() else QFont.Weight.Normal
        return WrappedText(self.text(), Theme.current().font(1.07, weight=weight))
