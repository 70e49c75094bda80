"""Sealed forms: the diagnostic and two mocks whose items practice never shows before they are sat.

They are chosen once, from the pack's id and the ids of its items alone, and kept with the learner's file. When the pack
grows they stay as they are (`renewed`): choosing again would swap items, and one already practiced could turn up in a
form that is still called sealed. Only what is gone from the pack is replaced, by an item never met. At most half of a
pack is sealed, and a mock can always be made of the rest, so that a small pack can be used at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.content import DomainNumber, ItemId
from cehrs_desktop.rules.dice import seed_from
from cehrs_desktop.rules.exam.assembly import Selection, assemble
from cehrs_desktop.rules.exam.bank import Bank, History, Met
from cehrs_desktop.rules.exam.blueprint import Blueprint, Makeup
from cehrs_desktop.rules.exam.form import Form, FormKind, lay_out
from cehrs_desktop.rules.plain_values import as_plain, from_plain
from cehrs_desktop.rules.study.learner_day import StudyDay


class SealedName(StrEnum):
    """The sealed forms, in the order they are chosen and offered."""

    DIAGNOSTIC = "diagnostic"
    FIRST_MOCK = "mock-1"
    SECOND_MOCK = "mock-2"

    @property
    def kind(self) -> FormKind:
        """What it is for."""
        return FormKind.DIAGNOSTIC if self is SealedName.DIAGNOSTIC else FormKind.MOCK


Sealed = Mapping[SealedName, Selection]
"""The items of each sealed form. A bank that is too small for one doesn't have it."""


def sealed_as_json(sealed: Sealed) -> dict[str, Any]:
    """The sealed forms in plain values, for storage."""
    return {name.value: as_plain(selection) for name, selection in sealed.items()}


def sealed_from_json(values: Mapping[str, Any]) -> Sealed:
    """The sealed forms that `sealed_as_json` wrote down. Raises ValueError for what isn't any."""
    return MappingProxyType({SealedName(name): from_plain(Selection, each) for name, each in values.items()})


def makeup_of(kind: FormKind, blueprint: Blueprint) -> Makeup:
    """What a mock or the diagnostic is made of. Raises ValueError for practice, which has no makeup."""
    if not kind.is_exam:
        raise ValueError("practice has no makeup")
    return blueprint.diagnostic if kind is FormKind.DIAGNOSTIC else blueprint.mock


def seal(bank: Bank, blueprint: Blueprint, *, pack_id: str) -> Sealed:
    """Choose the sealed forms of a pack; they share no item. Always the same for the same bank and pack."""
    sealed: dict[SealedName, Selection] = {}
    for name in SealedName:
        if not _leaves_enough(sealed, name, bank, blueprint):
            continue
        try:
            sealed[name] = assemble(
                bank,
                makeup_of(name.kind, blueprint),
                blueprint,
                seed=seed_from("sealed", pack_id, name),
                closed=still_sealed(sealed),
            )
        except UserError:
            continue
    return MappingProxyType(sealed)


def still_sealed(sealed: Sealed, over: Collection[SealedName] = ()) -> frozenset[ItemId]:
    """The items nobody may be shown yet; `over` names the sealed forms whose sitting has ended."""
    return frozenset(item for name, selection in sealed.items() if name not in over for item in selection.ids)


def renewed(
    sealed: Sealed,
    bank: Bank,
    blueprint: Blueprint,
    *,
    pack_id: str,
    history: History,
    over: Collection[SealedName] = (),
) -> Sealed:
    """The sealed forms after the pack has changed: the same, but for items that are gone from it.

    A form that is over stays as it was. One that the pack was too small for is chosen now; one that can't be mended,
    because too few items are left that were never met, is dropped rather than called sealed.
    """
    kept: dict[SealedName, Selection] = dict(sealed)
    for name in SealedName:
        if name in over or (name in kept and _fits(kept[name], bank, makeup_of(name.kind, blueprint))):
            continue
        if name not in kept and not _leaves_enough(kept, name, bank, blueprint):
            continue
        own = set(kept.pop(name).ids) if name in kept else set()
        taken = still_sealed(kept, over) | (history.keys() - own)
        # Its own items come before others, as if those had been met.
        others = {item.id: Met(times=1, last_day=StudyDay(0)) for item in bank.items if item.id not in own}
        try:
            kept[name] = assemble(
                bank,
                makeup_of(name.kind, blueprint),
                blueprint,
                seed=seed_from("sealed", pack_id, name),
                history=others if own else None,
                closed=taken,
            )
        except UserError:
            continue
    return MappingProxyType({name: kept[name] for name in SealedName if name in kept})


def _leaves_enough(sealed: Sealed, name: SealedName, bank: Bank, blueprint: Blueprint) -> bool:
    """Whether half the bank, and enough of every domain for a mock, stays open when this form is sealed too."""
    shut, makeup, mock = still_sealed(sealed), makeup_of(name.kind, blueprint), blueprint.mock
    left = Counter(bank.domain_of(item.id) for item in bank.items if item.id not in shut)
    needed = [sum(each) for each in zip(makeup.scored, makeup.pretest, mock.scored, mock.pretest, strict=True)]
    return 2 * (len(shut) + makeup.items) <= len(bank) and all(
        left[domain] >= count for domain, count in zip(DomainNumber, needed, strict=True)
    )


def _fits(selection: Selection, bank: Bank, makeup: Makeup) -> bool:
    """Whether all its items are still there, and in the domains they were chosen for."""
    return all(
        len(bank.rows_of(ids)) == len(ids)
        and [sum(bank.domain_of(item) == domain for item in ids) for domain in DomainNumber] == list(counts)
        for ids, counts in ((selection.scored, makeup.scored), (selection.pretest, makeup.pretest))
    )


@dataclass(frozen=True, slots=True)
class Prepared:
    """A form ready to be sat, and which sealed one it is, if any."""

    form: Form
    sealed: SealedName | None


def prepare(
    bank: Bank,
    blueprint: Blueprint,
    kind: FormKind,
    *,
    seed: int,
    sealed: Sealed,
    over: Collection[SealedName] = (),
    history: History | None = None,
) -> Prepared:
    """The next mock or diagnostic: the first sealed one that isn't over, else one assembled from open items.

    `seed` is the attempt's: a sealed form has always the same items, but its order and its options are shuffled anew.
    Raises UserError naming domain and shortfall.
    """
    makeup = makeup_of(kind, blueprint)
    name = next((each for each in sealed if each.kind is kind and each not in over), None)
    if name is not None:
        selection = sealed[name]
    else:
        closed = still_sealed(sealed, over)
        selection = assemble(bank, makeup, blueprint, seed=seed, history=history, closed=closed)
    return Prepared(lay_out(bank, selection, makeup, kind=kind, seed=seed), name)


def consecutive(bank: Bank, blueprint: Blueprint, *, pack_id: str, seed: int, count: int) -> list[Form]:
    """So many mocks in a row for a learner who has done nothing else, each sat a day after the one before.

    Raises UserError naming domain and shortfall.
    """
    sealed = seal(bank, blueprint, pack_id=pack_id)
    over: list[SealedName] = []
    history: dict[ItemId, Met] = {}
    forms: list[Form] = []
    for number in range(count):
        prepared = prepare(
            bank,
            blueprint,
            FormKind.MOCK,
            seed=seed_from(seed, number),
            sealed=sealed,
            over=over,
            history=history,
        )
        forms.append(prepared.form)
        over += [] if prepared.sealed is None else [prepared.sealed]
        for item in prepared.form.items:
            times = history[item.item].times if item.item in history else 0
            history[item.item] = Met(times + 1, StudyDay(number))
    return forms
