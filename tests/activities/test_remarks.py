"""Tags on many cards and a note on one; found, filtered by, taken back."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from cehrs_desktop.activities.browse import Browser, make_search
from cehrs_desktop.activities.card_info import card_info, shown_flashcard
from cehrs_desktop.activities.changed import Changed
from cehrs_desktop.activities.import_cards import carry_out, preview
from cehrs_desktop.activities.remarks import remark_of, tag_all, tags_of, write_note
from cehrs_desktop.activities.undo import take_back
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.preferences import Preferences
from cehrs_desktop.rules.study.browse import Show
from cehrs_desktop.rules.study.cards import CardId
from cehrs_desktop.rules.study.remark import LONGEST_NOTE, Remark
from cehrs_desktop.storage.database import Database
from tests.builders import everything_in
from tests.fakes import FakeClock

ONE, TWO, THREE = CardId(1), CardId(2), CardId(3)


def test_a_tag_is_set_on_many_cards_and_cleared_from_some(database: Database, clock: FakeClock) -> None:
    assert tag_all(database, clock, [ONE, TWO], add={"week-1"}) == Changed.CARDS | Changed.CONTENT
    assert tag_all(database, clock, [ONE, TWO], add={"week-1"}) == Changed(0)
    tag_all(database, clock, [TWO, THREE], add={"Law"}, remove={"week-1"})
    assert [remark_of(database, card).tags for card in (ONE, TWO, THREE)] == [("week-1",), ("Law",), ("Law",)]
    found = tags_of(database, [ONE, TWO])
    assert (found.cards, found.counts) == (2, {"Law": 1, "week-1": 1})
    with closing(Browser(database, clock)) as browser:
        browser.refresh()
        assert browser.tags() == ("Law", "week-1")
        assert [line.id for line in browser.find(rollover_hour=4, tag="Law")] == [TWO, THREE]
        assert [line.id for line in browser.find("law", rollover_hour=4)] == [TWO, THREE]


def test_each_step_is_taken_back_exactly(database: Database, clock: FakeClock) -> None:
    before = everything_in(database.path)
    tag_all(database, clock, [ONE, TWO], add={"a"})
    write_note(database, clock, ONE, "Mind the ü.")
    tag_all(database, clock, [ONE], remove={"a"})
    write_note(database, clock, ONE, "")
    assert everything_in(database.path)["flashcard_remark"][0][1:] == (2, '["a"]', "")
    for _ in range(4):
        take_back(database)
    assert everything_in(database.path) == before


def test_a_note_is_on_the_cards_page_and_is_found(database: Database, clock: FakeClock) -> None:
    write_note(database, clock, ONE, " Ask Dana ")
    assert card_info(database, clock, card=ONE, preferences=Preferences()).remark == Remark((), "Ask Dana")
    with closing(Browser(database, clock)) as browser:
        browser.refresh()
        search = make_search(database.path, browser.known)
        assert search is not None
        browser.take(search)
        (line,) = browser.find("dana", rollover_hour=4, show=Show.NOTED)
    assert (line.id, line.noted) == (ONE, True)
    with pytest.raises(UserError, match="4000"):
        write_note(database, clock, ONE, "x" * (LONGEST_NOTE + 1))
    with pytest.raises(KeyError):
        write_note(database, clock, CardId(999), "x")
    assert shown_flashcard(database, ONE).text.front == "What is card-1-0?"


def test_own_cards_have_their_imported_tags_and_the_learners_in_one(
    database: Database, clock: FakeClock, tmp_path: Path
) -> None:
    file = tmp_path / "cards.csv"
    file.write_text("question,answer,tags\nZebra?,Stripes,animals über\n", encoding="utf-8")

    def take_over() -> None:
        found = preview(database, file, domain=DomainNumber.REPORTING)
        carry_out(database, clock, found, data_dir=tmp_path, rollover_hour=4)

    take_over()
    with closing(Browser(database, clock)) as browser:
        browser.refresh()
        (line,) = browser.find(rollover_hour=4, show=Show.OWN)
    assert line.tags == ("animals", "über")
    before = everything_in(database.path)
    tag_all(database, clock, [line.id], add={"mine"}, remove={"animals"})
    assert remark_of(database, line.id).tags == ("mine", "über")
    assert everything_in(database.path)["flashcard_remark"] == []
    file.write_text("question,answer,tags\nZebra?,Black stripes,animals\n", encoding="utf-8")
    take_back(database)
    assert everything_in(database.path) == before
