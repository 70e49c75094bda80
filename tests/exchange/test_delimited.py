"""Delimited text: encoding, delimiter and columns are guessed; what is written reads back the same."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cehrs_desktop.activities.import_cards import carry_out, preview
from cehrs_desktop.activities.incoming_file import exam_domains
from cehrs_desktop.activities.own_cards import delete
from cehrs_desktop.activities.undo import take_back
from cehrs_desktop.content.exchange import delimited
from cehrs_desktop.content.exchange.delimited import Shape, guess_shape, read_delimited, write_delimited
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.content import DomainNumber, TopicId
from cehrs_desktop.rules.exchange import Incoming, SkipReason
from cehrs_desktop.rules.study.session import StepKind
from cehrs_desktop.storage.database import Database
from tests.fakes import FakeClock


def written(folder: Path, text: str, *, encoding: str = "utf-8") -> Path:
    file = folder / "cards.csv"
    file.write_bytes(text.encode(encoding))
    return file


def cards_of(file: Path) -> list[tuple[str, str, str]]:
    return [card.texts for card in read_delimited(file, guess_shape(file), exam_domains())]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_delimiter_and_encoding_are_guessed(delimiter: str, encoding: str, tmp_path: Path) -> None:
    rows = [["Was heißt é?", "ü"], ["Two, or three?", "1"], ["Third", 'with "quotes"'], ["", ""]]
    target = io.StringIO()
    csv.writer(target, delimiter=delimiter).writerows(rows)
    file = written(tmp_path, target.getvalue(), encoding=encoding)
    assert cards_of(file) == [(row[0], row[1], "") for row in rows[:3]]


def test_a_header_names_the_columns_in_any_order(tmp_path: Path) -> None:
    file = written(tmp_path, "Tags,Answer,Extra,Question,Domain,Odd,Topic\na b,Yes,Because,Is it?,4,x,privacy\n")
    (card,) = read_delimited(file, guess_shape(file), exam_domains())
    assert card.texts == ("Is it?", "Yes", "Because")
    assert (card.tags, card.domain, card.topic) == (("a", "b"), DomainNumber.REGULATORY_COMPLIANCE, "privacy")


def test_the_lines_above_an_export_of_anki_are_obeyed(tmp_path: Path) -> None:
    text = "#separator:tab\n#html:true\n#guid column:1\n#tags column:4\ngu1\tOne<br>two\tAnswer\tt1 t2\n"
    (card,) = read_delimited(file := written(tmp_path, text), guess_shape(file), exam_domains())
    assert card.texts == ("One  \ntwo", "Answer", "")
    assert card.tags == ("t1", "t2")


def test_a_first_line_that_only_looks_like_a_directive_is_a_row(tmp_path: Path) -> None:
    found = cards_of(written(tmp_path, "# of patients;A count\nTwo;2\n"))
    assert found == [("# of patients", "A count", ""), ("Two", "2", "")]


def test_columns_can_be_set(tmp_path: Path) -> None:
    file = written(tmp_path, "x,back,front\n")
    shape = Shape("utf-8", ",", header=False, html=False, columns=(None, "back", "front"))
    assert [card.texts for card in read_delimited(file, shape, {})] == [("front", "back", "")]
    with pytest.raises(UserError, match="Choose which column"):
        list(read_delimited(file, Shape("utf-8", ",", header=False, html=False, columns=("front", None, None)), {}))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "no rows"),
        (b"\n\n , \n", "Choose which column"),
        (b"\x00\x01\x02\x00" * 50, "isn't a text file"),
        (b"a,b\n" + b"," * 2_000_000, "columns|told apart"),
        (b"a,b\n" + b'"' + b"x" * 200_000 + b'",b\n', "can't be told apart"),
    ],
)
def test_a_file_that_makes_no_sense_is_told_in_a_sentence(content: bytes, sentence: str, tmp_path: Path) -> None:
    file = tmp_path / "cards.csv"
    file.write_bytes(content)
    with pytest.raises(UserError, match=sentence):
        list(read_delimited(file, guess_shape(file), exam_domains()))


def test_limits_of_size_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = written(tmp_path, "a,b\n" * 20)
    monkeypatch.setattr(delimited, "MOST_ROWS", 10)
    with pytest.raises(UserError, match="more than 10 rows"):
        guess_shape(file)
    monkeypatch.setattr(delimited, "LARGEST_FILE", 10)
    with pytest.raises(UserError, match="too large"):
        guess_shape(file)
    with pytest.raises(UserError, match="can't be read"):
        guess_shape(tmp_path / "missing.csv")


def test_a_wrong_encoding_is_told(tmp_path: Path) -> None:
    file = written(tmp_path, "é,ü\n", encoding="cp1252")
    with pytest.raises(UserError, match="isn't a text file"):
        list(read_delimited(file, Shape("utf-8", ",", header=False, html=False, columns=("front", "back")), {}))


text = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60).map(str.strip).filter(bool)


@given(st.lists(st.tuples(text, text, text), min_size=1, max_size=8))
def test_what_is_written_reads_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]]
) -> None:
    cards = [Incoming("k", *row, tags=("t",), domain=DomainNumber.REPORTING, topic=TopicId("a-topic")) for row in rows]
    file = tmp_path_factory.mktemp("csv") / "cards.csv"
    file.write_bytes(write_delimited(cards).encode())
    shape = Shape("utf-8", ",", header=True, html=False, columns=delimited.FIELDS)
    back = list(read_delimited(file, shape, exam_domains()))
    assert [card.texts for card in back] == rows
    assert {(card.tags, card.domain, card.topic) for card in back} == {(("t",), DomainNumber.REPORTING, "a-topic")}


def test_every_reason_to_skip_is_found(database: Database, tmp_path: Path, clock: FakeClock) -> None:
    rows = "front,back,domain\nNew,1,1\n,2,1\nNo answer,,1\nNew,again,1\nWhat is  CARD-1-0?,3,1\nNowhere,4,\n"
    file = written(tmp_path, rows + "Long," + "x" * 30_000 + ",1\n")
    found = preview(database, file)
    assert [card.front for card in found.plan.added] == ["New"]
    assert [skipped.reason for skipped in found.plan.skipped] == [
        SkipReason.NO_FRONT,
        SkipReason.NO_BACK,
        SkipReason.TWICE,
        SkipReason.ASKED_ALREADY,
        SkipReason.NO_DOMAIN,
        SkipReason.TOO_LONG,
    ]
    carry_out(database, clock, found, data_dir=tmp_path, rollover_hour=4)
    again = preview(database, written(tmp_path, "front,back,domain\nNew,other,1\n"))
    assert len(again.plan.changed) == 1


def test_domains_are_known_by_number_and_by_name_and_others_are_told(
    database: Database, tmp_path: Path, clock: FakeClock
) -> None:
    rows = "A?,1,REPORTING\nB?,1, revenue cycle / Finance\nC?,1,4\nD?,1,Biology\nE?,1,6\nF?,1,\n"
    found = preview(database, written(tmp_path, f"front,back,domain\n{rows}"), domain=DomainNumber.CLINICAL_OPERATIONS)
    assert [(card.front, card.domain) for card in found.plan.added] == [
        ("A?", DomainNumber.REPORTING),
        ("B?", DomainNumber.REVENUE_CYCLE),
        ("C?", DomainNumber.REGULATORY_COMPLIANCE),
        ("F?", None),
    ]
    assert [(skipped.incoming.front, skipped.reason) for skipped in found.plan.skipped] == [
        ("D?", SkipReason.ODD_DOMAIN),
        ("E?", SkipReason.ODD_DOMAIN),
    ]
    carry_out(database, clock, found, data_dir=tmp_path, rollover_hour=4)
    again = preview(database, written(tmp_path, "front,back,domain\nA?,1,Biology\nB?,2,Biology\n"))
    assert [skipped.reason for skipped in again.plan.skipped] == [SkipReason.SAME, SkipReason.ODD_DOMAIN]


def test_an_import_is_taken_back_in_one_step(database: Database, tmp_path: Path, clock: FakeClock) -> None:
    def take_over(rows: str) -> None:
        found = preview(database, written(tmp_path, rows), domain=DomainNumber.REPORTING)
        carry_out(database, clock, found, data_dir=tmp_path, rollover_hour=4)

    def own() -> list[tuple[str, str, str, bool]]:
        with database.reading() as connection:
            return connection.execute(
                "SELECT front, back, tags, retired FROM flashcard WHERE pack_id = 'own' ORDER BY id"
            ).fetchall()

    take_over("front,back,tags\nA?,1,a\nB?,1,b\n")
    first = own()
    with database.reading() as connection:
        ((deleted,),) = connection.execute("SELECT id FROM flashcard WHERE front = 'B?'").fetchall()
    delete(database, clock, [deleted])
    before = own()
    take_over("front,back,tags\nA?,2,x\nB?,2,x\nC?,2,x\n")
    assert [row[1:] for row in own()] == [("2", '["a", "x"]', 0), ("2", '["b", "x"]', 0), ("2", '["x"]', 0)]
    undone = take_back(database)
    assert undone is not None
    assert (undone.kind, len(undone.many)) == (StepKind.IMPORT, 3)
    assert own() == [*before, ("C?", "2", '["x"]', 1)]
    take_back(database)
    assert own()[:2] == first
    take_back(database)
    assert [row[3] for row in own()] == [1, 1, 1]
    take_over("front,back\n,1\n")  # nothing to add, so nothing to take back
    assert take_back(database) is None


def test_a_topic_that_there_is_is_taken_and_another_isnt(database: Database, tmp_path: Path, clock: FakeClock) -> None:
    file = written(tmp_path, "front,back,domain,topic\nA?,1,2,topic-2\nB?,2,2,unknown\n")
    carry_out(database, clock, preview(database, file), data_dir=tmp_path, rollover_hour=4)
    with database.reading() as connection:
        rows = connection.execute("SELECT topic_id FROM flashcard WHERE pack_id = 'own' ORDER BY id").fetchall()
    assert rows == [("topic-2",), ("own-2",)]
