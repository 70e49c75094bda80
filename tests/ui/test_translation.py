"""Every text of the program goes through Qt's translation: nothing is told in English only."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTranslator
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QTableView,
    QWidget,
)

from cehrs_desktop.activities import reference
from cehrs_desktop.errors import UserError
from cehrs_desktop.paths import resources_dir
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.crash_dialog import show_crash
from cehrs_desktop.ui.widgets.markdown_view import MarkdownView
from tests.builders import the_blueprint
from tests.ui.conftest import OpenOne
from tests.ui.open_window import OpenWindow, settle, visible
from tests.ui.pages import WAYS, leave
from tests.ui.test_every_page import inside_a_field

WORD = re.compile(r"[^\W\d_]{2,}")
TRANSLATED = re.compile(r"⟦[^⟦⟧]*⟧")
KEY_NAMES = ("Ctrl", "Alt", "Shift", "Space", "Return", "Esc", *(f"F{number}" for number in range(1, 13)))


class Brackets(QTranslator):
    """Puts each text it is asked for in brackets, so that those it isn't asked for show."""

    def translate(self, context: str, text: str, /, disambiguation: str | None = None, n: int = -1) -> str:
        return f"⟦{text}⟧"

    def isEmpty(self) -> bool:
        return False


@pytest.fixture
def brackets(qapp: QApplication) -> Iterator[Brackets]:
    translator = Brackets()
    QCoreApplication.installTranslator(translator)
    yield translator
    QCoreApplication.removeTranslator(translator)


def texts_of(root: QWidget) -> Iterator[str]:
    """Everything that can be read or is read aloud in a window."""
    yield root.windowTitle()
    for widget in [root, *root.findChildren(QWidget)]:
        if not widget.isVisibleTo(root) or inside_a_field(widget):
            continue
        yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip())
        if isinstance(widget, QLabel):
            yield widget.text()
        elif isinstance(widget, QAbstractButton):
            yield widget.text().replace("&", "")
        elif isinstance(widget, QComboBox):
            yield from (widget.itemText(index) for index in range(widget.count()))
        elif isinstance(widget, QAbstractSpinBox):
            yield widget.text()
        elif isinstance(widget, (QLineEdit, QPlainTextEdit)):
            yield widget.placeholderText()
        elif isinstance(widget, MarkdownView):
            yield widget.plain_text()
        elif isinstance(widget, QTableView):
            model = widget.model()
            for column in range(model.columnCount()):
                yield str(model.headerData(column, widget.horizontalHeader().orientation()) or "")
                yield from (str(model.index(row, column).data() or "") for row in range(model.rowCount()))
    for menu in root.findChildren(QMenu):
        yield from (action.text() for action in menu.actions())


def content_of(window: OpenWindow) -> dict[str, None]:
    """What isn't translated: the content, and names, the longest first."""
    texts = {"CEHRS Trainer", "cards.csv", str(window.data_dir), *KEY_NAMES}
    texts |= {domain.name for domain in the_blueprint().domains}
    for question in (
        "SELECT name FROM topic",
        "SELECT front FROM flashcard UNION SELECT back FROM flashcard UNION SELECT why FROM flashcard",
        "SELECT citation FROM source",
        "SELECT stable_id FROM flashcard",
    ):
        for (text,) in window.rows(question):
            texts |= without_signs(text)
    texts |= set(reference_texts())
    for stem, exhibit, options, source in window.rows("SELECT stem, exhibit, options, source FROM item_version"):
        cells = re.split(r"[|\n]", exhibit or "")
        told = [text for option in json.loads(options) for text in (option["text"], option["why"])]
        texts |= {stem, json.loads(source)["citation"], *told, *(cell.strip() for cell in cells)}
    us = QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)
    texts |= {us.dayName(day) for day in range(1, 8)} | {us.monthName(month) for month in range(1, 13)}
    return dict.fromkeys(sorted(filter(None, texts), key=len, reverse=True))


@cache
def without_signs(text: str) -> frozenset[str]:
    """A text of a card as it is written and as it is shown."""
    shown = re.sub(r"\\([\W_])|(?<=[^\s*`])[*`]+|[*`]+(?=[^\s*`])", r"\1", text)
    return frozenset({text, text.replace("**", "").replace("*", "").replace("`", ""), " ".join(shown.split())})


@cache
def reference_texts() -> list[str]:
    """The guide, the primers and the glossary, also as they are shown: a cell or line at a time, without signs."""
    written = [page.title + "\n\n" + page.text for page in (*reference.guide_pages(), reference.sheet())]
    written += [path.read_text(encoding="utf-8") for path in (resources_dir() / "primers").glob("*.md")]
    found = []
    for entry in reference.glossary().entries:
        found += [entry.short, entry.term, entry.meaning]
    for text in written:
        document = QTextDocument()
        document.setMarkdown(text)
        found += [line.strip("\ufffc ") for line in document.toPlainText().splitlines()]
    return found


def untranslated(text: str, content: Collection[str]) -> str:
    """What is left of a text without what was translated, and without content, numbers and signs."""
    rest = text
    while (shorter := TRANSLATED.sub(" ", rest)) != rest:
        rest = shorter
    if rest in content:
        return ""
    for known in content if WORD.search(rest) else ():
        rest = rest.replace(known, " ")
    return " ".join(WORD.findall(rest))


@pytest.mark.parametrize("page", WAYS)
def test_every_text_is_translated_or_is_content(
    page: str, studied: Path, brackets: Brackets, open_window: OpenOne
) -> None:
    told = {"welcomed": page != "welcome", "ratings_explained": page != "answer", "show_primers": page == "primer"}
    window = open_window(**told, exam_date=None)
    root = WAYS[page](window)
    content = content_of(window)
    texts = [text for text in texts_of(root) if text]
    assert sum("⟦" in text for text in texts) > 3
    left = {text: rest for text in texts if (rest := untranslated(text, content))}
    assert left == {}
    leave(window)
    settle()


def test_a_text_that_isnt_asked_for_would_show() -> None:
    content = ["Clinical Operations", "Ctrl"]
    assert untranslated("⟦Start⟧ · ⟦in ⟦3 days⟧⟧ Ctrl+1 Clinical Operations 12%", content) == ""
    assert untranslated("⟦Start⟧ now", content) == "now"


def test_dates_are_those_of_the_united_states(window: OpenWindow) -> None:
    us = QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)
    assert us.toString(QDate(2026, 11, 2), "dddd, MMMM d") == "Monday, November 2"
    assert "Monday, November 2" in window.texts
    assert visible(QLabel, within=window.page)


CODE = Path(__file__).parents[2] / "cehrs_desktop"
KINDS = {"UserError", "DamagedFile", "NewerFile"}


def sentences_of_errors() -> Iterator[tuple[str, ast.expr | None]]:
    """Where an error for the learner is made, and what stands for its sentence."""
    for path in sorted(CODE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KINDS:
                yield f"{path.relative_to(CODE)}:{node.lineno}", node.args[0] if node.args else None


def test_the_sentence_of_an_error_is_written_out_so_that_it_can_be_translated() -> None:
    found = list(sentences_of_errors())
    assert len(found) > 15
    spoiled = (ast.JoinedStr, ast.BinOp, ast.Call, type(None))
    assert [place for place, sentence in found if isinstance(sentence, spoiled)] == []


def test_an_error_is_translated_before_it_is_filled_in(brackets: Brackets) -> None:
    error = UserError("There is nothing at {path}.", path="{here}")
    assert (texts.told(error), str(error)) == ("⟦There is nothing at {here}.⟧", "There is nothing at {here}.")
    assert texts.told(UserError("100 % of {}")) == "⟦100 % of {}⟧"


def test_the_window_shows_errors_in_the_learners_language(brackets: Brackets, open_window: OpenOne) -> None:
    window = open_window(exam_date=None)
    show_crash(UserError, UserError("Nothing is lost."))
    (box,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox) and w.isVisible()]
    assert box.text() == "⟦Nothing is lost.⟧"
    box.close()
    leave(window)
    settle()


def test_no_part_of_the_window_shows_an_error_untranslated() -> None:
    for path in (CODE / "ui").rglob("*.py"):
        assert "str(error)" not in path.read_text(encoding="utf-8"), path
