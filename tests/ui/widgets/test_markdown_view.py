"""The text of a card shows itself and nothing else: nothing loads, nothing runs, tables can be walked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QTextDocument, QTextFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextEdit
from pytestqt.qtbot import QtBot

from cehrs_desktop.ui.theme import Scheme, Theme, apply_theme
from cehrs_desktop.ui.widgets.card_images import load_card_image
from cehrs_desktop.ui.widgets.fact_table import FactTable
from cehrs_desktop.ui.widgets.markdown_view import MarkdownRole, MarkdownView

TABLE = "Before\n\n| Segment | Carries | n |\n|---|---|--:|\n| PID | Patient | 1 |\n| OBX | Result | 27 |\n\nAfter"


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    apply_theme(qapp, scheme=Scheme.LIGHT, text_percent=100)
    yield qapp
    apply_theme(qapp, scheme=Scheme.LIGHT, text_percent=100)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A pack's folder with one image inside and one beside it."""
    inside = tmp_path / "pack" / "images"
    inside.mkdir(parents=True)
    for path in (inside / "form.png", inside / "two words.png", tmp_path / "secret.png"):
        image = QImage(600, 40, QImage.Format.Format_RGB32)
        image.fill(QColor("teal"))
        assert image.save(str(path))
    (inside / "drawing.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>")
    (inside / "fake.png").write_text("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>")
    (inside / "link.png").symlink_to(tmp_path / "secret.png")
    return tmp_path / "pack"


@pytest.fixture
def view(app: QApplication, qtbot: QtBot, folder: Path) -> MarkdownView:
    view = MarkdownView(image_folder=folder)
    qtbot.addWidget(view)
    view.resize(500, 400)
    view.show()
    return view


def documents(view: MarkdownView) -> list[QTextDocument]:
    return [part.document() for part in view.findChildren(QTextEdit) if part.isVisibleTo(view)]


def image_names(view: MarkdownView) -> list[str]:
    formats = [form for document in documents(view) for form in document.allFormats()]
    shown = [form.toImageFormat().name() for form in formats if form.isImageFormat()]
    anywhere = "".join(document.toPlainText() for document in documents(view))
    return shown if "\ufffc" in anywhere else []


def links(view: MarkdownView) -> list[str]:
    found = []
    for document in documents(view):
        block = document.begin()
        while block.isValid():
            for span in block.textFormats():
                found.append(span.format.property(QTextFormat.Property.AnchorHref.value))
            block = block.next()
    return [str(address) for address in found if address]


OUTSIDE = [
    "http://example.org/a.png",
    "https://example.org/a.png",
    "//example.org/a.png",
    "file:///etc/passwd",
    "/etc/passwd",
    "../secret.png",
    "images/../../secret.png",
    "%2e%2e/secret.png",
    "images/link.png",
    "images/drawing.svg",
    "images/fake.png",
    "images/none.png",
    "data:image/png;base64,iVBORw0KGgo=",
    "qrc:/qt-project.org/styles/commonstyle/images/file-16.png",
    ":/qt-project.org/styles/commonstyle/images/file-16.png",
    "\\\\\\\\server\\\\share\\\\a.png",
    "C:/secret.png",
]


@pytest.mark.parametrize("address", OUTSIDE)
def test_an_image_from_anywhere_else_is_words_instead(view: MarkdownView, address: str) -> None:
    view.set_markdown(f"Look: ![The form]({address}) here", role=MarkdownRole.FRONT)
    assert image_names(view) == []
    assert view.plain_text() == "Look: [Image not available: The form] here"


@pytest.mark.parametrize("address", OUTSIDE)
def test_a_document_asked_directly_gives_an_empty_image(view: MarkdownView, address: str) -> None:
    view.set_markdown("Plain text", role=MarkdownRole.FRONT)
    (document,) = documents(view)
    given = document.resource(QTextDocument.ResourceType.ImageResource.value, address)
    assert isinstance(given, QImage)
    assert given.width() == given.height() == 1


@pytest.mark.parametrize("address", ["images/form.png", "./images/form.png", "images/two%20words.png"])
def test_an_image_of_the_folder_is_shown_under_an_inner_address(view: MarkdownView, address: str) -> None:
    view.set_markdown(f"Look:\n\n![The *sample* form]({address})\n\nDone", role=MarkdownRole.FRONT)
    (name,) = set(image_names(view))
    assert name.startswith("card-image:")
    (document,) = documents(view)
    image = document.resource(QTextDocument.ResourceType.ImageResource.value, name)
    assert isinstance(image, QImage)
    assert image.width() == 600
    assert document.toPlainText().count("\ufffc") == 1


def test_without_a_folder_no_image_is_shown() -> None:
    assert load_card_image("images/form.png", None) is None


def test_an_image_is_never_wider_than_the_card(view: MarkdownView, qapp: QApplication) -> None:
    view.set_markdown("![The form](images/form.png)", role=MarkdownRole.FRONT)
    qapp.sendPostedEvents()
    (document,) = documents(view)
    assert document.size().width() <= 500


def test_html_is_text(view: MarkdownView) -> None:
    text = "<img src='file:///etc/passwd'> <script>alert(1)</script> <b>bold</b>"
    view.set_markdown(text, role=MarkdownRole.FRONT)
    assert view.plain_text() == text


def test_links_are_plain_words(view: MarkdownView) -> None:
    for text in ("See [HHS](https://hhs.gov) now", "See [HHS](https://hhs.gov) now\n\n| a |\n|---|\n| b |"):
        view.set_markdown(text, role=MarkdownRole.WHY)
        assert links(view) == []
        assert view.plain_text().startswith("See HHS now")


def test_a_table_stands_between_its_texts(view: MarkdownView) -> None:
    view.set_markdown(TABLE, role=MarkdownRole.WHY)
    assert view.plain_text() == "Before\n\nSegment\tCarries\tn\nPID\tPatient\t1\nOBX\tResult\t27\n\nAfter"


def test_a_table_is_walked_with_the_arrow_keys(view: MarkdownView) -> None:
    view.set_markdown(TABLE, role=MarkdownRole.WHY)
    (table,) = view.findChildren(FactTable)
    table.setCurrentIndex(table.model().index(0, 0))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Right):
        QTest.keyClick(table, key)
    assert table.currentIndex().data() == "27"


def test_screen_readers_hear_cells_and_headers(view: MarkdownView) -> None:
    view.set_markdown(TABLE, role=MarkdownRole.WHY)
    (table,) = view.findChildren(FactTable)
    heard = QAccessible.queryAccessibleInterface(table)
    assert heard is not None
    assert heard.role() is QAccessible.Role.Table
    texts = [heard.child(number).text(QAccessible.Text.Name) for number in range(heard.childCount())]
    assert {"Segment", "Carries", "PID", "27"} <= set(texts)


def test_a_table_has_no_scroll_bars_of_its_own(view: MarkdownView, qapp: QApplication) -> None:
    view.set_markdown(TABLE, role=MarkdownRole.WHY)
    qapp.sendPostedEvents()
    (table,) = view.findChildren(FactTable)
    assert not table.verticalScrollBar().isVisible()
    assert not table.horizontalScrollBar().isVisible()
    assert table.height() >= table.heightForWidth(table.width())


def test_a_table_too_wide_for_any_wrapping_scrolls_sideways_only(qtbot: QtBot) -> None:
    table = FactTable()
    qtbot.addWidget(table)
    table.set_table([f"Column {number}" for number in range(20)], [["value"] * 20])
    table.resize(300, table.heightForWidth(300))
    table.show()
    assert table.horizontalScrollBar().maximum() > 0
    assert table.verticalScrollBar().maximum() == 0


def test_tab_leaves_a_table(view: MarkdownView) -> None:
    view.set_markdown(TABLE, role=MarkdownRole.WHY)
    assert not view.findChildren(FactTable)[0].tabKeyNavigation()


def test_the_view_is_as_high_as_its_text_at_each_width(view: MarkdownView) -> None:
    view.set_markdown("word " * 200, role=MarkdownRole.FRONT)
    heights = [view.heightForWidth(width) for width in (320, 640, 1280)]
    assert heights == sorted(heights, reverse=True)
    assert heights[0] > 1.8 * heights[1]


def test_a_role_gives_size_and_weight(view: MarkdownView) -> None:
    sizes = {}
    for role in MarkdownRole:
        view.set_markdown("Text", role=role)
        font = documents(view)[0].defaultFont()
        sizes[role] = font.pointSizeF() / Theme.current().points()
        assert font.bold() == (role is MarkdownRole.ANSWER)
    assert sizes[MarkdownRole.FRONT] == sizes[MarkdownRole.ANSWER] > 1.4
    assert sizes[MarkdownRole.SMALL] < 1 < sizes[MarkdownRole.WHY] < sizes[MarkdownRole.FRONT]


def test_the_reason_is_muted_in_both_schemes(view: MarkdownView, app: QApplication) -> None:
    view.set_markdown("Why", role=MarkdownRole.WHY)
    for scheme in (Scheme.LIGHT, Scheme.DARK):
        colors = apply_theme(app, scheme=scheme).colors
        part = view.findChildren(QTextEdit)[0]
        assert part.palette().text().color() == QColor(colors.muted)


def test_text_can_be_selected_and_copied_but_not_changed(view: MarkdownView) -> None:
    view.set_markdown("Some *text*", role=MarkdownRole.FRONT)
    part = view.findChildren(QTextEdit)[0]
    QTest.keyClick(part, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(part, "x")
    assert part.textCursor().selectedText() == "Some text"
    assert view.plain_text() == "Some text"


def test_clearing_shows_nothing(view: MarkdownView) -> None:
    view.set_markdown(TABLE, role=MarkdownRole.FRONT)
    view.clear()
    assert view.plain_text() == ""
    assert documents(view) == []


def test_the_next_card_uses_the_same_widgets(view: MarkdownView) -> None:
    for text in (TABLE, "Plain", TABLE, "Other", TABLE):
        view.set_markdown(text, role=MarkdownRole.FRONT)
    assert len(view.findChildren(FactTable)) == 1
    assert len(view.findChildren(QTextEdit)) == 2
