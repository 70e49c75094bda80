"""Forms as they are frozen: order, parts, options, cut, and their passage through JSON."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cehrs_desktop.rules.content import ItemId
from cehrs_desktop.rules.exam.assembly import assemble
from cehrs_desktop.rules.exam.form import Form, FormKind, form_from_json, lay_out, option_order, practice_form
from tests.rules.exam.banks import BLUEPRINT, an_item, bank_in_quota, bank_of

BANK = bank_in_quota()


def a_form(seed: int, kind: FormKind = FormKind.MOCK) -> Form:
    makeup = BLUEPRINT.mock if kind is FormKind.MOCK else BLUEPRINT.diagnostic
    return lay_out(BANK, assemble(BANK, makeup, BLUEPRINT, seed=seed), makeup, kind=kind, seed=seed)


def test_a_mock_is_frozen_with_everything_scoring_needs() -> None:
    form = a_form(1)
    assert (len(form), len(form.scored), form.minutes, form.parts) == (125, 100, 125, (25,) * 5)
    for item in form.items:
        original = BANK.items[BANK.rows[item.item]]
        assert form.at(item.position) is item
        assert item.version == f"hash-of-{item.item}"
        assert item.key == original.key.id
        assert sorted(item.options) == sorted(option.id for option in original.options)
        assert (item.topic, item.expected) == (original.topic, round(original.expected * 100))
    assert form.cut == -(-sum(item.expected for item in form.scored) // 100)


def test_the_diagnostic_has_five_parts_and_no_pretest() -> None:
    form = a_form(1, FormKind.DIAGNOSTIC)
    assert (len(form), len(form.scored), form.parts, form.minutes) == (50, 50, (10,) * 5, 50)
    for part in range(5):
        have = Counter(int(item.domain) for item in form.items[part * 10 : (part + 1) * 10])
        for number, count in enumerate(BLUEPRINT.diagnostic.scored, 1):
            assert have[number] in (count // 5, -(-count // 5))


@settings(deadline=None, max_examples=10)
@given(st.integers(0, 10**6))
def test_every_part_has_its_share_of_each_domain_and_of_pretest(seed: int) -> None:
    form = a_form(seed)
    for part in range(5):
        items = form.items[part * 25 : (part + 1) * 25]
        assert sum(item.scored for item in items) == 20
        have = Counter((int(item.domain), item.scored) for item in items)
        for number, (scored, pretest) in enumerate(zip(BLUEPRINT.mock.scored, BLUEPRINT.mock.pretest, strict=True), 1):
            assert have[number, True] in (scored // 5, -(-scored // 5))
            assert have[number, False] in (pretest // 5, -(-pretest // 5))


def test_options_are_shuffled_for_each_attempt_and_the_key_stands_anywhere() -> None:
    places: Counter[int] = Counter()
    for seed in range(10):
        places.update(item.options.index(item.key) for item in a_form(seed).items)
    assert set(places) == {0, 1, 2, 3}
    assert all(250 < count < 375 for count in places.values())
    item = an_item("one")
    assert len({option_order(item, seed=seed) for seed in range(100)}) == 24
    assert option_order(item, seed=5) == option_order(item, seed=5)


def test_options_in_a_fixed_order_stay_in_it() -> None:
    item = an_item("one", fixed_order=True)
    assert {option_order(item, seed=seed) for seed in range(20)} == {tuple(option.id for option in item.options)}


def test_a_form_passes_through_json_unchanged() -> None:
    for form in (a_form(3), practice_form(BANK, [item.id for item in BANK.items[:3]], seed=1)):
        assert form_from_json(json.loads(json.dumps(form.as_json()))) == form


def test_practice_keeps_its_order_and_has_no_cut() -> None:
    ids = [BANK.items[row].id for row in (5, 1, 300)]
    untimed = practice_form(BANK, ids, seed=1)
    assert [item.item for item in untimed.items] == ids
    assert (untimed.minutes, untimed.cut, untimed.parts) == (None, None, (3,))
    assert practice_form(BANK, ids, seed=1, seconds_per_item=60).minutes == 3


def test_forms_that_contradict_themselves_are_refused() -> None:
    form = practice_form(bank_of([an_item("one"), an_item("two")]), [ItemId("one"), ItemId("two")], seed=1)
    with pytest.raises(ValueError, match="positions"):
        replace(form, items=form.items[::-1])
    with pytest.raises(ValueError, match="parts"):
        replace(form, parts=(1,))
    for position in (0, 3):
        with pytest.raises(ValueError, match=f"no position {position}"):
            form.at(position)
