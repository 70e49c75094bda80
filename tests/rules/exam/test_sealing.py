"""Sealed forms: kept closed until sat, and the same when the pack grows."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.content import DomainNumber, ItemId
from cehrs_desktop.rules.exam.assembly import Selection
from cehrs_desktop.rules.exam.bank import Bank, Met
from cehrs_desktop.rules.exam.form import FormKind
from cehrs_desktop.rules.exam.sealing import (
    Sealed,
    SealedName,
    consecutive,
    makeup_of,
    prepare,
    renewed,
    seal,
    sealed_as_json,
    sealed_from_json,
    still_sealed,
)
from cehrs_desktop.rules.study.learner_day import StudyDay
from tests.rules.exam.banks import BLUEPRINT, QUOTAS, a_small_exam, bank_in_quota, bank_of

BANK = bank_in_quota()
SEALED = seal(BANK, BLUEPRINT, pack_id="a-pack")


def without(bank: Bank, *gone: ItemId) -> Bank:
    return bank_of([item for item in bank.items if item.id not in gone])


def after_change(sealed: Sealed, bank: Bank, *met: ItemId, over: tuple[SealedName, ...] = ()) -> Sealed:
    history = {item: Met(1, StudyDay(20_000)) for item in met}
    return renewed(sealed, bank, BLUEPRINT, pack_id="a-pack", history=history, over=over)


def domains(bank: Bank, ids: tuple[ItemId, ...]) -> list[int]:
    return [sum(bank.domain_of(item) == domain for item in ids) for domain in DomainNumber]


def test_the_diagnostic_and_two_mocks_are_sealed_and_share_no_item() -> None:
    assert list(SEALED) == list(SealedName)
    assert len(still_sealed(SEALED)) == 50 + 125 + 125
    assert [len(each.scored) for each in SEALED.values()] == [50, 100, 100]
    assert all(each.compromises == () for each in SEALED.values())


def test_which_are_sealed_follows_from_the_pack_alone() -> None:
    assert seal(bank_of(BANK.items[::-1]), BLUEPRINT, pack_id="a-pack").keys() == SEALED.keys()
    assert dict(seal(BANK, BLUEPRINT, pack_id="a-pack")) == dict(SEALED)
    assert dict(seal(BANK, BLUEPRINT, pack_id="another")) != dict(SEALED)


def test_sealed_forms_pass_through_json_unchanged() -> None:
    assert dict(sealed_from_json(json.loads(json.dumps(sealed_as_json(SEALED))))) == dict(SEALED)
    with pytest.raises(ValueError, match="mock-9"):
        sealed_from_json({"mock-9": {}})


def test_a_form_that_is_over_is_sealed_no_more() -> None:
    left = still_sealed(SEALED, {SealedName.DIAGNOSTIC})
    assert len(left) == 250
    assert not left & set(SEALED[SealedName.DIAGNOSTIC].ids)


def test_at_most_half_of_a_pack_is_sealed() -> None:
    assert list(seal(bank_in_quota([q // 2 for q in QUOTAS]), BLUEPRINT, pack_id="a-pack")) == [SealedName.DIAGNOSTIC]
    assert not seal(bank_in_quota((20, 20, 20, 20, 10)), BLUEPRINT, pack_id="a-pack")


def test_a_domain_too_small_for_a_form_leaves_it_unsealed() -> None:
    sealed = seal(bank_in_quota((182, 208, 98, 98, 17)), BLUEPRINT, pack_id="a-pack")
    assert list(sealed) == [SealedName.DIAGNOSTIC]


def test_a_pack_that_grows_keeps_its_sealed_forms() -> None:
    grown = bank_in_quota([quota + 60 for quota in QUOTAS])
    assert set(BANK.rows) <= set(grown.rows)
    assert dict(after_change(SEALED, grown)) == dict(SEALED)


def test_a_pack_grown_large_enough_seals_what_it_could_not_before_from_items_never_met() -> None:
    small = seal(bank_in_quota([q // 2 for q in QUOTAS]), BLUEPRINT, pack_id="a-pack")
    met = tuple(item.id for item in BANK.items if item.id.endswith(("-1", "-2")) and item.id not in still_sealed(small))
    grown = after_change(small, BANK, *met)
    assert list(grown) == list(SealedName)
    assert grown[SealedName.DIAGNOSTIC] == small[SealedName.DIAGNOSTIC]
    assert not still_sealed(grown) & set(met)


def test_an_item_gone_from_the_pack_is_replaced_by_one_never_met_and_nothing_else_changes() -> None:
    before = SEALED[SealedName.FIRST_MOCK]
    gone = before.scored[3]
    bank = without(BANK, gone)
    met = tuple(item for item in bank.rows if item not in still_sealed(SEALED))[::2]
    after = after_change(SEALED, bank, *met)
    now = after[SealedName.FIRST_MOCK]
    assert set(before.ids) - set(now.ids) == {gone}
    assert not (set(now.ids) - set(before.ids)) & set(met)
    assert domains(bank, now.scored) == list(BLUEPRINT.mock.scored)
    assert len(still_sealed(after)) == 300
    assert {name: after[name] for name in after if name is not SealedName.FIRST_MOCK} == {
        name: SEALED[name] for name in SEALED if name is not SealedName.FIRST_MOCK
    }


def test_a_sealed_form_that_cannot_be_mended_is_dropped() -> None:
    gone = next(item for item in SEALED[SealedName.FIRST_MOCK].scored if BANK.domain_of(item) == 5)
    bank = without(BANK, gone)
    met = tuple(item for item in bank.rows if item not in still_sealed(SEALED))
    after = after_change(SEALED, bank, *met)
    assert list(after) == [SealedName.DIAGNOSTIC, SealedName.SECOND_MOCK]


def test_a_form_that_is_over_stays_as_it_was_sat() -> None:
    gone = SEALED[SealedName.FIRST_MOCK].scored[3]
    after = after_change(SEALED, without(BANK, gone), over=(SealedName.FIRST_MOCK,))
    assert dict(after) == dict(SEALED)


def test_four_mocks_in_a_row_are_the_sealed_ones_and_then_others_and_share_no_item() -> None:
    history: dict[ItemId, Met] = {}
    over: list[SealedName] = []
    for number in range(4):
        prepared = prepare(BANK, BLUEPRINT, FormKind.MOCK, seed=number, sealed=SEALED, over=over, history=history)
        ids = {item.item for item in prepared.form.items}
        assert prepared.sealed == [SealedName.FIRST_MOCK, SealedName.SECOND_MOCK, None, None][number]
        assert not ids & (history.keys() | set(SEALED[SealedName.DIAGNOSTIC].ids))
        over += [] if prepared.sealed is None else [prepared.sealed]
        history |= {item: Met(1, StudyDay(20_000 + number)) for item in ids}


def test_a_sealed_form_has_the_same_items_in_another_order_for_every_seed() -> None:
    one, other = (prepare(BANK, BLUEPRINT, FormKind.DIAGNOSTIC, seed=seed, sealed=SEALED).form.items for seed in (1, 2))
    assert {item.item for item in one} == {item.item for item in other}
    assert [item.item for item in one] != [item.item for item in other]


def test_practice_has_no_makeup_and_a_bank_too_small_is_told() -> None:
    with pytest.raises(ValueError, match="no makeup"):
        makeup_of(FormKind.PRACTICE, BLUEPRINT)
    bank, _ = a_small_exam(1)
    with pytest.raises(UserError, match="too few questions"):
        prepare(bank, BLUEPRINT, FormKind.MOCK, seed=1, sealed={})


def test_an_item_moved_to_another_domain_is_replaced_too() -> None:
    sealed = {SealedName.DIAGNOSTIC: Selection(SEALED[SealedName.FIRST_MOCK].scored[:50], ())}
    after = after_change(sealed, BANK)
    assert domains(BANK, after[SealedName.DIAGNOSTIC].scored) == list(BLUEPRINT.diagnostic.scored)


def test_consecutive_mocks_share_no_item_as_long_as_the_bank_lasts_and_then_the_longest_not_seen() -> None:
    forms = consecutive(BANK, BLUEPRINT, pack_id="a-pack", seed=5, count=6)
    shown = [{item.item for item in form.items} for form in forms]
    assert len(set().union(*shown[:4])) == 500
    assert len(shown[4] - set().union(*shown[:4])) >= 90
    assert not shown[5] & (shown[3] | shown[4])
    again = consecutive(BANK, BLUEPRINT, pack_id="a-pack", seed=5, count=2)
    assert again == forms[:2]
    assert consecutive(BANK, BLUEPRINT, pack_id="a-pack", seed=6, count=3)[2] != forms[2]


def test_a_bank_just_large_enough_for_one_mock_gives_it_again_and_again() -> None:
    forms = consecutive(bank_in_quota((36, 42, 20, 20, 13), enemies=0.0), BLUEPRINT, pack_id="a-pack", seed=5, count=2)
    assert [len(form) for form in forms] == [125, 125]


def test_items_that_all_give_each_other_away_cannot_be_sealed() -> None:
    reporting = tuple(item.id for item in BANK.items if BANK.domain_of(item.id) == 5)
    hostile = bank_of([replace(item, enemies=reporting) if item.id in reporting else item for item in BANK.items])
    assert not seal(hostile, BLUEPRINT, pack_id="a-pack")
    assert not renewed({}, hostile, BLUEPRINT, pack_id="a-pack", history={})
