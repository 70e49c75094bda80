"""The questions there are for this learner: the pack's items, when each was met, and which forms are sealed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from cehrs_desktop.rules.content import ItemId
from cehrs_desktop.rules.exam.bank import Bank, History, bank
from cehrs_desktop.rules.exam.blueprint import Blueprint
from cehrs_desktop.rules.exam.sealing import Sealed, SealedName, renewed, seal, still_sealed
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.items import read_items
from cehrs_desktop.storage.responses import read_flagged, read_history
from cehrs_desktop.storage.sealed_forms import read_sealed, write_sealed
from cehrs_desktop.storage.topics import read_topics


@dataclass(frozen=True, slots=True)
class QuestionBank:
    """All items in use. `sealed` are the forms whose items practice doesn't show until they are `over`."""

    pack_id: str
    bank: Bank
    history: History
    flagged: frozenset[ItemId]
    sealed: Sealed
    over: frozenset[SealedName]

    @property
    def closed(self) -> frozenset[ItemId]:
        """The items practice must not show yet."""
        return still_sealed(self.sealed, self.over)

    @property
    def unseen(self) -> int:
        """Items never shown, sealed ones included."""
        return sum(item.id not in self.history for item in self.bank.items)


def question_bank(database: Database, *, blueprint: Blueprint) -> QuestionBank:
    """The questions there are now; sealed forms are chosen the first time, and mended when the pack has changed."""
    pack_id = blueprint.id
    with database.reading() as connection:
        versions = read_items(connection)
        topics = read_topics(connection, pack_id)
        history, flagged = read_history(connection), read_flagged(connection)
        sealed, over = read_sealed(connection, pack_id)
    hashes = {version.item.id: version.content_hash for version in versions}
    questions = bank([version.item for version in versions], topics, hashes)
    now = _sealed_now(questions, blueprint, sealed, over=over, history=history)
    if now != sealed:
        with database.changing() as connection:
            write_sealed(connection, pack_id, now, over=over)
    return QuestionBank(pack_id, questions, history, flagged, now, over)


def _sealed_now(
    questions: Bank, blueprint: Blueprint, sealed: Sealed, *, over: Collection[SealedName], history: History
) -> Sealed:
    if not sealed and not history:
        return seal(questions, blueprint, pack_id=blueprint.id)
    return renewed(sealed, questions, blueprint, pack_id=blueprint.id, history=history, over=over)
