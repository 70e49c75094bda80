"""Every widget shows its whole text at any width and text size."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from cehrs_desktop.ui.theme import Scheme, apply_theme
from cehrs_desktop.ui.widgets.card_panel import CardPanel
from cehrs_desktop.ui.widgets.chip import Chip
from cehrs_desktop.ui.widgets.domain_bar import DomainBar, DomainShare
from cehrs_desktop.ui.widgets.fact_table import FactTable
from cehrs_desktop.ui.widgets.flow_layout import FlowLayout
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton
from cehrs_desktop.ui.widgets.markdown_view import MarkdownRole, MarkdownView
from cehrs_desktop.ui.widgets.notice import Notice
from cehrs_desktop.ui.widgets.progress_line import ProgressLine
from cehrs_desktop.ui.widgets.scroll_page import ScrollPage
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole
from cehrs_desktop.ui.widgets.week_strip import WeekDay, WeekStrip

FRONT = "A critical lab result has been routed to a physician who is away. What is the **first** step?"
WHY = (
    "Interoperability-Verantwortlichkeit is a long word.\n\n| Segment | What it carries |\n|---|---|\n| PID | Patient |"
)


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    yield qapp
    apply_theme(qapp, scheme=Scheme.LIGHT, text_percent=100)


def a_page() -> ScrollPage:
    """One page with every widget of the kit."""
    page = ScrollPage("Good morning — 41 days to your exam", subtitle="Sunday, January 3 · 24 minutes today: 44 cards")
    week = WeekStrip()
    week.set_days([WeekDay(name[0], name, 0.5) for name in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")])
    bar = DomainBar()
    bar.set_shares([DomainShare(2, "Clinical Operations", 17), DomainShare(5, "Reporting", 4)], unit_text="cards")
    table = FactTable()
    table.set_table(["Domain", "Weight"], [["Non-Clinical Operations", "28%"], ["Reporting", "10%"]], domains=[1, 5])
    left, right = CardPanel("Today"), CardPanel("Readiness, from 1 mock and 212 questions")
    for widget in (TextLabel("44 cards, 6 questions", role=TextRole.NUMBER), bar, table, week):
        left.add(widget)
    for text, role in ((FRONT, MarkdownRole.FRONT), (WHY, MarkdownRole.WHY)):
        view = MarkdownView()
        view.set_markdown(text, role=role)
        right.add(view)
    page.add_columns(left, [right, CardPanel("This week")], ratios=(62, 38))
    flow = FlowLayout()
    flow.addWidget(Chip("Clinical Operations · Orders and results", domain=2))
    flow.addWidget(KeyButton("undo", kind=ButtonKind.HINT, key="Z"))
    page.column.insertLayout(1, flow)
    missed = KeyButton("Missed it", kind=ButtonKind.DANGER, key="1", second_line="again in 10 minutes")
    got = KeyButton("Got it", kind=ButtonKind.ACCENT, key="Space", second_line="again in 8 days")
    page.add_columns(missed, got, ratios=(1, 1), minimum_ems=10)
    notice = Notice()
    notice.show_message("Undone: Got it · Clinical Operations", action="Answer again", key="Z")
    page.add(notice)
    page.add(ProgressLine())
    return page


def content_of(page: ScrollPage) -> QWidget:
    content = page.widget()
    assert content is not None
    return content


def settle(app: QApplication, widget: QWidget) -> None:
    """Let layouts reach their final geometry, as they do between two paints."""
    for _ in range(4):
        app.sendPostedEvents()
    widget.ensurePolished()


def cut_off(page: ScrollPage) -> list[str]:
    """Visible widgets that are smaller than what they hold, or stick out of the page."""
    content = content_of(page)
    kinds: tuple[type[QWidget], ...] = (QLabel, KeyButton, MarkdownView, FactTable, WeekStrip, DomainBar)
    found = []
    for widget in content.findChildren(QWidget):
        if not isinstance(widget, kinds) or not widget.isVisibleTo(page):
            continue
        needed = widget.heightForWidth(widget.width())
        left = widget.mapTo(content, widget.rect().topLeft()).x()
        if needed > widget.height() or left < 0 or left + widget.width() > content.width():
            found.append(f"{type(widget).__name__} {widget.accessibleName()!r}: {widget.size()} needs {needed}")
    return found


@pytest.mark.parametrize("percent", [80, 100, 150, 200, 300, 400])
@pytest.mark.parametrize("width", [320, 480, 800, 1280])
def test_nothing_is_cut_off_at_any_width_and_text_size(
    app: QApplication, qtbot: QtBot, width: int, percent: int
) -> None:
    apply_theme(app, scheme=Scheme.LIGHT, text_percent=percent)
    page = a_page()
    qtbot.addWidget(page)
    page.resize(width, 800)
    page.show()
    settle(app, page)
    assert content_of(page).width() == page.viewport().width()
    assert cut_off(page) == []


def test_a_page_follows_a_text_size_changed_while_it_is_shown(app: QApplication, qtbot: QtBot) -> None:
    page = a_page()
    qtbot.addWidget(page)
    page.resize(1000, 800)
    page.show()
    settle(app, page)
    before = content_of(page).height()
    apply_theme(app, scheme=Scheme.DARK, text_percent=200)
    settle(app, page)
    assert content_of(page).height() > before
    assert cut_off(page) == []


@pytest.mark.parametrize(
    "make",
    [
        lambda: TextLabel("Interoperability"),
        lambda: Chip("Interoperability"),
        lambda: KeyButton("Interoperability", key="Space", second_line="again in 8 days"),
    ],
    ids=["label", "chip", "button"],
)
def test_a_word_wider_than_its_place_goes_on_in_the_next_line(
    app: QApplication, qtbot: QtBot, make: Callable[[], QWidget]
) -> None:
    apply_theme(app, text_percent=400)
    widget = make()
    qtbot.addWidget(widget)
    assert widget.minimumSizeHint().width() <= 320
    assert widget.heightForWidth(320) > widget.heightForWidth(2000)


def test_columns_stand_side_by_side_only_where_there_is_room(app: QApplication, qtbot: QtBot) -> None:
    apply_theme(app, text_percent=100)
    page = ScrollPage()
    qtbot.addWidget(page)
    columns = page.add_columns(CardPanel("Left"), CardPanel("Right"), ratios=(1, 1), minimum_ems=20)
    assert columns.is_side_by_side(700)
    assert not columns.is_side_by_side(500)
    apply_theme(app, text_percent=200)
    assert not columns.is_side_by_side(700)


def test_what_a_panel_holds_stays_together_at_its_top(app: QApplication, qtbot: QtBot) -> None:
    panel = CardPanel("Next in your plan")
    first, second = TextLabel("Saturday"), TextLabel("Your long-sitting day")
    panel.add(first)
    panel.add(second)
    qtbot.addWidget(panel)
    panel.resize(400, 600)
    panel.show()
    settle(app, panel)
    assert second.geometry().bottom() < 200
    assert second.geometry().top() - first.geometry().bottom() < 30
