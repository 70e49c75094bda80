"""Anki packages in all three layouts become cards; hostile ones become a sentence."""

from __future__ import annotations

import random
import time
import tracemalloc
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cehrs_desktop.activities.import_cards import Preview, carry_out, preview
from cehrs_desktop.activities.learner_file import open_learner_file
from cehrs_desktop.activities.undo import take_back
from cehrs_desktop.content.exchange import anki_package
from cehrs_desktop.content.exchange.protobuf import fields_of
from cehrs_desktop.errors import Cancelled, UserError
from cehrs_desktop.paths import own_images_dir, study_file
from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.exchange import SkipReason
from cehrs_desktop.rules.study.cards import CardId, CardState
from cehrs_desktop.storage.cards import read_card, read_marks
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.flashcards import read_shown
from cehrs_desktop.storage.reviews import read_history
from tests.builders import a_session, everything_in
from tests.exchange.packages import CLOZE, CREATED, PNG, Layout, Note, write_package
from tests.fakes import FakeClock

EVERY_LAYOUT = pytest.mark.parametrize("layout", Layout)
DOMAIN = DomainNumber.REVENUE_CYCLE
DAY_MILLISECONDS = 24 * 60 * 60 * 1000
REVIEWED = int(datetime(2026, 10, 20, 15, tzinfo=UTC).timestamp() * 1000)

NOTES = (
    Note("a", ["What is an <b>ABN</b>?", "A notice.<br>Before the service.", "Why: <i>42 CFR</i>"], tags=" billing "),
    Note("b", ["Second <img src='form.png'>", "Answer"]),
    Note("c", ["The {{c1::ABN::notice}} comes {{c2::before}} it.", "Extra"], kind=CLOZE, ordinals=(0, 1)),
    Note("d", ["", "No question", ""]),
)  # fmt: skip
LEARNED = Note(
    "learned",
    ["Known?", "Yes", ""],
    type=2,
    queue=2,
    due=310,
    interval=20,
    reviews=2,
    lapses=1,
    data='{"s":31.5,"d":6.25,"dr":0.9}',
    log=[(REVIEWED - 5 * DAY_MILLISECONDS, 1, 9_000, 0), (REVIEWED, 3, 4_000, 1), (REVIEWED + 1, 0, 0, 4)],
)


def take_over(database: Database, clock: FakeClock, file: Path, *, with_memory: bool = True) -> Preview:
    found = preview(database, file, domain=DOMAIN, with_memory=with_memory)
    carry_out(database, clock, found, data_dir=database.path.parent, rollover_hour=4)
    return found


_OWN = "SELECT id FROM flashcard WHERE pack_id = 'own' ORDER BY id"


def own_cards(database: Database) -> list[CardId]:
    with database.reading() as connection:
        return [
            CardId(row[0]) for row in connection.execute("SELECT id FROM flashcard WHERE pack_id = 'own' ORDER BY id")
        ]


@EVERY_LAYOUT
def test_notes_become_cards_with_both_sides(
    layout: Layout, database: Database, clock: FakeClock, tmp_path: Path
) -> None:
    file = write_package(tmp_path / "deck.apkg", NOTES, layout=layout, media={"form.png": PNG, "gone.mp3": b"x"})
    found = take_over(database, clock, file)
    assert [skipped.reason for skipped in found.plan.skipped] == [SkipReason.NO_FRONT]
    cards = own_cards(database)
    with database.reading() as connection:
        texts = [read_shown(connection, card).text for card in cards]
    assert texts[0].front == "What is an **ABN**?"
    assert texts[0].back.split("\n") == ["A notice.  ", "Before the service.  ", "Why: *42 CFR*"]
    assert [text.front for text in texts[2:]] == [
        "The **\\[notice\\]** comes before it.",
        "The ABN comes **\\[…\\]** it.",
    ]
    assert [text.back for text in texts[2:]] == ["ABN\n\nExtra", "before\n\nExtra"]
    image = texts[1].front.partition("(<")[2].removesuffix(">)")
    assert (own_images_dir(database.path.parent) / image).read_bytes() == PNG


@EVERY_LAYOUT
def test_the_same_package_twice_adds_nothing(
    layout: Layout, database: Database, clock: FakeClock, tmp_path: Path
) -> None:
    file = write_package(tmp_path / "deck.apkg", NOTES, layout=layout, media={"form.png": PNG})
    take_over(database, clock, file)
    before = everything_in(study_file(database.path.parent))
    found = take_over(database, clock, file)
    assert (found.plan.added, found.plan.changed) == ((), ())
    assert {skipped.reason for skipped in found.plan.skipped} == {SkipReason.SAME, SkipReason.NO_FRONT}
    assert everything_in(study_file(database.path.parent)) == before


def test_a_changed_note_changes_the_card_and_keeps_its_memory(
    database: Database, clock: FakeClock, tmp_path: Path
) -> None:
    take_over(database, clock, write_package(tmp_path / "deck.apkg", [LEARNED]))
    changed = Note("learned", ["Known?", "Yes, surely", ""], type=0)
    found = take_over(database, clock, write_package(tmp_path / "deck.apkg", [changed]))
    (card,) = own_cards(database)
    assert len(found.plan.changed) == 1
    with database.reading() as connection:
        assert read_shown(connection, card).text.back == "Yes, surely"
        assert read_card(connection, card).stability == 31.5


@EVERY_LAYOUT
def test_memory_and_review_log_are_taken_over(
    layout: Layout, database: Database, clock: FakeClock, tmp_path: Path
) -> None:
    take_over(database, clock, write_package(tmp_path / "deck.apkg", [LEARNED], layout=layout))
    (card,) = own_cards(database)
    with database.reading() as connection:
        memory, history = read_card(connection, card), read_history(connection, card)
    assert (memory.state, memory.stability, memory.difficulty) == (CardState.REVIEW, 31.5, 6.25)
    assert memory.due_day is not None
    assert memory.last_day is not None
    due = CREATED + timedelta(days=310)
    assert memory.due_day == (due.date() - datetime(1970, 1, 1, tzinfo=UTC).date()).days - 1
    assert (memory.reviews, memory.lapses, memory.domain) == (2, 1, DOMAIN)
    assert [past.rating for past in history] == [1, 3]
    assert history[0].seconds == 9


def test_without_memory_cards_begin_anew(database: Database, clock: FakeClock, tmp_path: Path) -> None:
    take_over(database, clock, write_package(tmp_path / "deck.apkg", [LEARNED]), with_memory=False)
    (card,) = own_cards(database)
    with database.reading() as connection:
        assert read_card(connection, card).state is CardState.NEW
        assert read_history(connection, card) == ()


def test_without_fsrs_state_the_interval_stands_for_stability(
    database: Database, clock: FakeClock, tmp_path: Path
) -> None:
    odd = [
        Note("sm2", ["A?", "A", ""], type=2, queue=-1, due=300, interval=12, reviews=5, data=""),
        Note("odd", ["B?", "B", ""], type=2, due=300, interval=3, data='{"s":"x","d":99'),
        Note("step", ["C?", "C", ""], type=1, due=int(CREATED.timestamp()), data='{"s":1e9,"d":2}'),
        Note("late", ["D?", "D", ""], type=2, due=10**12, interval=3),
        Note("old", ["E?", "E", ""], type=1, due=-(10**15), log=[(-(10**17), 3, 1, 1), (10**17, 3, 1, 1)]),
    ]  # fmt: skip
    take_over(database, clock, write_package(tmp_path / "deck.apkg", odd))
    cards = own_cards(database)
    with database.reading() as connection:
        memories = [read_card(connection, card) for card in cards]
        marks = read_marks(connection, cards[0])
    assert [memory.stability for memory in memories] == [12, 3, 1, None, None]
    assert memories[0].difficulty == 5
    assert marks.suspended


def test_own_cards_are_studied_like_all_others(database: Database, clock: FakeClock, tmp_path: Path) -> None:
    take_over(database, clock, write_package(tmp_path / "deck.apkg", [LEARNED]))
    (card,) = own_cards(database)
    shown = a_session(database, clock).show(card)
    assert (shown.flashcard.topic, shown.flashcard.domain) == ("Your own cards", DOMAIN)


def test_an_import_that_is_cancelled_leaves_no_trace(database: Database, clock: FakeClock, tmp_path: Path) -> None:
    before = everything_in(study_file(database.path.parent))
    found = preview(database, write_package(tmp_path / "deck.apkg", NOTES), domain=DOMAIN)
    told: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> bool:
        told.append((done, total))
        return False

    with pytest.raises(Cancelled):
        carry_out(database, clock, found, data_dir=tmp_path, rollover_hour=4, on_progress=stop)
    assert told == [(4, 4)]
    assert everything_in(study_file(database.path.parent)) == before


def test_the_decoy_of_a_newer_package_is_not_read(database: Database, tmp_path: Path) -> None:
    found = preview(database, write_package(tmp_path / "deck.apkg", NOTES), domain=DOMAIN)
    assert not any("update" in card.front for card in found.plan.added)


@pytest.mark.parametrize("meta", [b"\x08\x04", b"\x08\x63", b"", b"\xff"])
def test_an_unknown_layout_is_refused(meta: bytes, database: Database, tmp_path: Path) -> None:
    file = tmp_path / "new.apkg"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("meta", meta)
        archive.writestr("collection.anki2", b"")
    with pytest.raises(UserError):
        preview(database, file)


def hostile(folder: Path) -> Iterator[Path]:
    """Packages that mean harm, or are broken."""
    for number, content in enumerate([b"", b"PK", b"no zip at all", b"\0" * 5000]):
        file = folder / f"no-zip-{number}.apkg"
        file.write_bytes(content)
        yield file
    for number, entries in enumerate(
        [
            {"readme.txt": b"nothing here"},
            {"collection.anki2": b"not a database"},
            {"collection.anki2": b""},
            {"meta": b"\x08\x03", "collection.anki21b": b"not zstandard"},
            {"meta": b"\x08\x03", "collection.anki2": b"decoy only"},
        ]
    ):
        file = folder / f"zip-{number}.apkg"
        with zipfile.ZipFile(file, "w") as archive:
            for name, content in entries.items():
                archive.writestr(name, content)
        yield file


def test_hostile_packages_are_told_in_a_sentence_and_change_nothing(database: Database, tmp_path: Path) -> None:
    before = everything_in(study_file(database.path.parent))
    for file in hostile(tmp_path):
        with pytest.raises(UserError, match=r"\.$"):
            preview(database, file, domain=DOMAIN)
    with pytest.raises(UserError, match="can't be read"):
        preview(database, tmp_path / "missing.apkg")
    assert everything_in(study_file(database.path.parent)) == before


@EVERY_LAYOUT
def test_a_bomb_is_not_unpacked(
    layout: Layout, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(anki_package, "LARGEST_COLLECTION", 10_000)
    file = write_package(tmp_path / "bomb.apkg", [Note("a", ["x" * 200_000, "y"])], layout=layout)
    assert file.stat().st_size < 40_000
    with pytest.raises(UserError, match="more than can be read"):
        preview(database, file)


def test_images_with_ways_out_of_the_folder_are_not_kept(database: Database, clock: FakeClock, tmp_path: Path) -> None:
    note = Note("a", ["<img src='../../evil.png'><img src='https://a.example/b.png'><img src='not.png'>Q", "A", ""])
    media = {"../../evil.png": PNG, "not.png": b"<svg onload=alert(1)>"}
    take_over(database, clock, write_package(tmp_path / "deck.apkg", [note], media=media))
    assert not own_images_dir(database.path.parent).exists()
    assert not list(tmp_path.parent.glob("**/evil.png"))


def mutated(original: bytes, dice: random.Random) -> bytes:
    """The same with some bytes changed, cut out, doubled, or the end cut off."""
    content = bytearray(original)
    for _ in range(dice.choice((1, 1, 3, 20))):
        at = dice.randrange(len(content))
        way = dice.randrange(4)
        if way == 0:
            content[at] = dice.randrange(256)
        elif way == 1:
            del content[at : at + dice.randrange(1, 200)]
        elif way == 2:
            content[at:at] = content[at : at + dice.randrange(1, 200)]
        else:
            del content[len(content) - dice.randrange(1, 50) :]
        if len(content) < 300:
            break
    return bytes(content)


def fuzz(folder: Path, database: Database, clock: FakeClock, *, count: int, seed: int) -> int:
    """Each mutated package is taken over whole, in part, or refused with a sentence, of which nothing may be left.

    Returns how many were taken over. None may take 10 s of the processor or 64 MB.
    """
    dice = random.Random(seed)
    originals = [
        write_package(
            folder / f"{layout.name}.apkg", [*NOTES, LEARNED], layout=layout, media={"form.png": PNG}
        ).read_bytes()
        for layout in Layout
    ]
    plain = [unpacked(folder, original) for original in originals]
    taken = 0
    for number in range(count):
        file = folder / "mutated.apkg"
        which = number % len(originals)
        file.write_bytes(mutated(originals[which], dice) if number % 2 else remade(plain[which], dice, folder))
        before, began = everything(database), time.process_time()
        tracemalloc.start()
        try:
            take_over(database, clock, file)
            taken += 1
        except UserError:
            assert everything(database) == before
        finally:
            _, peak = tracemalloc.get_traced_memory()
            tracemalloc.stop()
        assert time.process_time() - began < 10
        assert peak < 64 * 1024 * 1024
    return taken


def everything(database: Database) -> tuple[dict[str, list[tuple[Any, ...]]], set[str]]:
    """All rows, and the images kept."""
    images = own_images_dir(database.path.parent)
    return everything_in(database.path), {file.name for file in images.iterdir()} if images.exists() else set()


def unpacked(folder: Path, original: bytes) -> dict[str, bytes]:
    file = folder / "plain.apkg"
    file.write_bytes(original)
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def remade(entries: dict[str, bytes], dice: random.Random, folder: Path) -> bytes:
    """A sound zip around entries of which one is mutated: what the checksum of the zip would otherwise catch."""
    chosen = dice.choice([name for name, content in entries.items() if len(content) > 20])
    file = folder / "remade.apkg"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, mutated(content, dice) if name == chosen else content)
    return file.read_bytes()


def test_fifty_mutated_packages_do_no_harm(database: Database, clock: FakeClock, tmp_path: Path) -> None:
    before = everything_in(database.path)
    taken = fuzz(tmp_path, database, clock, count=50, seed=7)
    assert 5 < taken < 45
    while take_back(database) is not None:
        pass
    after = everything_in(database.path)
    assert [row for row in after["flashcard"] if row in before["flashcard"]] == before["flashcard"]
    with database.reading() as connection:
        assert connection.execute("SELECT count(*) FROM flashcard WHERE NOT retired").fetchone() == (
            len(before["flashcard"]),
        )


@pytest.mark.soak
def test_two_thousand_mutated_packages_do_no_harm(data_dir: Path, clock: FakeClock, tmp_path: Path) -> None:
    seed = random.randrange(10**6)
    print(f"seed {seed}")  # noqa: T201
    with closing(open_learner_file(data_dir, clock)) as database:
        fuzz(tmp_path, database, clock, count=2000, seed=seed)


@pytest.mark.parametrize("message", [b"\x0a", b"\x0a\x05ab", b"\x08", b"\x08" + b"\xff" * 11, b"\x0b", b"\x0d\x01"])
def test_a_broken_message_is_refused(message: bytes) -> None:
    with pytest.raises(ValueError, match=r"field|number"):
        list(fields_of(message))


def test_numbers_and_fixed_fields_of_a_message_are_read() -> None:
    assert list(fields_of(b"\x08\x96\x01\x0d1234\x1112345678\x1a\x02ab")) == [
        (1, 150),
        (1, b"1234"),
        (2, b"12345678"),
        (3, b"ab"),
    ]
