"""Makers of question banks for the tests of the exam's rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from cehrs_desktop.content.blueprint_reader import read_blueprint
from cehrs_desktop.paths import resources_dir
from cehrs_desktop.rules.apportionment import largest_remainder
from cehrs_desktop.rules.content import (
    Cognitive,
    DomainNumber,
    FlashcardId,
    Item,
    ItemHash,
    ItemId,
    Option,
    OptionId,
    SourceId,
    Topic,
    TopicId,
)
from cehrs_desktop.rules.exam.bank import Bank, bank
from cehrs_desktop.rules.exam.blueprint import Makeup

BLUEPRINT = read_blueprint(resources_dir() / "blueprint.toml")

SHARES = {
    1: (22, 21, 21, 14, 11, 11),
    2: (22, 22, 22, 12, 12, 10),
    3: (27, 27, 20, 13, 13),
    4: (33, 27, 14, 13, 13),
    5: (30, 30, 20, 20),
}
"""Shares of the topics by domain, like those that are shipped."""

QUOTAS = (182, 208, 98, 98, 64)
"""Items by domain of a bank of 650."""


def an_item(name: str, *, topic: str = "topic-1-0", expected: float = 0.7, **facts: object) -> Item:
    """An item with four options, the first of them the key."""
    options = tuple(Option(OptionId(f"{name}-{letter}"), letter, f"Why {letter}.", letter == "a") for letter in "abcd")
    item = Item(
        id=ItemId(name),
        topic=TopicId(topic),
        cognitive=Cognitive.APPLICATION,
        stem=f"What is {name}?",
        options=options,
        source=SourceId("a-source"),
        expected=expected,
        teaches=(FlashcardId(f"card-of-{name}"),),
    )
    return Item(**{field: facts.get(field, getattr(item, field)) for field in Item.__slots__})  # type: ignore[arg-type]


def topics(shares: Mapping[int, Sequence[int]] = SHARES) -> tuple[Topic, ...]:
    """Topics with these shares by domain."""
    return tuple(
        Topic(TopicId(f"topic-{domain}-{number}"), DomainNumber(domain), f"Topic {domain}.{number}", share)
        for domain, of_domain in shares.items()
        for number, share in enumerate(of_domain)
    )


def bank_of(items: Sequence[Item], shares: Mapping[int, Sequence[int]] = SHARES) -> Bank:
    return bank(items, topics(shares), {item.id: ItemHash(f"hash-of-{item.id}") for item in items})


def bank_in_quota(
    quotas: Sequence[int] = QUOTAS,
    *,
    seed: int = 0,
    mean: float = 0.70,
    spread: float = 0.10,
    enemies: float = 0.05,
) -> Bank:
    """A bank with so many items by domain, its topics by their shares; a part of the items has an enemy."""
    dice = Random(seed)
    items: list[Item] = []
    for domain, quota in enumerate(quotas, start=1):
        for topic, count in enumerate(largest_remainder(SHARES[domain], quota)):
            for number in range(count):
                asks = dice.choices(list(Cognitive), weights=(25, 55, 20))[0]
                expected = min(max(round(dice.gauss(mean, spread), 2), 0.2), 0.97)
                foe = (ItemId(items[-1].id),) if number and dice.random() < enemies else ()
                name = f"item-{domain}-{topic}-{number}"
                items.append(
                    an_item(name, topic=f"topic-{domain}-{topic}", expected=expected, cognitive=asks, enemies=foe)
                )
    return bank_of(items)


def a_small_exam(seed: int) -> tuple[Bank, Makeup]:
    """A bank barely larger than the sitting that is drawn from it: other topics, other counts, enemies, chances."""
    dice = Random(seed)
    shares = {domain: [dice.randint(1, 5) for _ in range(dice.randint(1, 4))] for domain in range(1, 6)}
    scored = tuple(dice.randint(1, 5) for _ in range(5))
    pretest = tuple(dice.randint(0, 2) for _ in range(5))
    mean, spread, hostile = dice.uniform(0.6, 0.8), dice.uniform(0.03, 0.15), dice.choice([0.0, 0.1, 0.4])
    items: list[Item] = []
    for domain in range(1, 6):
        for number in range(scored[domain - 1] + pretest[domain - 1] + dice.randint(0, 6)):
            foe = (dice.choice(items).id,) if items and dice.random() < hostile else ()
            items.append(
                an_item(
                    f"item-{domain}-{number}",
                    topic=f"topic-{domain}-{dice.randrange(len(shares[domain]))}",
                    expected=min(max(round(dice.gauss(mean, spread), 2), 0.2), 0.97),
                    cognitive=dice.choices(list(Cognitive), weights=(25, 55, 20))[0],
                    enemies=foe,
                )
            )
    return bank_of(items, shares), Makeup(scored=scored, pretest=pretest, minutes=10, parts=1)
