"""The sealed forms of a pack: chosen once, kept until each has been sat."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection

from cehrs_desktop.rules.content import ItemId
from cehrs_desktop.rules.exam.assembly import Selection
from cehrs_desktop.rules.exam.sealing import Sealed, SealedName
from cehrs_desktop.storage.rows import insert_row, update_row


def read_sealed(connection: sqlite3.Connection, pack_id: str) -> tuple[Sealed, frozenset[SealedName]]:
    """The sealed forms of a pack, and which of them are over."""
    rows = connection.execute(
        "SELECT name, scored, pretest, over FROM sealed_form WHERE pack_id = ?", (pack_id,)
    ).fetchall()
    sealed = {SealedName(name): Selection(_ids(scored), _ids(pretest)) for name, scored, pretest, _ in rows}
    return sealed, frozenset(SealedName(name) for name, _, _, over in rows if over)


def _ids(text: str) -> tuple[ItemId, ...]:
    return tuple(ItemId(each) for each in json.loads(text))


def write_sealed(connection: sqlite3.Connection, pack_id: str, sealed: Sealed, *, over: Collection[SealedName]) -> None:
    """Replace the sealed forms of a pack."""
    connection.execute("DELETE FROM sealed_form WHERE pack_id = ?", (pack_id,))
    for name, selection in sealed.items():
        columns = {
            "pack_id": pack_id,
            "name": name.value,
            "scored": json.dumps(selection.scored),
            "pretest": json.dumps(selection.pretest),
            "over": name in over,
        }
        insert_row(connection, "sealed_form", columns)


def end_sealed(connection: sqlite3.Connection, pack_id: str, name: SealedName) -> None:
    """Let practice show the items of a sealed form from now on."""
    update_row(connection, "sealed_form", {"pack_id": pack_id, "name": name.value}, {"over": True})
