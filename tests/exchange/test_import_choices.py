"""Columns that were chosen once are chosen for the next file that has the same ones."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from cehrs_desktop.activities.import_cards import carry_out, preview
from cehrs_desktop.activities.import_choices import remembered, remembered_domain
from cehrs_desktop.content.exchange.delimited import Shape, guess_shape
from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.settings import Json, read_settings, write_settings
from tests.exchange.packages import Note, write_package
from tests.fakes import FakeClock


def written(folder: Path, text: str) -> Path:
    file = folder / "cards.csv"
    file.write_text(text, encoding="utf-8")
    return file


def imported(database: Database, clock: FakeClock, file: Path, *, shape: Shape, domain: DomainNumber | None) -> None:
    found = preview(database, file, shape=shape, domain=domain)
    carry_out(database, clock, found, data_dir=database.path.parent, rollover_hour=4)


def test_names_of_columns_are_recognized(database: Database, clock: FakeClock, tmp_path: Path) -> None:
    file = written(tmp_path, "Antwort,Frage\nYes,Is it?\n")
    chosen = replace(guess_shape(file), header=True, columns=("back", "front"))
    imported(database, clock, file, shape=chosen, domain=DomainNumber.REPORTING)
    other = preview(database, written(tmp_path, "ANTWORT,Frage\nNo,Was it?\n"))
    assert [card.texts for card in other.plan.added] == [("Was it?", "No", "")]
    assert other.domain is DomainNumber.REPORTING
    stranger = written(tmp_path, "Reply,Frage\nNo,Was it?\n")
    assert remembered(database, stranger) == (guess_shape(stranger), None)


def test_without_names_their_number_is_recognized_and_the_last_choice_counts(
    database: Database, clock: FakeClock, tmp_path: Path
) -> None:
    for number, columns in enumerate([("front", None, "back"), (None, "back", "front")]):
        file = written(tmp_path, f"{number},b{number},c{number}\n")
        shape = replace(guess_shape(file), columns=columns)
        imported(database, clock, file, shape=shape, domain=DomainNumber.REPORTING)
    (card,) = preview(database, written(tmp_path, "x,y,z\n")).plan.added
    assert card.texts == ("z", "y", "")
    with database.reading() as connection:
        kept = read_settings(connection)["import_columns"]
    assert isinstance(kept, list)
    assert len(kept) == 1


def test_twenty_are_kept(database: Database, clock: FakeClock, tmp_path: Path) -> None:
    for number in range(22):
        file = written(tmp_path, f"front,back,x{number}\nq{number},a,\n")
        imported(database, clock, file, shape=guess_shape(file), domain=DomainNumber.REPORTING)
    with database.reading() as connection:
        kept = read_settings(connection)["import_columns"]
    assert isinstance(kept, list)
    assert len(kept) == 20


def test_delimiter_and_encoding_that_were_chosen_are_kept(database: Database, clock: FakeClock, tmp_path: Path) -> None:
    file = tmp_path / "cards.csv"
    file.write_bytes("Frage|x;y;Antwort\nЖЖ?|x;y;Ю\n".encode("cp1251"))
    chosen = guess_shape(file, encoding="cp1251", delimiter="|")
    assert chosen.delimiter != guess_shape(file).delimiter
    chosen = replace(chosen, header=True, columns=("front", "back"))
    imported(database, clock, file, shape=chosen, domain=DomainNumber.REPORTING)
    file.write_bytes("Frage|x;y;Antwort\nЮЮ?|a;b;Ж\n".encode("cp1251"))
    (card,) = preview(database, file).plan.added
    assert card.texts == ("ЮЮ?", "a;b;Ж", "")
    shape, _ = remembered(database, file, delimiter=";")  # what is chosen now goes before what was
    assert shape.delimiter == ";"
    assert len(shape.columns) == 3


def test_the_domain_of_packages_is_kept(database: Database, clock: FakeClock, tmp_path: Path) -> None:
    assert remembered_domain(database) is None
    package = write_package(tmp_path / "a.apkg", [Note("a", ["Q?", "A", ""])])
    found = preview(database, package, domain=DomainNumber.REPORTING)
    carry_out(database, clock, found, data_dir=tmp_path, rollover_hour=4)
    other = write_package(tmp_path / "b.apkg", [Note("b", ["Q 2?", "A", ""])])
    assert preview(database, other).domain is DomainNumber.REPORTING


def test_a_file_that_is_gone_once_it_was_read_keeps_its_choice(
    database: Database, clock: FakeClock, tmp_path: Path
) -> None:
    file = written(tmp_path, "a,b\n")
    found = preview(database, file, domain=DomainNumber.REPORTING)
    file.unlink()
    carry_out(database, clock, found, data_dir=tmp_path, rollover_hour=4)
    assert remembered(database, written(tmp_path, "c,d\n"))[1] is DomainNumber.REPORTING


@pytest.mark.parametrize("stored", ["x", [1, {}, {"names": ["a", "b"]}, {"names": None, "width": 2, "columns": 5}]])
def test_a_stored_choice_that_makes_no_sense_is_passed_over(stored: Json, database: Database, tmp_path: Path) -> None:
    with database.changing() as connection:
        write_settings(connection, {"import_columns": stored})
    assert len(preview(database, written(tmp_path, "a,b\n"), domain=DomainNumber.REPORTING).plan.added) == 1
