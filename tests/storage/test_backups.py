"""Backups: once a study day, thinned out with age; restoring keeps what it replaces."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cehrs_desktop.activities.learner_file import (
    Rescue,
    back_up_to,
    back_up_today,
    check_learner_file,
    is_lost,
    open_learner_file,
    rescue,
    restore,
    start_anew,
)
from cehrs_desktop.errors import DamagedFile, NewerFile, UserError
from cehrs_desktop.paths import backups_dir, set_aside_dir, study_file
from cehrs_desktop.rules.study.cards import CardId, Rating
from cehrs_desktop.storage.backups import kept
from tests.builders import a_database, a_session, everything_in, flashcards_in_proportion
from tests.fakes import FakeClock

NEW_YORK = ZoneInfo("America/New_York")


def _hashes(folder: Path) -> dict[str, str]:
    """Every file below a folder; a log that a read has left empty is no difference."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith(("-wal", "-shm"))
    }


def _review(data_dir: Path, clock: FakeClock, card: int) -> None:
    with closing(open_learner_file(data_dir, clock)) as database:
        session = a_session(database, clock)
        session.rate(session.show(CardId(card)), Rating.GOOD, seconds=5)


def _reviewed(file: Path) -> list[int]:
    return [row[2] for row in everything_in(file)["review"]]


@pytest.fixture
def learner(data_dir: Path, clock: FakeClock) -> Path:
    """A learner's folder with 20 flashcards and one review, of card 1."""
    a_database(data_dir, clock, flashcards=flashcards_in_proportion(20)).close()
    _review(data_dir, clock, 1)
    return data_dir


# --- once a study day ---


def test_a_study_day_has_one_backup(learner: Path, clock: FakeClock) -> None:
    first = back_up_today(learner, clock, rollover_hour=4)
    assert first == backups_dir(learner) / "2026-11-02.sqlite3"
    assert first is not None
    assert _reviewed(first) == [1]
    _review(learner, clock, 2)
    assert back_up_today(learner, clock, rollover_hour=4) is None
    assert _reviewed(first) == [1]
    clock.set(datetime(2026, 11, 3, 3, 59, tzinfo=NEW_YORK))  # still Monday's study day
    assert back_up_today(learner, clock, rollover_hour=4) is None
    clock.set(datetime(2026, 11, 3, 4, 0, tzinfo=NEW_YORK))
    second = back_up_today(learner, clock, rollover_hour=4)
    assert second == backups_dir(learner) / "2026-11-03.sqlite3"
    assert _reviewed(second) == [1, 2]


def test_a_backup_is_made_while_the_file_is_in_use(learner: Path, clock: FakeClock) -> None:
    with closing(open_learner_file(learner, clock)) as database:
        session = a_session(database, clock)
        session.rate(session.show(CardId(2)), Rating.GOOD, seconds=5)
        backup = back_up_today(learner, clock, rollover_hour=4)
        assert backup is not None
        session.rate(session.show(CardId(3)), Rating.GOOD, seconds=5)
    assert _reviewed(backup) == [1, 2]


def test_old_backups_are_thinned_out_and_other_files_left_alone(learner: Path, clock: FakeClock) -> None:
    folder = backups_dir(learner)
    folder.mkdir()
    others = {"before-upgrade-2020-01-01-000000.sqlite3", "mine.sqlite3", "2020-01-01.txt"}
    for name in others:
        (folder / name).touch()
    for _ in range(250):
        day = clock.now().date()
        if day.weekday() != 6:  # a learner who keeps Sundays free
            (folder / f"{(day - timedelta(days=1)).isoformat()}.sqlite3").touch()
            assert back_up_today(learner, clock, rollover_hour=4) is not None or day.weekday() == 0
        clock.advance(days=1)
    names = {path.name for path in folder.iterdir()}
    assert others < names
    days = sorted(date.fromisoformat(name.removesuffix(".sqlite3")) for name in names - others)
    assert days[-1] == clock.now().date() - timedelta(days=1)
    assert len(days) <= 17
    assert (days[-1] - days[0]).days > 120


DAYS_KEPT: tuple[tuple[list[str], list[str]], ...] = (
    # the backups there are, the backups kept
    ([], []),
    (["2026-11-02"], ["2026-11-02"]),
    (
        [f"2026-11-{day:02}" for day in range(1, 31)],
        # the last seven; the last of the weeks before; and of the month before there is none
        [*[f"2026-11-{day:02}" for day in range(24, 31)], "2026-11-22", "2026-11-15"],
    ),
    (
        ["2025-01-31", "2026-02-28", *(f"2026-0{month}-10" for month in range(3, 10))],
        [f"2026-0{month}-10" for month in range(3, 10)],
    ),
)


@pytest.mark.parametrize(("there", "expected"), DAYS_KEPT)
def test_these_backups_are_kept(there: list[str], expected: list[str]) -> None:
    assert kept(map(date.fromisoformat, there)) == set(map(date.fromisoformat, expected))


@given(st.sets(st.dates(date(2024, 1, 1), date(2026, 12, 31)), max_size=200))
def test_backups_kept_are_the_newest_of_seven_days_four_weeks_and_six_months(days: set[date]) -> None:
    def newest(periods: int, period: Callable[[date], object]) -> set[date]:
        by_period: dict[object, list[date]] = {}
        for day in days:
            by_period.setdefault(period(day), []).append(day)
        return set(sorted(max(group) for group in by_period.values())[-periods:])

    expected = (
        newest(7, lambda day: day)
        | newest(4, lambda day: day - timedelta(days=day.weekday()))
        | newest(6, lambda day: day.replace(day=1))
    )
    assert kept(days) == expected
    assert kept(kept(days)) == expected  # thinning out again takes nothing more away


# --- restoring ---


def test_restoring_brings_the_old_state_back_and_keeps_the_replaced_file(learner: Path, clock: FakeClock) -> None:
    back_up_to(learner, learner / "mine.sqlite3")
    _review(learner, clock, 2)
    replaced = restore(learner, learner / "mine.sqlite3", clock)
    assert replaced == set_aside_dir(learner) / "study-2026-11-02-090000.sqlite3"
    assert replaced is not None
    assert _reviewed(replaced) == [1, 2]
    assert _reviewed(study_file(learner)) == [1]
    assert _reviewed(learner / "mine.sqlite3") == [1]
    _review(learner, clock, 3)
    assert _reviewed(study_file(learner)) == [1, 3]


def test_what_was_replaced_can_be_restored_in_turn_and_nothing_is_overwritten(learner: Path, clock: FakeClock) -> None:
    back_up_to(learner, learner / "mine.sqlite3")
    _review(learner, clock, 2)
    first = restore(learner, learner / "mine.sqlite3", clock)
    assert first is not None
    second = restore(learner, first, clock)  # at the same moment
    third = restore(learner, learner / "mine.sqlite3", clock)
    assert second is not None
    assert third is not None
    assert [_reviewed(file) for file in (first, second, third)] == [[1, 2], [1], [1, 2]]


def test_restoring_where_there_is_no_study_file(learner: Path, clock: FakeClock, tmp_path: Path) -> None:
    back_up_to(learner, tmp_path / "mine.sqlite3")
    other = tmp_path / "other computer"
    other.mkdir()
    assert restore(other, tmp_path / "mine.sqlite3", clock) is None
    assert _reviewed(study_file(other)) == [1]


def test_a_log_left_by_a_lost_file_does_not_get_into_the_restored_one(
    learner: Path, clock: FakeClock, tmp_path: Path
) -> None:
    file = study_file(learner)
    back_up_to(learner, tmp_path / "mine.sqlite3")
    with closing(open_learner_file(learner, clock)) as database:
        session = a_session(database, clock)
        session.rate(session.show(CardId(2)), Rating.GOOD, seconds=5)
        log = file.with_name(file.name + "-wal").read_bytes()
    file.unlink()
    file.with_name(file.name + "-wal").write_bytes(log)
    restore(learner, tmp_path / "mine.sqlite3", clock)
    assert _reviewed(file) == [1]
    kept_log = list(set_aside_dir(learner).iterdir())
    assert [path.read_bytes() for path in kept_log if path.name.endswith("-wal")] == [log]


def test_a_backup_that_is_still_in_use_is_restored_with_its_log(
    learner: Path, clock: FakeClock, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    shutil.copy(study_file(learner), study_file(other))
    with closing(open_learner_file(other, clock)) as database:
        session = a_session(database, clock)
        session.rate(session.show(CardId(7)), Rating.GOOD, seconds=5)
        restore(learner, study_file(other), clock)
    assert _reviewed(study_file(learner)) == [1, 7]


def _truncate(file: Path) -> None:
    with file.open("r+b") as content:
        content.truncate(file.stat().st_size // 2 + 100)


def _zero_header(file: Path) -> None:
    with file.open("r+b") as content:
        content.write(bytes(100))


def _overwrite_middle(file: Path) -> None:
    size = file.stat().st_size
    with file.open("r+b") as content:
        content.seek(size // 3)
        content.write(b"\xff\x00" * (size // 6))


def _another_format(file: Path) -> None:
    file.write_text("not a database " * 1000)


DAMAGES = (_truncate, _zero_header, _overwrite_middle, _another_format)


def _relabel(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0999'")


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _without_tables(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA user_version = 1")


def _somebody_elses(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("CREATE TABLE recipe (name TEXT)")


REFUSED: tuple[tuple[Callable[[Path], None], type[UserError], str], ...] = (
    *((damage, UserError, "damaged") for damage in DAMAGES),
    (_relabel, NewerFile, "newer version"),
    (_empty, UserError, "is damaged"),
    (_without_tables, UserError, "is empty"),
    (_somebody_elses, UserError, "not a study file"),
    (Path.unlink, UserError, "There is no backup at"),
)


@pytest.mark.parametrize(("spoil", "error", "sentence"), REFUSED)
def test_a_backup_that_cannot_be_trusted_is_refused_and_everything_stays(
    learner: Path, clock: FakeClock, spoil: Callable[[Path], None], error: type[UserError], sentence: str
) -> None:
    backup = learner / "mine.sqlite3"
    back_up_to(learner, backup)
    _review(learner, clock, 2)
    spoil(backup)
    before = _hashes(learner)
    with pytest.raises(error, match=sentence) as refused:
        restore(learner, backup, clock)
    assert "Your study file is damaged" not in str(refused.value)
    assert _hashes(learner) == before
    _review(learner, clock, 3)


def test_a_backup_by_hand_that_cannot_be_written_is_a_sentence(learner: Path) -> None:
    (learner / "taken").write_text("a file")
    with pytest.raises(UserError, match="can't be used"):
        back_up_to(learner, learner / "taken" / "mine.sqlite3")


# --- damage ---


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_found_and_the_file_is_never_overwritten(
    learner: Path, clock: FakeClock, damage: Callable[[Path], None]
) -> None:
    check_learner_file(learner)
    damage(study_file(learner))
    before = _hashes(learner)
    with pytest.raises(DamagedFile, match="damaged"):
        check_learner_file(learner)
    assert _hashes(learner) == before


def test_a_file_that_is_not_there_yet_is_in_order(tmp_path: Path) -> None:
    check_learner_file(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_put_aside_whole_and_the_newest_good_backup_found(
    learner: Path, clock: FakeClock, damage: Callable[[Path], None]
) -> None:
    for card in (2, 3, 4):
        back_up_today(learner, clock, rollover_hour=4)
        clock.advance(days=1)
        _review(learner, clock, card)
    damage(backups_dir(learner) / "2026-11-04.sqlite3")
    (backups_dir(learner) / "notes.sqlite3").write_text("not a backup of a day")
    damage(study_file(learner))
    for ending in ("-wal", "-shm"):
        study_file(learner).with_name(study_file(learner).name + ending).write_text(ending)
    damaged = hashlib.sha256(study_file(learner).read_bytes()).hexdigest()
    found = rescue(learner)
    assert found == Rescue(
        damaged=True, kept_in=set_aside_dir(learner), backup=backups_dir(learner) / "2026-11-03.sqlite3"
    )
    assert hashlib.sha256(study_file(learner).read_bytes()).hexdigest() == damaged
    assert found.backup is not None
    aside = restore(learner, found.backup, clock)
    assert aside == set_aside_dir(learner) / "study-2026-11-05-090000.sqlite3"
    assert hashlib.sha256(aside.read_bytes()).hexdigest() == damaged
    for ending in ("-wal", "-shm"):
        assert aside.with_name(aside.name + ending).read_text() == ending
    check_learner_file(learner)
    assert _reviewed(study_file(learner)) == [1, 2]


def test_an_empty_backup_is_no_good_one(learner: Path, clock: FakeClock) -> None:
    back_up_today(learner, clock, rollover_hour=4)
    clock.advance(days=1)
    _empty(backups_dir(learner) / "2026-11-03.sqlite3")
    _zero_header(study_file(learner))
    assert rescue(learner).backup == backups_dir(learner) / "2026-11-02.sqlite3"


def test_without_any_good_backup_there_is_none_to_offer(learner: Path, clock: FakeClock) -> None:
    _zero_header(study_file(learner))
    assert rescue(learner).backup is None
    start_anew(learner, clock)
    assert [path.name for path in set_aside_dir(learner).iterdir()] == ["study-2026-11-02-090000.sqlite3"]
    a_database(learner, clock).close()
    assert _reviewed(study_file(learner)) == []


def test_a_file_is_lost_when_it_is_gone_and_its_backups_are_not(learner: Path, clock: FakeClock) -> None:
    assert not is_lost(learner)
    study_file(learner).rename(learner / "elsewhere.sqlite3")
    assert not is_lost(learner)  # a new learner's folder looks the same
    (learner / "elsewhere.sqlite3").rename(study_file(learner))
    back_up_today(learner, clock, rollover_hour=4)
    assert not is_lost(learner)
    study_file(learner).unlink()
    assert is_lost(learner)
    assert rescue(learner).damaged is False


def test_a_restore_that_was_cut_short_is_finished_before_a_file_counts_as_lost(learner: Path, clock: FakeClock) -> None:
    back_up_today(learner, clock, rollover_hour=4)
    study_file(learner).rename(study_file(learner).with_name("study.sqlite3.incoming"))
    assert not is_lost(learner)
    assert _reviewed(study_file(learner)) == [1]
