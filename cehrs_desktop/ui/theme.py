"""The look of the whole program: colors, the font Inter, sizes that follow the text size, one style sheet."""

from __future__ import annotations

import re
import sys
from enum import StrEnum
from functools import cache

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from cehrs_desktop.paths import resources_dir
from cehrs_desktop.ui.theme_colors import DARK, LIGHT, Palette

FAMILY = "Inter"
SMALLEST_PERCENT, LARGEST_PERCENT = 80, 400
# 14 px at 100 %: macOS counts 72 points to the inch, the others 96 pixels.
_POINTS = 14.0 if sys.platform == "darwin" else 10.5
# Beyond this text size only text grows on: padding would eat the room it needs.
_SPACING_GROWS_UNTIL = 200


class Scheme(StrEnum):
    """Which colors the learner asked for."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """What is applied now; one per QApplication. Painted widgets read it each time they paint."""

    changed = Signal()
    _known: Theme | None = None

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self.scheme = Scheme.LIGHT
        self.text_percent = 100
        self.colors: Palette = LIGHT
        self.em: float = QFontInfo(app.font()).pixelSize()
        self._look: tuple[Palette, int] | None = None
        self._pixels: dict[float, int] = {}  # asked for hundreds of times a page, as are the fonts
        self._fonts: dict[tuple[float, QFont.Weight], QFont] = {}
        app.styleHints().colorSchemeChanged.connect(self._follow_system)

    @classmethod
    def current(cls) -> Theme:
        """The theme of the running application."""
        known = cls._known
        if known is not None and shiboken6.isValid(known):  # asked thousands of times a page
            return known
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            raise TypeError("a theme needs a QApplication")
        found = app.findChild(Theme, options=Qt.FindChildOption.FindDirectChildrenOnly)
        cls._known = found if isinstance(found, Theme) else Theme(app)
        return cls._known

    @property
    def is_dark(self) -> bool:
        """Whether the dark colors are shown."""
        return self.colors is DARK

    def px(self, ems: float) -> int:
        """Pixels of a space or a corner of so many ems; grows with the text up to 200 %."""
        if ems not in self._pixels:
            grown = min(self.text_percent, _SPACING_GROWS_UNTIL) / self.text_percent
            self._pixels[ems] = max(1, round(ems * self.em * grown))
        return self._pixels[ems]

    def font(self, scale: float = 1.0, *, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """The program's font at so many times the size of plain text; the caller's own."""
        if (scale, weight) not in self._fonts:
            font = QFont(self._app.font())
            font.setPointSizeF(self.points(scale))
            font.setWeight(weight)
            self._fonts[scale, weight] = font
        return QFont(self._fonts[scale, weight])

    def points(self, scale: float = 1.0) -> float:
        """Font size in points at so many times the size of plain text."""
        return _POINTS * self.text_percent / 100 * scale

    def apply(self, scheme: Scheme, *, text_percent: int) -> None:
        """Show this scheme at this text size, in all windows, now."""
        self.scheme = scheme
        self.text_percent = min(max(text_percent, SMALLEST_PERCENT), LARGEST_PERCENT)
        self._app.styleHints().setColorScheme(_SYSTEM_SCHEMES[scheme])
        self._show()

    def _follow_system(self) -> None:
        if self.scheme is Scheme.SYSTEM and self._look is not None:
            self._show()

    def _show(self) -> None:
        self.colors = self._wanted_colors()
        if self._look == (self.colors, self.text_percent):
            return
        if self._look is None:
            self._app.setStyle(QStyleFactory.create("Fusion"))
            load_font()
        self._look = (self.colors, self.text_percent)
        self._pixels.clear()
        self._fonts.clear()
        font = QFont(FAMILY)
        font.setPointSizeF(self.points())
        self._app.setFont(font)
        self.em = QFontInfo(font).pixelSize()
        self._pixels.clear()
        self._fonts.clear()
        self._app.setPalette(_qt_palette(self.colors))
        self._app.setStyleSheet(self._style_sheet())
        self.changed.emit()

    def _wanted_colors(self) -> Palette:
        if self.scheme is Scheme.SYSTEM:
            return DARK if self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark else LIGHT
        return DARK if self.scheme is Scheme.DARK else LIGHT

    def _style_sheet(self) -> str:
        names = {"icons": (resources_dir() / "icons").as_posix(), "shade": "dark" if self.is_dark else "light"}
        sized = re.sub(r"em\(([\d.]+)\)", lambda found: f"{self.px(float(found[1]))}px", _template())
        sized = re.sub(r"text\(([\d.]+)\)", lambda found: f"{self.points(float(found[1])):.2f}pt", sized)
        return re.sub(r"@\{?(\w+)\}?", lambda found: names.get(found[1]) or str(getattr(self.colors, found[1])), sized)


_SYSTEM_SCHEMES = {
    Scheme.SYSTEM: Qt.ColorScheme.Unknown,
    Scheme.LIGHT: Qt.ColorScheme.Light,
    Scheme.DARK: Qt.ColorScheme.Dark,
}


def apply_theme(app: QApplication, *, scheme: Scheme = Scheme.SYSTEM, text_percent: int = 100) -> Theme:
    """Give the application its look; may be called again at any time.

    `text_percent` is kept within 80 and 400. With `Scheme.SYSTEM` the colors follow the system from now on.
    """
    theme = app.findChild(Theme, options=Qt.FindChildOption.FindDirectChildrenOnly)
    if not isinstance(theme, Theme):
        theme = Theme(app)
    theme.apply(scheme, text_percent=text_percent)
    return theme


@cache
def _template() -> str:
    return (resources_dir() / "styles" / "app.qss").read_text(encoding="utf-8")


def load_font() -> None:
    """Make the program's font known to Qt."""
    for path in sorted((resources_dir() / "fonts").glob(f"{FAMILY}-*.otf")):
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise RuntimeError(f"the font {path} cannot be read")


def _qt_palette(colors: Palette) -> QPalette:
    role, palette = QPalette.ColorRole, QPalette()
    for roles, color in (
        ((role.Window, role.Button, role.AlternateBase), colors.window),
        ((role.Base, role.ToolTipBase, role.Light, role.Midlight), colors.surface),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText, role.BrightText), colors.text),
        ((role.PlaceholderText,), colors.muted),
        ((role.Mid, role.Dark), colors.control_border),
        ((role.Highlight, role.Accent), colors.accent),
        ((role.HighlightedText,), colors.on_accent),
        ((role.Link, role.LinkVisited), colors.accent_text),
    ):
        for each in roles:
            palette.setColor(each, QColor(color))
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(colors.muted))
    return palette
