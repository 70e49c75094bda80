"""What every page stands on: scrolls up and down only, its content fits the width."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from cehrs_desktop.ui.theme import Theme
from cehrs_desktop.ui.widgets.columns_layout import ColumnsLayout
from cehrs_desktop.ui.widgets.spacing import EmSpacing
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole

_WIDE, _NARROW = (2.55, 2.0, 2.55, 2.0), (1.0, 1.0, 1.0, 1.0)
_NARROW_BELOW_EMS = 36.0


class _Content(QWidget):
    """Never asks for more width than there is: everything in it wraps."""

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())


class ScrollPage(QScrollArea):
    """A page with a heading; fill its `column`."""

    def __init__(self, title: str = "", *, subtitle: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = _Content()
        content.setObjectName("page")
        self.column = QVBoxLayout(content)
        self._spacing = EmSpacing(self.column, spacing=1.3, margins=_WIDE)
        self._heading = QWidget()
        heading = QVBoxLayout(self._heading)
        EmSpacing(heading, spacing=0.55, margins=(0, 0, 0, 0.3))
        self._title = TextLabel(role=TextRole.TITLE)
        self._subtitle = TextLabel(role=TextRole.SUBTITLE)
        heading.addWidget(self._title)
        heading.addWidget(self._subtitle)
        self.column.addWidget(self._heading)
        self.column.addStretch(1)
        self.setWidget(content)
        self.set_title(title)
        self.set_subtitle(subtitle)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)

    def set_title(self, text: str) -> None:
        """The page's heading; also names the page for screen readers."""
        self._title.setText(text)
        self._title.setVisible(bool(text))
        self.setAccessibleName(text)
        self._show_heading()

    def set_subtitle(self, text: str) -> None:
        """The muted line below the heading."""
        self._subtitle.setText(text)
        self._subtitle.setVisible(bool(text))
        self._show_heading()

    def add(self, widget: QWidget, *, stretch: int = 0) -> None:
        """Put a widget below the others; with `stretch` it takes the height that is left."""
        self.column.insertWidget(self.column.count() - 1, widget, stretch)

    def add_columns(
        self, *columns: QWidget | Sequence[QWidget], ratios: Sequence[int], minimum_ems: float = 20
    ) -> ColumnsLayout:
        """Put widgets side by side, or below one another where it is narrow; a sequence makes one column."""
        layout = ColumnsLayout(ratios=ratios, minimum_ems=minimum_ems)
        self.column.insertLayout(self.column.count() - 1, layout)
        for column in columns:
            layout.add_column(*([column] if isinstance(column, QWidget) else column))
        return layout

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < _NARROW_BELOW_EMS * Theme.current().em
        self._spacing.set_margins(_NARROW if is_narrow else _WIDE)

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Qt scrolls to a control that Tab reaches from within the page; this does when it comes from beside it."""
        content = self.widget()
        if now is not None and content is not None and content.isAncestorOf(now) and now.visibleRegion().isEmpty():
            self.ensureWidgetVisible(now)

    def _show_heading(self) -> None:
        self._heading.setVisible(bool(self._title.text() or self._subtitle.text()))
