"""Own cards written in the program: saved whole or not at all, found to be alike, deleted, taken back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from cehrs_desktop.activities import own_cards
from cehrs_desktop.activities.browse import Browser
from cehrs_desktop.activities.card_changes import rewrite
from cehrs_desktop.activities.import_cards import carry_out, preview
from cehrs_desktop.activities.own_images import LARGEST_IMAGE, KeptImage, drop_unused, keep_image, keep_image_file
from cehrs_desktop.activities.undo import take_back
from cehrs_desktop.errors import UserError
from cehrs_desktop.paths import own_images_dir
from cehrs_desktop.rules.content import DomainNumber, TopicId
from cehrs_desktop.rules.study.browse import Show
from cehrs_desktop.rules.study.cards import Card, CardId, CardState, Rating
from cehrs_desktop.rules.study.session import StepKind
from cehrs_desktop.rules.study.shown_card import Text
from cehrs_desktop.rules.study.written_card import WrittenCard
from cehrs_desktop.storage.cards import read_card
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.flashcards import read_shown
from tests.builders import a_session, everything_in
from tests.exchange.packages import PNG
from tests.fakes import FakeClock

REPORTING = DomainNumber.REPORTING


def save(database: Database, clock: FakeClock, front: str = "What is a yak?", back: str = "Cattle") -> own_cards.Saved:
    card = WrittenCard(Text(front, back, "Why"), REPORTING, TopicId("topic-5"))
    return own_cards.save(database, clock, card, rollover_hour=4)


def own_fronts(database: Database, clock: FakeClock) -> list[str]:
    with closing(Browser(database, clock)) as browser:
        browser.refresh()
        return [line.front for line in browser.find(rollover_hour=4, show=Show.OWN)]


def test_a_card_is_stored_with_its_topic_and_is_new(database: Database, clock: FakeClock) -> None:
    (card,) = save(database, clock).cards
    with database.reading() as connection:
        shown = read_shown(connection, card)
        assert read_card(connection, card) == Card(card, REPORTING)
    assert (shown.text, shown.topic, shown.domain) == (Text("What is a yak?", "Cattle", "Why"), "Topic 5", REPORTING)


def test_two_written_at_one_moment_are_two(database: Database, clock: FakeClock) -> None:
    assert save(database, clock).cards != save(database, clock, "Another?").cards
    take_back(database)
    save(database, clock, "A third?")
    assert own_fronts(database, clock) == ["What is a yak?", "A third?"]


def test_what_lacks_something_is_told_and_nothing_is_stored(database: Database, clock: FakeClock) -> None:
    before = everything_in(database.path)
    with pytest.raises(UserError, match="The answer is missing"):
        save(database, clock, back="")
    empty = own_cards.what_is_missing(WrittenCard(Text("", "", "")))
    assert [str(lack).split(":")[0].split(",")[0] for lack in empty] == ["The question is missing", "Choose the domain"]
    assert everything_in(database.path) == before


def test_a_card_of_no_topic_has_its_domains_own(database: Database, clock: FakeClock) -> None:
    card = WrittenCard(Text("Q?", "A", ""), REPORTING, own_cards.own_topic(REPORTING))
    (saved,) = own_cards.save(database, clock, card, rollover_hour=4).cards
    with database.reading() as connection:
        assert read_shown(connection, saved).topic == "Your own cards"
    assert [topic.id for topic in own_cards.topics(database)] == [f"topic-{n}" for n in range(1, 6)]


def test_cards_of_blanks_are_taken_back_together(database: Database, clock: FakeClock) -> None:
    saved = save(database, clock, "{{c1::Yaks}} eat {{c2::grass}}", "")
    assert len(own_fronts(database, clock)) == len(saved.cards) == 2
    undone = take_back(database)
    assert undone is not None
    assert (undone.kind, undone.many) == (StepKind.ADD, saved.cards)
    assert own_fronts(database, clock) == []


def test_a_session_under_way_no_longer_has_a_card_that_is_taken_back(database: Database, clock: FakeClock) -> None:
    (card,) = save(database, clock).cards
    session = a_session(database, clock)
    session.undo()
    for _ in range(20):
        shown = session.next()
        if shown is None:
            break
        assert shown.card.id != card
        session.rate(shown, Rating.EASY, seconds=1)


def test_a_deleted_card_keeps_its_answers_and_comes_back_with_them(database: Database, clock: FakeClock) -> None:
    (card,) = save(database, clock).cards
    session = a_session(database, clock)
    session.rate(session.show(card), Rating.GOOD, seconds=3)
    before = everything_in(database.path)
    own_cards.delete(database, clock, [card])
    assert own_fronts(database, clock) == []
    assert everything_in(database.path)["review"] == before["review"]
    undone = session.undo()
    assert undone is not None
    assert undone.kind is StepKind.DELETE
    assert everything_in(database.path) == before


def test_a_packs_card_is_not_deleted(database: Database, clock: FakeClock) -> None:
    (card,) = save(database, clock).cards
    before = everything_in(database.path)
    for cards in ([CardId(1)], [card, CardId(1)], []):
        with pytest.raises(UserError, match="Only your own"):
            own_cards.delete(database, clock, cards)
    assert everything_in(database.path) == before


def test_an_imported_card_that_was_deleted_comes_back_when_it_is_imported_again(
    database: Database, clock: FakeClock, tmp_path: Path
) -> None:
    file = tmp_path / "cards.csv"
    file.write_text("Zebra?,Stripes\nYak?,Horns\n", encoding="utf-8")

    def take_over() -> int:
        found = preview(database, file, domain=REPORTING)
        carry_out(database, clock, found, data_dir=tmp_path, rollover_hour=4)
        return len(found.plan.added)

    assert take_over() == 2
    with sqlite3.connect(database.path) as connection:
        ((card,),) = connection.execute("SELECT id FROM flashcard WHERE front = 'Zebra?'").fetchall()
    own_cards.delete(database, clock, [CardId(card)])
    assert own_fronts(database, clock) == ["Yak?"]
    assert take_over() == 1
    assert sorted(own_fronts(database, clock)) == ["Yak?", "Zebra?"]
    assert take_over() == 0


def test_an_own_card_is_rewritten_and_moved_and_keeps_its_memory(database: Database, clock: FakeClock) -> None:
    (card,) = save(database, clock).cards
    session = a_session(database, clock)
    session.rate(session.show(card), Rating.GOOD, seconds=3)
    before = everything_in(database.path)
    written = WrittenCard(Text("What is a yak?", "An ox", "Why"), DomainNumber.CLINICAL_OPERATIONS, TopicId("topic-1"))
    saved = own_cards.rewrite(database, clock, card, written, rollover_hour=4)
    assert saved.cards == (card,)
    assert own_cards.as_written(database, card) == written
    with database.reading() as connection:
        moved = read_card(connection, card)
        assert (moved.domain, moved.state) == (written.domain, CardState.REVIEW)
        assert read_shown(connection, card).topic == "Topic 1"
    assert everything_in(database.path)["review"] == before["review"]
    session.reread()
    session.rate(session.show(card), Rating.GOOD, seconds=3)
    session.undo()
    undone = session.undo()
    assert undone is not None
    assert undone.kind is StepKind.REWRITE
    assert everything_in(database.path) == before


def test_saving_an_own_card_as_it_was_changes_nothing(database: Database, clock: FakeClock) -> None:
    (card,) = save(database, clock).cards
    before = everything_in(database.path)
    saved = own_cards.rewrite(database, clock, card, own_cards.as_written(database, card), rollover_hour=4)
    assert not saved.changed
    assert everything_in(database.path) == before


def test_an_own_card_that_lacks_something_or_is_gone_is_not_rewritten(database: Database, clock: FakeClock) -> None:
    (card,) = save(database, clock).cards
    written = own_cards.as_written(database, card)
    with pytest.raises(UserError, match="The answer is missing"):
        own_cards.rewrite(database, clock, card, replace(written, text=Text("Q?", "", "")), rollover_hour=4)
    own_cards.delete(database, clock, [card])
    before = everything_in(database.path)
    with pytest.raises(UserError, match="no longer here"):
        own_cards.rewrite(database, clock, card, written, rollover_hour=4)
    assert everything_in(database.path) == before


def test_blanks_written_into_a_card_add_cards_that_move_together(database: Database, clock: FakeClock) -> None:
    (card,) = save(database, clock).cards
    rewrite(database, clock, card=card, text=Text("An earlier text?", "Yes", ""))
    before = everything_in(database.path)
    written = WrittenCard(Text("{{c1::Yaks}} eat {{c2::grass}}", "", ""), REPORTING, TopicId("topic-5"))
    first, second = own_cards.rewrite(database, clock, card, written, rollover_hour=4).cards
    assert first == card
    assert [own_cards.as_written(database, each).text.back for each in (first, second)] == ["Yaks", "grass"]
    moved = replace(own_cards.as_written(database, second), domain=DomainNumber.CLINICAL_OPERATIONS, topic=None)
    moved = replace(moved, topic=own_cards.own_topic(DomainNumber.CLINICAL_OPERATIONS))
    own_cards.rewrite(database, clock, second, moved, rollover_hour=4)
    assert own_cards.as_written(database, first).domain is DomainNumber.CLINICAL_OPERATIONS
    take_back(database)
    assert {own_cards.as_written(database, each).domain for each in (first, second)} == {REPORTING}
    take_back(database)
    assert own_fronts(database, clock) == ["An earlier text?"]
    now = everything_in(database.path)
    assert (now["flashcard_edit"], now["undo_step"]) == (before["flashcard_edit"], before["undo_step"])


def test_a_card_that_is_being_changed_is_not_told_as_its_own_double(database: Database, clock: FakeClock) -> None:
    (card,) = save(database, clock, "How long does a yak sleep?").cards
    assert own_cards.Fronts(database).nearly_the_same("How long does a yak sleep?")
    assert not own_cards.Fronts(database, but=card).nearly_the_same("How long does a yak sleep?")


@pytest.fixture
def fronts(database: Database, clock: FakeClock) -> own_cards.Fronts:
    save(database, clock, "How long does a **yak** sleep in the winter?")
    save(database, clock, "How long does a yak sleep?")
    return own_cards.Fronts(database)


@pytest.mark.parametrize(
    ("front", "found"),
    [
        ("", 0),
        ("yak", 0),
        ("A yak's sleep: how long is it?", 2),
        ("In winter, how long do yaks sleep", 2),
        ("How long do zebras run?", 0),
        ('" OR *', 0),
    ],
)
def test_nearly_the_same_questions_are_found_while_writing(fronts: own_cards.Fronts, front: str, found: int) -> None:
    assert len(fronts.nearly_the_same(front)) == found


def test_an_image_is_kept_once_under_its_own_name(tmp_path: Path) -> None:
    file = tmp_path / "Any name.PNG"
    file.write_bytes(PNG)
    kept = keep_image_file(file, data_dir=tmp_path)
    assert kept.is_new
    assert keep_image(PNG, data_dir=tmp_path) == KeptImage(kept.name, is_new=False)
    assert [each.name for each in own_images_dir(tmp_path).iterdir()] == [kept.name]
    assert keep_image(b"\xff\xd8\xffrest", data_dir=tmp_path).name.endswith(".jpg")
    assert keep_image(b"RIFF1234WEBPVP8", data_dir=tmp_path).name.endswith(".webp")


def test_an_image_that_no_card_shows_is_dropped(
    database: Database, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    data_dir = database.path.parent
    names = [keep_image(PNG + bytes([number]), data_dir=data_dir).name for number in range(4)]
    (deleted,) = save(database, clock, back=f"![Yak](<{names[0]}>)").cards
    own_cards.delete(database, clock, [deleted])
    card = CardId(1)
    rewrite(database, clock, card=card, text=Text("Mine?", f"![It](<{names[1]}>)", ""))
    rewrite(database, clock, card=card, text=Text("Mine?", f"![It](<{names[2]}>)", ""))  # undo brings back the other
    (own_images_dir(data_dir) / "folder").mkdir()
    drop_unused(database, [*names, "gone.png", "folder"], data_dir=data_dir)
    assert sorted(each.name for each in own_images_dir(data_dir).iterdir()) == sorted([*names[:3], "folder"])
    assert "folder" in caplog.text


@pytest.mark.parametrize(
    ("image", "told"),
    [(b"<svg/>", "isn't an image"), (b"RIFF1234WAVE", "isn't an image"), (b"\x89PNG" + bytes(LARGEST_IMAGE), "20 MB")],
)
def test_what_is_no_image_is_told(image: bytes, told: str, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=told):
        keep_image(image, data_dir=tmp_path)


def test_trouble_with_the_disk_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="can't be read"):
        keep_image_file(tmp_path / "gone.png", data_dir=tmp_path)
    own_images_dir(tmp_path).write_text("a file in the way")
    with pytest.raises(UserError, match="could not be kept"):
        keep_image(PNG, data_dir=tmp_path)
