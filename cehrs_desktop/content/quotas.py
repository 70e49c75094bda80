"""Whether a pack holds as much as it promises: shares of topics, quotas per domain and per topic, core quotas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cehrs_desktop.content.draft import Draft
from cehrs_desktop.content.pack_files import PACK_FILE, TOPICS_FILE, flashcard_file, item_file
from cehrs_desktop.content.problems import Problem
from cehrs_desktop.rules.apportionment import largest_remainder
from cehrs_desktop.rules.content import DomainNumber, Pack, Topic, TopicId


def topic_quotas(topics: tuple[Topic, ...], domain_quotas: tuple[int, ...]) -> dict[TopicId, int]:
    """How many flashcards or items each topic must have: its domain's quota by its share, by largest remainder.

    `domain_quotas` goes by domain number, 1 to 5; a tie goes to the topic that comes first.
    """
    quotas: dict[TopicId, int] = {}
    for domain in DomainNumber:
        of_domain = [topic for topic in topics if topic.domain == domain]
        if of_domain:
            parts = largest_remainder([topic.share for topic in of_domain], domain_quotas[domain - 1])
            quotas.update(zip((topic.id for topic in of_domain), parts, strict=True))
    return quotas


def shares_add_up(draft: Draft) -> Iterator[Problem]:
    """All five domains have topics, and their shares make 100 in each."""
    if not draft.topics.whole:
        return
    for domain in DomainNumber:
        shares = [topic.share for topic in draft.topics.values if topic.domain == domain]
        if not shares:
            yield Problem(TOPICS_FILE, None, f"Domain {domain} has no topic.")
        elif sum(shares) != 100:
            yield Problem(TOPICS_FILE, None, f"The shares of domain {domain} add up to {sum(shares)}, not to 100.")


def quotas_are_met(draft: Draft) -> Iterator[Problem]:
    """The quotas of pack.toml make sense, and there are exactly as many flashcards and items."""
    if draft.head is None:
        return
    faults = list(_quotas_make_no_sense(draft.head))
    yield from faults
    if draft.whole and not faults:
        yield from _domains_off_quota(draft, draft.head)
        yield from _topics_off_quota(draft, draft.head)


def _quotas_make_no_sense(head: Pack) -> Iterator[Problem]:
    for name, quotas in (
        ("flashcards", head.flashcard_quotas),
        ("core", head.core_quotas),
        ("items", head.item_quotas),
    ):
        if len(quotas) != len(DomainNumber):
            yield Problem(
                PACK_FILE, None, f"`quotas.{name}` must have 5 numbers, one for each domain, not {len(quotas)}."
            )
    for domain, flashcards, core in zip(DomainNumber, head.flashcard_quotas, head.core_quotas, strict=False):
        if core > flashcards:
            yield Problem(
                PACK_FILE, None, f"`quotas.core` wants {core} of the {flashcards} flashcards of domain {domain}."
            )


def _domains_off_quota(draft: Draft, head: Pack) -> Iterator[Problem]:
    domain_of = {topic.id: topic.domain for topic in draft.topics.values}
    cards = draft.flashcards.values
    found = Counter(domain_of.get(card.topic) for card in cards)
    found_core = Counter(domain_of.get(card.topic) for card in cards if card.core)
    found_items = Counter(domain_of.get(item.topic) for item in draft.items.values)
    for kind, counts, quotas in (
        ("Flashcards", found, head.flashcard_quotas),
        ("Core flashcards", found_core, head.core_quotas),
        ("Items", found_items, head.item_quotas),
    ):
        for domain, quota in zip(DomainNumber, quotas, strict=True):
            if counts[domain] != quota:
                yield Problem(PACK_FILE, None, f"{kind} of domain {domain}: {counts[domain]}; the quota is {quota}.")


def _topics_off_quota(draft: Draft, head: Pack) -> Iterator[Problem]:
    domain_of = {topic.id: topic.domain for topic in draft.topics.values}
    cards = Counter(card.topic for card in draft.flashcards.values)
    items = Counter(item.topic for item in draft.items.values)
    for kind, counts, quotas, place in (
        ("Flashcards", cards, head.flashcard_quotas, flashcard_file),
        ("Items", items, head.item_quotas, item_file),
    ):
        for topic, quota in topic_quotas(draft.topics.values, quotas).items():
            if counts[topic] != quota:
                file = place(domain_of[topic], topic)
                yield Problem(file, topic, f"{kind} of the topic: {counts[topic]}; the quota is {quota}.")
