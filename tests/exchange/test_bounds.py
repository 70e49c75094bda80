"""Files that were made to fill the memory or to take forever end soon, with a sentence or with cards left out."""

from __future__ import annotations

import sqlite3
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from cehrs_desktop.activities import incoming_file
from cehrs_desktop.activities.import_cards import carry_out, preview
from cehrs_desktop.content.exchange import anki_notes, anki_package, delimited
from cehrs_desktop.content.exchange.delimited import guess_shape
from cehrs_desktop.content.exchange.safe_markdown import LONGEST_HTML, safe_markdown
from cehrs_desktop.errors import Cancelled, UserError
from cehrs_desktop.paths import own_images_dir
from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.exchange import SkipReason
from cehrs_desktop.storage import anki_collection
from cehrs_desktop.storage.database import Database
from tests.exchange.packages import CLOZE, PNG, Layout, Note, write_package
from tests.fakes import FakeClock

DOMAIN = DomainNumber.REPORTING
LENGTH = 100_000
MOST_CPU_SECONDS = 3.0
"""Some twenty times what is needed; where time grows with the square of the length it is minutes."""


@contextmanager
def soon() -> Iterator[None]:
    begun = time.process_time()
    yield
    assert time.process_time() - begun < MOST_CPU_SECONDS


@pytest.mark.parametrize(
    "part",
    ["<", "</", "<!", "<?", "<!--", "<!-- -", "<![CDATA[", "<a ", "<a x='", '<a b="', "<b>", "<b>x</i>", "<img src=",
     "<img src='a.png' ", "<script>", "<table><tr><td>x", "<td>x</td>", "<tr><td>a</td>", "<br> ", "<i> ", "&", "&#",
     "[sound:", "*", "\\", "data:image/png;base64,", "<span> "],
)  # fmt: skip
def test_html_takes_time_by_its_length(part: str) -> None:
    with soon():
        for before in ("", "<table><tr>", "<style>"):
            safe_markdown(before + part * (LENGTH // len(part)))


def test_html_that_is_longer_than_any_card_is_left_out(database: Database, tmp_path: Path) -> None:
    notes = [Note("a", ["<b>x</b>" * LONGEST_HTML, "y", ""]), Note("b", ["Short?", "y", ""])]
    found = preview(database, write_package(tmp_path / "long.apkg", notes), domain=DOMAIN)
    assert [card.front for card in found.plan.added] == ["Short?"]
    assert [each.reason for each in found.plan.skipped] == [SkipReason.TOO_LONG]


def test_an_image_within_the_text_counts_for_nothing() -> None:
    picture = f"<img src='data:image/png;base64,{'A' * 500_000}'>"
    assert safe_markdown(f"Before {picture}after") == ("Before after", ())


def test_a_table_too_large_to_be_one_is_text() -> None:
    html = "<table><tr>" + "<td>x</td>" * 3000 + "</tr>" + "<tr><td>y</td></tr>" * 3000 + "</table>"
    markdown, _ = safe_markdown(html)
    assert len(markdown) < 2 * len(html)


@pytest.mark.parametrize("part", ["{{c1::", "{{c1::x::", "::", "}}", "{{c1::a}}", "{{", "{{c1::{{c2::x}}"])
def test_cloze_texts_take_time_by_their_length(part: str, database: Database, tmp_path: Path) -> None:
    text = "{{c1::" + part * (LENGTH // len(part))
    file = write_package(tmp_path / "cloze.apkg", [Note("a", [text, ""], kind=CLOZE)])
    with soon():
        preview(database, file, domain=DOMAIN)


def test_blanks_within_blanks(database: Database, tmp_path: Path) -> None:
    text = "A {{c1::form {{c2::41}}::which?}} and }} {{c3::open"
    file = write_package(tmp_path / "cloze.apkg", [Note("a", [text, ""], kind=CLOZE, ordinals=(0, 1))])
    one, two = preview(database, file, domain=DOMAIN).plan.added
    assert (one.front, one.back) == ("A **\\[which?\\]** and }} {{c3::open", "form 41")
    assert (two.front, two.back) == ("A form **\\[…\\]** and }} {{c3::open", "41")


def test_a_template_that_shows_a_field_a_thousand_times_is_cut_off() -> None:
    filled = anki_notes._filled("{{Front}}" * 10_000, {"Front": "x" * LENGTH}, lambda text: text)
    assert len(filled) < 4 * LENGTH


def test_a_column_that_the_database_makes_up_doesnt_fill_the_memory(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(anki_collection, "_MOST_TEXT", 1_000_000)
    file = tmp_path / "made-up.sqlite3"
    with closing(sqlite3.connect(file)) as made, made:
        made.executescript(
            """
            CREATE TABLE col (crt, models); INSERT INTO col VALUES (0, '{}');
            CREATE TABLE notes (id, guid, mid, tags, flds AS (hex(zeroblob(50000))));
            CREATE TABLE cards (id, nid, ord, type, queue, due, ivl, reps, lapses, data);
            CREATE TABLE revlog (id, cid, ease, time, type);
            """
        )
        made.executemany("INSERT INTO notes VALUES (?, 'g', 1, '')", [(number,) for number in range(1000)])
    package = tmp_path / "made-up.apkg"
    with zipfile.ZipFile(package, "w") as archive:
        archive.write(file, "collection.anki2")
    with soon(), pytest.raises(UserError, match="more than can be read"):
        preview(database, package, domain=DOMAIN)


def test_a_database_that_counts_forever_is_stopped(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(anki_collection, "_STEPS_AT_ONCE", 100)
    monkeypatch.setattr(anki_collection, "_MOST_TURNS", 2)
    notes = [Note(f"g{number}", ["Question", "Answer", ""]) for number in range(200)]
    with pytest.raises(UserError, match="damaged"):
        preview(database, write_package(tmp_path / "many.apkg", notes), domain=DOMAIN)


def test_images_that_are_too_large_together_are_told(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(anki_package, "MOST_OF_IMAGES", 300_000)
    monkeypatch.setattr(anki_package, "LARGEST_IMAGE", 100_000)
    media = {
        f"{number}.png": PNG + b"\0" * size for number, size in enumerate([1_000, 200_000, 90_000, 90_000, 90_000])
    }
    notes = [Note(name, [f"<img src='{name}'>?", "A", ""]) for name in media]
    fitting = preview(database, write_package(tmp_path / "a.apkg", notes[:3], media=media), domain=DOMAIN)
    assert len(fitting.images) == 2
    for layout in Layout:
        with pytest.raises(UserError, match="more than can be read"):
            preview(database, write_package(tmp_path / "b.apkg", notes, media=media, layout=layout), domain=DOMAIN)


def test_a_million_columns_are_told_before_they_fill_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "wide.csv"
    for content in (b"," * 3_000_000, b'"' + b'","' * 1_000_000, b"a,b\r" + b";" * 3_000_000):
        file.write_bytes(content)
        with soon(), pytest.raises(UserError, match="too long to be a card's"):
            guess_shape(file)
    monkeypatch.setattr(delimited, "LONGEST_LINE", 10)
    file.write_bytes(b"short,row\rother,row\n")
    assert guess_shape(file).columns == ("front", "back")


def test_what_takes_too_long_is_told(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incoming_file, "LONGEST_SECONDS", -1.0)
    with pytest.raises(UserError, match="too long to read"):
        preview(database, write_package(tmp_path / "slow.apkg", [Note("a", ["Q", "A", ""])]), domain=DOMAIN)


def test_reading_can_be_stopped(database: Database, tmp_path: Path) -> None:
    file = write_package(tmp_path / "a.apkg", [Note("a", ["Q", "A", ""])])
    with pytest.raises(Cancelled):
        preview(database, file, domain=DOMAIN, on_progress=lambda _done, _total: False)


def test_images_of_an_import_that_is_stopped_or_has_changed_meanwhile_are_not_kept(
    database: Database, clock: FakeClock, tmp_path: Path
) -> None:
    notes = [Note("a", ["<img src='a.png'>Q", "A", ""])]
    file = write_package(tmp_path / "a.apkg", notes, media={"a.png": PNG})
    found = preview(database, file, domain=DOMAIN)
    data_dir = database.path.parent
    with pytest.raises(Cancelled):
        carry_out(database, clock, found, data_dir=data_dir, rollover_hour=4, on_progress=lambda _done, _total: False)
    assert not own_images_dir(data_dir).exists()
    write_package(file, notes, media={"a.png": PNG + b"more"})
    with pytest.raises(UserError, match="changed meanwhile"):
        carry_out(database, clock, found, data_dir=data_dir, rollover_hour=4)
    assert not own_images_dir(data_dir).exists()
