"""A form: the items of one sitting in order, options shuffled, frozen at the start with all that scoring needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from cehrs_desktop.rules.content import DomainNumber, Item, ItemHash, ItemId, OptionId, TopicId
from cehrs_desktop.rules.dice import scattered
from cehrs_desktop.rules.exam.assembly import Selection
from cehrs_desktop.rules.exam.bank import Bank, hundredths
from cehrs_desktop.rules.exam.blueprint import Makeup
from cehrs_desktop.rules.exam.scale import raw_cut
from cehrs_desktop.rules.plain_values import as_plain, from_plain


class FormKind(StrEnum):
    """What a form is for. Only mocks and the diagnostic have a cut and a scaled score; only these are exams.

    Practice is a set the learner asked for, daily the few questions of a study day.
    """

    MOCK = "mock"
    DIAGNOSTIC = "diagnostic"
    PRACTICE = "practice"
    DAILY = "daily"

    @property
    def is_exam(self) -> bool:
        """Whether it is scored like the exam, and gives no feedback before its end."""
        return self in (FormKind.MOCK, FormKind.DIAGNOSTIC)


@dataclass(frozen=True, slots=True)
class FormItem:
    """One item of a form. `position` counts from 1; `version` is the content hash of what is shown.

    `options` are in the order shown, `key` is the best of them; `expected` is the chance in whole hundredths.
    """

    position: int
    item: ItemId
    version: ItemHash
    domain: DomainNumber
    topic: TopicId
    scored: bool
    options: tuple[OptionId, ...]
    key: OptionId
    expected: int


@dataclass(frozen=True, slots=True)
class Form:
    """What one sitting shows. `parts` are the lengths of its parts; `minutes` None means there is no limit.

    `cut` is the lowest passing raw score; None for practice.
    """

    kind: FormKind
    seed: int
    items: tuple[FormItem, ...]
    parts: tuple[int, ...]
    minutes: int | None
    cut: int | None

    def __post_init__(self) -> None:
        if [item.position for item in self.items] != list(range(1, len(self.items) + 1)):
            raise ValueError("the positions of a form must be 1, 2, 3 and so on")
        if sum(self.parts) != len(self.items) or min(self.parts, default=0) < 1:
            raise ValueError("the parts of a form must hold all its items, and each at least one")

    def __len__(self) -> int:
        return len(self.items)

    def at(self, position: int) -> FormItem:
        """The item at a position, from 1. Raises ValueError outside the form."""
        if not 1 <= position <= len(self.items):
            raise ValueError(f"the form has no position {position}")
        return self.items[position - 1]

    @property
    def scored(self) -> tuple[FormItem, ...]:
        """The items that count."""
        return tuple(item for item in self.items if item.scored)

    def as_json(self) -> dict[str, Any]:
        """The form in plain values, for storage; `form_from_json` reads it."""
        return as_plain(self)


def form_from_json(values: Mapping[str, Any]) -> Form:
    """The form that `Form.as_json` wrote down. Raises ValueError for what isn't one."""
    return from_plain(Form, values)


def lay_out(bank: Bank, selection: Selection, makeup: Makeup, *, kind: FormKind, seed: int) -> Form:
    """Put a selection in order: every part with its share of each domain's scored and pretest items, else shuffled.

    Sat in one piece, the parts aren't noticed. The same seed gives the same form.
    """
    parts: list[list[ItemId]] = [[] for _ in range(makeup.parts)]
    turn = 0
    for ids in (selection.scored, selection.pretest):
        for domain in DomainNumber:
            of_domain = [each for each in ids if bank.domain_of(each) == domain]
            for item in scattered(of_domain, seed, "parts"):
                parts[turn % makeup.parts].append(item)
                turn += 1
    scored = set(selection.scored)
    order = [item for part in parts for item in scattered(part, seed, "order")]
    items = [
        _form_item(bank, item, position, scored=item in scored, seed=seed) for position, item in enumerate(order, 1)
    ]
    return Form(
        kind=kind,
        seed=seed,
        items=tuple(items),
        parts=tuple(len(part) for part in parts),
        minutes=makeup.minutes,
        cut=raw_cut([item.expected for item in items if item.scored]),
    )


def practice_form(
    bank: Bank,
    ids: Sequence[ItemId],
    *,
    seed: int,
    seconds_per_item: int | None = None,
    kind: FormKind = FormKind.PRACTICE,
) -> Form:
    """A form of these items in this order, all scored, without a cut; untimed, or with so many seconds an item."""
    items = tuple(_form_item(bank, item, position, scored=True, seed=seed) for position, item in enumerate(ids, 1))
    minutes = None if seconds_per_item is None else max(1, -(-len(items) * seconds_per_item // 60))
    return Form(kind, seed, items, parts=(len(items),), minutes=minutes, cut=None)


def _form_item(bank: Bank, item_id: ItemId, position: int, *, scored: bool, seed: int) -> FormItem:
    row = bank.rows[item_id]
    item = bank.items[row]
    return FormItem(
        position=position,
        item=item_id,
        version=bank.versions[row],
        domain=DomainNumber(int(bank.domain[row])),
        topic=item.topic,
        scored=scored,
        options=option_order(item, seed=seed),
        key=item.key.id,
        expected=hundredths(item.expected),
    )


def option_order(item: Item, *, seed: int) -> tuple[OptionId, ...]:
    """The options as this attempt shows them: shuffled, unless their order is part of the question."""
    ids = [option.id for option in item.options]
    return tuple(ids if item.fixed_order else scattered(ids, seed, "options", item.id))
