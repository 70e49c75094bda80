"""Cards go out as CSV, as an Anki package, and as one archive of everything; they come back the same."""

from __future__ import annotations

import json
import sqlite3
import sys
import zipfile
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from cehrs_desktop.activities import own_cards
from cehrs_desktop.activities.export_cards import card_sides, export, unpack_archive
from cehrs_desktop.activities.import_cards import carry_out, preview
from cehrs_desktop.activities.incoming_file import own_name
from cehrs_desktop.activities.own_images import keep_image
from cehrs_desktop.content.exchange.markdown_html import html_of
from cehrs_desktop.errors import Cancelled, UserError
from cehrs_desktop.paths import own_images_dir, study_file
from cehrs_desktop.rules.content import DomainNumber, TopicId
from cehrs_desktop.rules.study.cards import CardId, Rating
from cehrs_desktop.rules.study.shown_card import Text
from cehrs_desktop.rules.study.written_card import WrittenCard
from cehrs_desktop.storage.cards import read_card
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.outgoing import read_outgoing_reviews
from tests.builders import a_database, a_flashcard, a_pack, a_session, everything_in, install
from tests.exchange.packages import PNG, Note, write_package
from tests.fakes import FakeClock


def studied(database: Database, clock: FakeClock) -> CardId:
    """A card answered on three days."""
    card = a_session(database, clock).next()
    assert card is not None
    for _ in range(3):
        session = a_session(database, clock)
        session.rate(session.show(card.card.id), Rating.EASY, seconds=5)
        clock.advance(seconds=timedelta(days=5).total_seconds())
    return card.card.id


def test_csv_comes_back_into_an_empty_file_the_same(database: Database, clock: FakeClock, tmp_path: Path) -> None:
    target = tmp_path / "cards.csv"
    count = export(database, clock, target, data_dir=database.path.parent)
    assert count == len(target.read_text("utf-8-sig").splitlines()) - 1
    with closing(a_database(tmp_path / "other", clock)) as other:
        found = preview(other, target)
        carry_out(other, clock, found, data_dir=tmp_path, rollover_hour=4)
        assert (len(found.plan.added), found.plan.skipped) == (count, ())
        assert preview(other, target).plan.added == ()


@pytest.mark.parametrize("with_memory", [True, False])
def test_a_package_comes_back_with_memory_and_history(
    with_memory: bool, database: Database, clock: FakeClock, tmp_path: Path
) -> None:
    card = studied(database, clock)
    target = tmp_path / "cards.apkg"
    export(database, clock, target, data_dir=database.path.parent, only=[card], with_memory=with_memory)
    with closing(a_database(tmp_path / "other", clock)) as other:
        found = preview(other, target, domain=DomainNumber.REPORTING)
        (incoming,) = found.plan.added
        assert incoming.front.startswith("What is")
        if not with_memory:
            assert incoming.memory is None
            return
        carry_out(other, clock, found, data_dir=tmp_path, rollover_hour=4)
        with database.reading() as mine, other.reading() as theirs:
            before = read_card(mine, card)
            (number,) = theirs.execute("SELECT id FROM flashcard WHERE pack_id = 'own'").fetchone()
            after = read_card(theirs, CardId(number))
            assert theirs.execute("SELECT count(*) FROM review").fetchone() == (3,)
    assert before.stability is not None
    assert after.stability == pytest.approx(before.stability, abs=1e-3)
    assert (after.last_day, after.reviews) == (before.last_day, before.reviews)
    assert after.due_day in (before.due_day, (before.due_day or 0) - 1)


def test_a_package_says_when_a_card_was_last_answered(database: Database, clock: FakeClock, tmp_path: Path) -> None:
    card = studied(database, clock)
    target = tmp_path / "cards.apkg"
    with database.reading() as connection:
        moments = [review.at // 1000 for review in read_outgoing_reviews(connection)]
        last_day = read_card(connection, card).last_day
    assert last_day is not None

    def last_review_time() -> int:
        export(database, clock, target, data_dir=database.path.parent, only=[card])
        with zipfile.ZipFile(target) as archive:
            archive.extract("collection.anki2", tmp_path)
        with closing(sqlite3.connect(tmp_path / "collection.anki2")) as collection:
            ((data,),) = collection.execute("SELECT data FROM cards").fetchall()
        return int(json.loads(data)["lrt"])

    assert last_review_time() == max(moments)
    with database.changing() as connection:
        connection.execute("DELETE FROM undo_step")
        connection.execute("DELETE FROM review")
    assert last_review_time() == (last_day * 24 + 12) * 3600  # noon of that day, in UTC


def test_a_package_holds_the_images_of_its_cards(database: Database, clock: FakeClock, tmp_path: Path) -> None:
    data_dir = database.path.parent
    package = write_package(tmp_path / "in.apkg", [Note("a", ["<img src='f.png'>Q", "A", ""])], media={"f.png": PNG})
    found = preview(database, package, domain=DomainNumber.REPORTING)
    carry_out(database, clock, found, data_dir=data_dir, rollover_hour=4)
    target = tmp_path / "out.apkg"
    export(database, clock, target, data_dir=data_dir)
    with zipfile.ZipFile(target) as archive:
        (name,) = json.loads(archive.read("media")).values()
        assert archive.read("0") == PNG
    with closing(a_database(tmp_path / "other", clock)) as other:
        again = preview(other, target, domain=DomainNumber.REPORTING)
    assert name in again.images


def test_a_package_holds_the_images_of_the_packs_cards_and_of_own_ones(
    data_dir: Path, clock: FakeClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    pack_images = tmp_path / "resources" / "content" / "cehrs-2020" / "images"
    pack_images.mkdir(parents=True)
    (pack_images / "sign in & out.png").write_bytes(PNG + b"pack")
    (pack_images.parent / "pack.toml").write_text("a text")
    texts = ("![a](<images/sign in & out.png>)", "![b](images/missing.png) ![c](../pack.toml) ![d](pack.toml)")
    pictured = replace(a_flashcard("pictured"), front=texts[0], back=texts[1])
    with closing(a_database(data_dir, clock)) as database:
        install(database, a_pack([pictured]), clock)
        own = keep_image(PNG, data_dir=data_dir).name
        written = WrittenCard(Text("Own?", f"![e](<{own}>)", ""), DomainNumber.REPORTING, TopicId("topic-5"))
        own_cards.save(database, clock, written, rollover_hour=4)
        target = tmp_path / "out.apkg"
        export(database, clock, target, data_dir=data_dir)
        sides = card_sides(database, data_dir=data_dir)
    assert {side.images for side in sides} == {pack_images.parent, own_images_dir(data_dir)}
    with zipfile.ZipFile(target) as archive:
        media = {name: archive.read(number) for number, name in json.loads(archive.read("media")).items()}
        archive.extract("collection.anki2", tmp_path)
    packs = own_name(PNG + b"pack", "x.png")
    assert media == {own: PNG, packs: PNG + b"pack"}
    with closing(sqlite3.connect(tmp_path / "collection.anki2")) as connection:
        fields = [row[0] for row in connection.execute("SELECT flds FROM notes")]
    assert any(f'<img src="{packs}" alt="a">' in each and 'src="images/missing.png"' in each for each in fields)
    with closing(a_database(tmp_path / "other", clock)) as other:
        again = preview(other, target, domain=DomainNumber.REPORTING)
        carry_out(other, clock, again, data_dir=tmp_path / "other", rollover_hour=4)
    kept = {file.name: file.read_bytes() for file in own_images_dir(tmp_path / "other").iterdir()}
    assert kept == media


def test_the_archive_holds_everything(database: Database, clock: FakeClock, tmp_path: Path) -> None:
    studied(database, clock)
    target = tmp_path / "all.cehrs.zip"
    export(database, clock, target, data_dir=database.path.parent)
    unpacked = unpack_archive(target, tmp_path / "there")
    assert everything_in(unpacked) == everything_in(study_file(database.path.parent))


def test_an_archive_of_a_newer_version_or_another_zip_is_refused(tmp_path: Path) -> None:
    for about, sentence in (('{"schema": "9999"}', "newer version"), ("{}", "isn't an archive"), ("[", "isn't an")):
        file = tmp_path / "archive.cehrs.zip"
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("about.json", about)
        with pytest.raises(UserError, match=sentence):
            unpack_archive(file, tmp_path / "there")
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("about.json", '{"schema": "0001"}')
        archive.writestr("../../out.txt", "x")
    with pytest.raises(UserError, match="isn't an archive"):
        unpack_archive(file, tmp_path / "there")
    assert not list(tmp_path.glob("**/out.txt"))


def test_another_ending_or_place_is_told(database: Database, clock: FakeClock, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="ends in"):
        export(database, clock, tmp_path / "cards.doc", data_dir=database.path.parent)
    with pytest.raises(UserError, match="could not be written"):
        export(database, clock, tmp_path / "missing" / "cards.csv", data_dir=database.path.parent)


def test_a_package_has_the_tables_anki_asks_for(database: Database, clock: FakeClock, tmp_path: Path) -> None:
    studied(database, clock)
    target = tmp_path / "cards.apkg"
    export(database, clock, target, data_dir=database.path.parent)
    with zipfile.ZipFile(target) as archive:
        archive.extract("collection.anki2", tmp_path)
    with closing(sqlite3.connect(tmp_path / "collection.anki2")) as connection:
        (version, models, decks, options) = connection.execute("SELECT ver, models, decks, dconf FROM col").fetchone()
        assert version == 11
        assert all(json.loads(part) for part in (models, decks, options))
        assert (
            connection.execute("SELECT count(*) FROM notes").fetchone()
            == connection.execute("SELECT count(*) FROM cards").fetchone()
        )


TABLE = '<table border="1">'


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("one\ntwo", "<div>one<br>two</div>"),
        ("**b** *i* `c` [l](x)", "<div><b>b</b> <i>i</i> <code>c</code> l</div>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("|A|B|\n|---|---|\n|1|2|", f"{TABLE}<tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>"),
        ("5 < 6 & \\*x\\*", "<div>5 &lt; 6 &amp; *x*</div>"),
        ("![w](<a.png>)", '<div><img src="a.png" alt="w"></div>'),
        ('![w](b/a.png) ![x](<c (1).png> "d")', '<div><img src="b/a.png" alt="w"> <img src="c (1).png" alt="x"></div>'),
        ('![a "<"](<b & c.png>)', '<div><img src="b &amp; c.png" alt="a &quot;&lt;&quot;"></div>'),
        ("", ""),
    ],
)
def test_markdown_becomes_html(markdown: str, html: str) -> None:
    assert html_of(markdown) == html


def test_both_sides_of_cards_are_there_to_be_printed(database: Database, clock: FakeClock) -> None:
    card = studied(database, clock)
    ((front, back),) = [(each.front, each.back) for each in card_sides(database, [card], data_dir=database.path.parent)]
    assert front.startswith("<div>What is")
    assert "&nbsp;" in back  # a gap before the reason
    assert len(card_sides(database, data_dir=database.path.parent)) == 40


def test_an_export_can_be_stopped(database: Database, clock: FakeClock, tmp_path: Path) -> None:
    for ending in (".csv", ".apkg"):
        with pytest.raises(Cancelled):
            export(
                database,
                clock,
                tmp_path / f"cards{ending}",
                data_dir=database.path.parent,
                on_progress=lambda _done, _total: False,
            )
        assert list(tmp_path.glob("cards*")) == []
