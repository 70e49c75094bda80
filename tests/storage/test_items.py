"""Items in the study file: the ones in use, and every version that ever was."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from cehrs_desktop.content.fingerprint import item_versions
from cehrs_desktop.rules.content import Cognitive, DomainNumber, Item, ItemHash, ItemId, ItemVersion, Pack, TopicId
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.items import Changes, read_items, read_version, read_versions
from tests.builders import a_database, a_flashcard, a_pack, an_item, everything_in, install
from tests.fakes import FakeClock

ONE, TWO, THREE = (an_item(name, teaches=["a-card"]) for name in ("one", "two", "three"))


def a_pack_of(*items: Item, version: str = "1") -> Pack:
    return replace(a_pack([a_flashcard("a-card")], version=version), items=items)


def in_use(database: Database) -> list[str]:
    with database.reading() as connection:
        return [version.item.id for version in read_items(connection)]


def version_of(pack: Pack, item: Item) -> ItemVersion:
    return next(version for version in item_versions(pack) if version.item.id == item.id)


def installed(database: Database, clock: FakeClock, items: Sequence[Item]) -> Changes:
    return install(database, a_pack_of(*items), clock).items


def test_an_item_is_read_as_it_was_written(data_dir: Path, clock: FakeClock) -> None:
    full = replace(
        ONE,
        topic=TopicId("topic-5"),
        cognitive=Cognitive.ANALYSIS,
        exhibit="| A |\n|---|\n| 1 |",
        computed="a",
        fixed_order=True,
        enemies=(ItemId("two"),),
        tags=("é", "b"),
        expected=0.33,
    )
    pack = a_pack_of(full, TWO)
    with closing(a_database(data_dir, clock)) as database:
        assert install(database, pack, clock).items == Changes(added=2, changed=0, retired=0)
        with database.reading() as connection:
            assert read_items(connection) == item_versions(pack)
            first = read_items(connection)[0]
    assert (first.item, first.domain, first.source) == (full, DomainNumber.REPORTING, pack.sources[0])
    assert first.item.key.id == "b"


def test_installing_the_same_items_again_changes_none_of_them(data_dir: Path, clock: FakeClock) -> None:
    with closing(a_database(data_dir, clock)) as database:
        installed(database, clock, [ONE, TWO])
        before = everything_in(database.path)
        assert installed(database, clock, [ONE, TWO]) == Changes(0, 0, 0)
        assert everything_in(database.path) == before


def test_a_changed_item_has_a_new_version_and_the_old_one_can_still_be_read(data_dir: Path, clock: FakeClock) -> None:
    better = replace(ONE, stem="What is done about one now?")
    with closing(a_database(data_dir, clock)) as database:
        old = version_of(a_pack_of(ONE), ONE)
        installed(database, clock, [ONE, TWO])
        assert installed(database, clock, [better, TWO]) == Changes(added=0, changed=1, retired=0)
        with database.reading() as connection:
            assert read_items(connection)[0].item == better
            assert read_version(connection, old.content_hash) == old
        assert installed(database, clock, [ONE, TWO]) == Changes(added=0, changed=1, retired=0)
        with database.reading() as connection:
            assert read_items(connection)[0] == old
            assert connection.execute("SELECT count(*) FROM item_version").fetchone() == (3,)


def test_a_new_citation_is_a_new_version_of_what_rests_on_it(data_dir: Path, clock: FakeClock) -> None:
    pack = a_pack_of(ONE)
    renewed = replace(pack, sources=(replace(pack.sources[0], citation="2 CFR 2"),))
    with closing(a_database(data_dir, clock)) as database:
        install(database, pack, clock)
        assert install(database, renewed, clock).items == Changes(added=0, changed=1, retired=0)
        with database.reading() as connection:
            assert read_items(connection)[0].source.citation == "2 CFR 2"
            assert read_version(connection, version_of(pack, ONE).content_hash).source.citation == "1 CFR 1"


def test_an_item_that_vanished_is_retired_and_its_version_kept(data_dir: Path, clock: FakeClock) -> None:
    with closing(a_database(data_dir, clock)) as database:
        installed(database, clock, [ONE, TWO])
        assert installed(database, clock, [TWO]) == Changes(added=0, changed=0, retired=1)
        assert in_use(database) == ["two"]
        with database.reading() as connection:
            assert read_version(connection, version_of(a_pack_of(ONE), ONE).content_hash).item == ONE
        assert installed(database, clock, [TWO]) == Changes(0, 0, 0)
        assert installed(database, clock, [ONE, TWO]) == Changes(added=0, changed=1, retired=0)
        assert in_use(database) == ["one", "two"]


def test_items_come_in_the_order_of_the_pack(data_dir: Path, clock: FakeClock) -> None:
    with closing(a_database(data_dir, clock)) as database:
        installed(database, clock, [ONE, TWO, THREE])
        assert installed(database, clock, [THREE, ONE, TWO]) == Changes(0, 0, 0)
        assert in_use(database) == ["three", "one", "two"]


def test_a_version_in_use_cannot_be_deleted(data_dir: Path, clock: FakeClock) -> None:
    with closing(a_database(data_dir, clock)) as database:
        installed(database, clock, [ONE])
        with database.transaction() as session, pytest.raises(Exception, match="FOREIGN KEY"):
            session.connection().exec_driver_sql("DELETE FROM item_version")
        assert in_use(database) == ["one"]


def test_many_versions_are_read_at_once_in_the_order_asked_for(data_dir: Path, clock: FakeClock) -> None:
    items = [an_item(f"item-{number}", teaches=["a-card"]) for number in range(1100)]
    with closing(a_database(data_dir, clock)) as database:
        installed(database, clock, items)
        hashes = [version.content_hash for version in item_versions(a_pack_of(*items))][::-1]
        with database.reading() as connection:
            found = read_versions(connection, [*hashes, hashes[0]])
            assert list(found) == hashes
            assert [version.item for version in found.values()] == items[::-1]
            assert read_versions(connection, []) == {}


def test_a_version_that_never_was_is_an_error(data_dir: Path, clock: FakeClock) -> None:
    with closing(a_database(data_dir, clock)) as database, database.reading() as connection, pytest.raises(KeyError):
        read_version(connection, ItemHash("0" * 64))


def test_a_failed_installation_changes_no_item(data_dir: Path, clock: FakeClock) -> None:
    with closing(a_database(data_dir, clock)) as database:
        installed(database, clock, [ONE, TWO])
        before = everything_in(database.path)
        pack = a_pack_of(replace(ONE, stem="Anew?"), version="2")
        broken = replace(pack, flashcards=(replace(pack.flashcards[0], topic=TopicId("topic-9")),))
        with pytest.raises(KeyError):
            install(database, broken, clock)
        assert everything_in(database.path) == before
