"""Colors that can be read by everyone, and a look that follows the learner's choice and the system."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontInfo
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from cehrs_desktop.paths import resources_dir
from cehrs_desktop.ui.theme import FAMILY, Scheme, Theme, apply_theme
from cehrs_desktop.ui.theme_colors import DARK, LIGHT, Palette

TEXT, SHAPE = 4.5, 3.0


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    yield qapp
    apply_theme(qapp, scheme=Scheme.LIGHT, text_percent=100)


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio of two colors."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (QColor(color).redF(), QColor(color).greenF(), QColor(color).blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def text_pairs(colors: Palette) -> Iterator[tuple[str, str, str]]:
    for ground in ("window", "surface", "hover"):
        for text in ("text", "muted", "accent_text", "danger", "success"):
            yield f"{text} on {ground}", getattr(colors, text), getattr(colors, ground)
    yield "text on the notice", colors.text, colors.accent_tint
    yield "links on the notice", colors.muted, colors.accent_tint
    yield "chip without domain", colors.accent_text, colors.accent_tint
    yield "disabled primary button", colors.muted, colors.track
    yield "primary button", colors.on_accent, colors.accent
    yield "primary button under the mouse", colors.on_accent, colors.accent_hover
    yield "sidebar entry", colors.sidebar_text, colors.sidebar
    yield "sidebar status", colors.sidebar_muted, colors.sidebar
    yield "sidebar title", colors.sidebar_selected_text, colors.sidebar
    yield "chosen sidebar entry", colors.sidebar_selected_text, colors.sidebar_selected
    for number, domain in colors.domains.items():
        yield f"chip of domain {number}", domain.text, domain.tint


def shape_pairs(colors: Palette) -> Iterator[tuple[str, str, str]]:
    for ground in ("window", "surface"):
        for shape in ("control_border", "focus", "accent"):
            yield f"{shape} on {ground}", getattr(colors, shape), getattr(colors, ground)
        for number, domain in colors.domains.items():
            yield f"bar of domain {number} on {ground}", domain.bar, getattr(colors, ground)
    yield "focus on the notice", colors.focus, colors.accent_tint
    yield "progress on its track", colors.accent, colors.track
    yield "a day's part of its box", colors.accent, colors.accent_tint
    yield "focus in the sidebar", colors.sidebar_focus, colors.sidebar
    yield "focus on the chosen entry", colors.sidebar_focus, colors.sidebar_selected


SCHEMES = pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])


@SCHEMES
def test_every_text_stands_out_from_its_background(colors: Palette) -> None:
    weak = {name: round(contrast(*pair), 2) for name, *pair in text_pairs(colors) if contrast(*pair) < TEXT}
    assert not weak


@SCHEMES
def test_every_control_bar_and_focus_ring_stands_out(colors: Palette) -> None:
    weak = {name: round(contrast(*pair), 2) for name, *pair in shape_pairs(colors) if contrast(*pair) < SHAPE}
    assert not weak


@SCHEMES
def test_each_of_the_five_domains_has_its_own_color(colors: Palette) -> None:
    assert {number: colors.domain(number).bar for number in range(1, 6)} == {
        number: domain.bar for number, domain in colors.domains.items()
    }
    assert len({domain.bar for domain in colors.domains.values()}) == 5


def test_icons_exist_for_both_schemes_and_every_icon_of_the_style_sheet(app: QApplication) -> None:
    for scheme in (Scheme.LIGHT, Scheme.DARK):
        apply_theme(app, scheme=scheme)
        named = [part.split('"')[0] for part in app.styleSheet().split('url("')[1:]]
        assert named
        assert [name for name in named if not (resources_dir() / "icons" / name.rsplit("/", 1)[-1]).is_file()] == []


def test_the_style_sheet_leaves_no_placeholder(app: QApplication) -> None:
    apply_theme(app, scheme=Scheme.DARK, text_percent=137)
    rules = app.styleSheet().split("*/", 1)[1]
    assert "@" not in rules
    assert "em(" not in rules
    assert "text(" not in rules


@pytest.mark.parametrize("percent", [80, 100, 200, 400])
def test_text_and_style_sheet_sizes_follow_the_text_size(app: QApplication, qtbot: QtBot, percent: int) -> None:
    theme = apply_theme(app, scheme=Scheme.LIGHT, text_percent=percent)
    label = QLabel("44 cards")
    label.setProperty("role", "title")
    qtbot.addWidget(label)
    label.ensurePolished()
    assert theme.em == pytest.approx(14 * percent / 100, abs=1)
    assert QFontInfo(label.font()).pixelSize() == pytest.approx(theme.em * 1.72, abs=1.5)
    assert QFontInfo(label.font()).family() == FAMILY


def test_spaces_grow_with_the_text_until_200_percent(app: QApplication) -> None:
    spaces = [apply_theme(app, text_percent=percent).px(1) for percent in (80, 100, 200, 400)]
    assert spaces == sorted(spaces)
    assert spaces[2] == spaces[3] == 2 * spaces[1]


@pytest.mark.parametrize(("asked", "given"), [(10, 80), (1000, 400), (150, 150)])
def test_the_text_size_stays_within_80_and_400_percent(app: QApplication, asked: int, given: int) -> None:
    assert apply_theme(app, text_percent=asked).text_percent == given


def test_light_and_dark_are_applied_at_once(app: QApplication, qtbot: QtBot) -> None:
    theme = apply_theme(app, scheme=Scheme.LIGHT)
    with qtbot.waitSignal(theme.changed):
        apply_theme(app, scheme=Scheme.DARK)
    assert theme.is_dark
    assert app.palette().window().color() == QColor(DARK.window)
    assert Theme.current() is theme


def test_applying_the_same_look_again_changes_nothing(app: QApplication, qtbot: QtBot) -> None:
    theme = apply_theme(app, scheme=Scheme.DARK, text_percent=120)
    with qtbot.assertNotEmitted(theme.changed):
        apply_theme(app, scheme=Scheme.DARK, text_percent=120)


def test_the_system_scheme_is_followed_while_asked_for(app: QApplication) -> None:
    theme = apply_theme(app, scheme=Scheme.SYSTEM)
    app.styleHints().setColorScheme(Qt.ColorScheme.Dark)
    assert theme.is_dark == (app.styleHints().colorScheme() is Qt.ColorScheme.Dark)
    app.styleHints().setColorScheme(Qt.ColorScheme.Light)
    assert not theme.is_dark


def test_a_chosen_scheme_does_not_follow_the_system(app: QApplication) -> None:
    theme = apply_theme(app, scheme=Scheme.DARK)
    app.styleHints().setColorScheme(Qt.ColorScheme.Light)
    assert theme.is_dark
