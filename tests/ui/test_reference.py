"""Guide, primers, glossary and sheet in the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication, QFileDialog, QPlainTextEdit, QTextBrowser

from cehrs_desktop.activities.card_changes import rewrite
from cehrs_desktop.rules.study.shown_card import Text
from cehrs_desktop.ui.guide.page import GuideScreen
from cehrs_desktop.ui.library.card_dialog import CardDialog
from cehrs_desktop.ui.library.page import LibraryPage, Part
from cehrs_desktop.ui.review.card_opener import CardOpener
from cehrs_desktop.ui.review.difference_panel import DifferencePanel
from cehrs_desktop.ui.review.edit_dialog import EditDialog
from cehrs_desktop.ui.review.info_dialog import InfoDialog
from cehrs_desktop.ui.review.page import ReviewPage
from cehrs_desktop.ui.review.primer_page import PrimerPage
from cehrs_desktop.ui.widgets.choice_list import ChoiceList
from cehrs_desktop.ui.widgets.markdown_view import MarkdownRole, MarkdownView
from cehrs_desktop.ui.widgets.printed_text import write_pdf
from cehrs_desktop.ui.widgets.term_dialog import TermDialog
from tests.ui.clicking import click_on, click_on_a_term
from tests.ui.conftest import OpenOne
from tests.ui.dialogs import choosing, when_it_opens
from tests.ui.open_window import OpenWindow, press, settle, texts_in, type_text, visible


def text_with(words: str, window: OpenWindow) -> QTextBrowser:
    return next(part for part in visible(QTextBrowser, within=window.page) if words in part.toPlainText())


def test_the_guide_opens_by_its_key_at_its_first_page(window: OpenWindow) -> None:
    press("Ctrl+7")
    assert isinstance(window.page, GuideScreen)
    assert "One hundred questions are scored" in window.texts


def test_arrow_keys_turn_the_pages_of_the_guide(window: OpenWindow) -> None:
    press("Ctrl+7")
    (pages,) = visible(ChoiceList, within=window.page)
    window.tab_to(pages)
    press("Down")
    assert "Clinical or Non-Clinical?" in window.texts.splitlines()
    press("End")
    assert "Numbers and deadlines" in window.texts.splitlines()


def test_a_link_leads_to_its_page_by_mouse_and_by_keyboard(window: OpenWindow) -> None:
    press("Ctrl+7")
    (pages,) = visible(ChoiceList, within=window.page)
    click_on("Clinical or Non-Clinical", text_with("can't tell them apart", window))
    assert pages.currentIndex().row() == 1
    pages.setCurrentIndex(pages.model().index(0, 0))
    part = text_with("can't tell them apart", window)
    window.tab_to(part)
    while "Clinical or Non-Clinical" not in part.textCursor().selectedText():
        press("Tab")
        assert QApplication.focusWidget() is part
    press("Return")
    settle()
    assert pages.currentIndex().row() == 1


def test_an_abbreviation_of_a_text_is_explained_where_it_is_clicked(window: OpenWindow) -> None:
    press("Ctrl+7")
    click_on("NHA", text_with("National Healthcareer", window))
    dialog = window.dialog(TermDialog)
    assert "National Healthcareer Association" in texts_in(dialog)
    press("Esc")
    window.dialog_closed()


def test_the_sheet_is_written_as_one_page(window: OpenWindow, tmp_path: Path) -> None:
    press("Ctrl+7", "End")
    assert isinstance(window.page, GuideScreen)
    window.page.open_page("sheet.md")
    target = tmp_path / "numbers.pdf"
    with when_it_opens(QFileDialog, choosing(str(target))):
        window.choose("Save as PDF…")
    written = target.read_bytes()
    assert written.startswith(b"%PDF")
    assert written.count(b"/Type /Page\n") == 1
    assert f"Saved to {target}" in window.texts


def test_a_sheet_that_cant_be_written_is_told(window: OpenWindow, tmp_path: Path) -> None:
    press("Ctrl+7")
    assert isinstance(window.page, GuideScreen)
    window.page.open_page("sheet.md")
    taken = tmp_path / "folder.pdf"
    taken.mkdir()
    page = window.page
    with when_it_opens(QFileDialog, lambda dialog: dialog.reject()):
        window.choose("Save as PDF…")
    assert not page.notice.isVisible()


def test_a_long_text_goes_over_several_pages(window: OpenWindow, tmp_path: Path) -> None:
    target = tmp_path / "long.pdf"
    write_pdf("Long", "\n\n".join(f"Paragraph {number}" for number in range(400)), target)
    assert target.read_bytes().count(b"/Type /Page\n") > 1


def test_the_glossary_is_searched_as_one_types(window: OpenWindow) -> None:
    press("Ctrl+6")
    assert isinstance(window.page, LibraryPage)
    window.choose("Glossary")
    page = window.page
    window.tab_to(page.glossary.search)
    type_text("prior auth")
    assert page.glossary.list.lines()[0] == "prior authorization"
    page.glossary.search.clear()
    type_text("no such words")
    assert "Nothing found" in window.texts
    page.glossary.search.clear()
    type_text("ABN")
    assert page.glossary.list.lines()[0] == "ABN"
    page.glossary.term_chosen.emit("HIPAA")
    assert "HIPAA" in window.texts.splitlines()


def test_primers_are_searched_as_one_types(window: OpenWindow) -> None:
    press("Ctrl+6")
    assert isinstance(window.page, LibraryPage)
    window.page.show_part(Part.PRIMERS)
    primers = window.page.primers
    every = primers.list.lines()
    window.tab_to(primers.search)
    type_text("necessary minim")
    found = primers.list.lines()
    assert 0 < len(found) < len(every)
    assert "minimum necessary" in texts_in(primers).lower()
    type_text(" zzz")
    assert "No primer has these words." in texts_in(primers)
    primers.search.clear()
    assert primers.list.lines() == every


def test_primers_are_all_in_the_library(window: OpenWindow) -> None:
    press("Ctrl+6")
    assert isinstance(window.page, LibraryPage)
    window.page.show_part(Part.PRIMERS)
    assert len(window.page.primers.list.lines()) == 26
    window.tab_to(window.page.primers.list)
    before = window.texts
    press("Down")
    assert window.texts != before


def test_a_primer_comes_before_a_topics_first_card_and_then_the_card(open_window: OpenOne) -> None:
    window = open_window(show_primers=True)
    window.start(new=3)
    assert isinstance(window.page, PrimerPage)
    assert "New topic" in window.texts
    press("Space")
    assert isinstance(window.page, ReviewPage)
    assert len(window.stored.primers_shown) == 1
    press("Esc")
    window.start(new=3)
    assert isinstance(window.page, ReviewPage)


def test_a_session_can_be_ended_at_a_primer(open_window: OpenOne) -> None:
    window = open_window(show_primers=True)
    window.start(new=3)
    press("Esc")
    assert window.today


def test_primers_are_switched_off_where_they_come(open_window: OpenOne) -> None:
    window = open_window(show_primers=True)
    window.start(new=3)
    window.choose("Don't show primers")
    assert isinstance(window.page, ReviewPage)
    assert not window.stored.show_primers


def test_the_abbreviations_of_a_card_are_looked_up_by_key(window: OpenWindow) -> None:
    window.start(new=1)
    press("Space", "L")
    assert "Glossary" in texts_in(window.dialog(TermDialog))
    press("Esc")
    window.dialog_closed()


def test_a_term_is_looked_up_in_the_preview_of_a_card_that_is_rewritten(window: OpenWindow) -> None:
    window.start(new=1)
    press("E")
    dialog = window.dialog(EditDialog)
    front, *_ = dialog.findChildren(QPlainTextEdit)
    front.setPlainText("Who enforces HIPAA?")
    assert click_on_a_term(dialog) == "HIPAA"
    assert "HIPAA" in texts_in(window.dialog(TermDialog))
    window.dialog(TermDialog).reject()
    dialog.done(EditDialog.DialogCode.Rejected.value)
    window.dialog_closed()


def test_a_term_is_looked_up_in_the_preview_of_a_new_card(window: OpenWindow) -> None:
    press("Ctrl+6")
    window.choose("New card…")
    dialog = window.dialog(CardDialog)
    front, *_ = dialog.findChildren(QPlainTextEdit)
    front.setPlainText("Who enforces HIPAA?")
    assert click_on_a_term(dialog) == "HIPAA"
    assert "HIPAA" in texts_in(window.dialog(TermDialog))
    window.dialog(TermDialog).reject()
    dialog.done(CardDialog.DialogCode.Rejected.value)
    window.dialog_closed()


def test_a_term_is_looked_up_where_both_texts_of_a_card_are_compared(window: OpenWindow) -> None:
    desk = window.window.desk
    window.start(new=1)
    ((card,),) = window.rows("SELECT min(id) FROM card")
    rewrite(desk.database, desk.clock, card=card, text=Text("HIPAA", "Privacy", ""))
    CardOpener(window.page, desk).open(card)
    dialog = window.dialog(InfoDialog)
    (panel,) = dialog.findChildren(DifferencePanel)
    assert click_on_a_term(panel) == "HIPAA"
    window.dialog(TermDialog).reject()
    dialog.reject()
    window.dialog_closed()


def test_an_entry_leads_to_those_it_names(window: OpenWindow) -> None:
    press("Ctrl+7")
    click_on("NHA", text_with("National Healthcareer", window))
    dialog = window.dialog(TermDialog)
    (view,) = dialog.findChildren(MarkdownView)
    view.term_chosen.emit("SNOMED CT")
    settle()
    assert "SNOMED CT" in texts_in(dialog)
    press("Esc")
    window.dialog_closed()


def test_links_out_of_the_guide_are_plain_words(qapp: QApplication) -> None:
    view = MarkdownView(pages=["a.md"])
    chosen: list[str] = []
    view.page_chosen.connect(chosen.append)
    view.resize(600, 300)
    view.set_markdown("[here](a.md) and [there](https://example.org)", role=MarkdownRole.BODY)
    view.show()
    (part,) = view.findChildren(QTextBrowser)
    click_on("there", part)
    click_on("here", part)
    assert chosen == ["a.md"]
    view.deleteLater()
    settle()
