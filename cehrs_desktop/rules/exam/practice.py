"""Which questions to practice: the day's few, and sets the learner asks for. Sealed items never come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum

from cehrs_desktop.rules.content import DomainNumber, ItemId, TopicId
from cehrs_desktop.rules.dice import scattered
from cehrs_desktop.rules.exam.bank import Bank, Integers
from cehrs_desktop.rules.exam.blueprint import Blueprint
from cehrs_desktop.rules.exam.responses import AttemptId
from cehrs_desktop.rules.study.learner_day import StudyDay

MINUTES_FOR_A_QUESTION = 4
"""One question for so many of the day's minutes: five in twenty."""

REST_DAYS = 14
"""An item that was not missed rests so many days before it is asked again; a missed one until tomorrow."""

LATELY_DAYS = 14
"""What was asked in so many days counts as asked lately, for a domain's and a topic's turn."""

PRIOR_MISSED, PRIOR_ANSWERS = 0.3, 5
"""Before there is anything to go by: so large a part missed, of as many answers."""

LEAST_WEAKNESS = 0.1
"""Added to every weakness, so that what is never missed is still asked, by its weight."""

PRIOR_SECONDS, PRIOR_SECONDS_ANSWERS = 60.0, 20
"""Seconds for a question before there is anything to go by, counting as much as so many answers."""


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of an item the learner has met.

    `missed` and `guessed` are about the last answer; a lucky guess is both (`result.counts_as_missed`). `flagged`: the
    learner's own mark.
    """

    times: int
    last_day: StudyDay
    missed: bool
    guessed: bool = False
    flagged: bool = False


Records = Mapping[ItemId, Record]
"""Only items that were met are in it."""


class Only(StrEnum):
    """A filter on what the learner did with an item."""

    UNUSED = "unused"
    MISSED = "missed"
    FLAGGED = "flagged"
    GUESSED = "guessed"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A practice set as the learner asks for it. No domains and no topics mean all; filters are joined by 'or'.

    `by_weakness`: more from domains and topics where more was missed.
    """

    count: int
    domains: frozenset[DomainNumber] = frozenset()
    topics: frozenset[TopicId] = frozenset()
    only: frozenset[Only] = frozenset()
    by_weakness: bool = False


class Pace(Enum):
    """How much time a practice set has."""

    UNTIMED = "untimed"
    EXAM = "60 s an item"


@dataclass(frozen=True, slots=True)
class OpenPractice:
    """A practice set that was begun and not ended."""

    id: AttemptId
    items: int
    feedback: bool
    timed: bool


def questions_a_day(minutes: float) -> int:
    """How many questions belong to a day of so many minutes."""
    return round(minutes / MINUTES_FOR_A_QUESTION)


def expected_seconds(answers: int, seconds: float) -> float:
    """The learner's mean seconds for a question, shrunk towards the prior while there is little to go by."""
    return (PRIOR_SECONDS_ANSWERS * PRIOR_SECONDS + seconds) / (PRIOR_SECONDS_ANSWERS + answers)


def turn_of_question(*, cards_done: int, cards_left: int, questions_done: int, questions_left: int) -> bool:
    """Whether a question comes now rather than a card: the questions are spread evenly among the cards."""
    if not questions_left or not cards_left:
        return questions_left > 0
    questions, cards = questions_done + questions_left, cards_done + cards_left
    return (questions_done + 0.5) / questions <= cards_done / cards


def daily_questions(
    bank: Bank,
    blueprint: Blueprint,
    *,
    count: int,
    day: StudyDay,
    records: Records,
    closed: Collection[ItemId] = (),
) -> tuple[ItemId, ...]:
    """Today's questions, the first first: domains by exam weight × weakness, then topics by share × weakness.

    Within a topic items never met come first, then missed ones, then those met longest ago. The same day gives the
    same questions as long as none is answered; there are fewer where too few items are rested.
    """
    free = [
        item.id
        for item in bank.items
        if item.id not in set(closed) and (item.id not in records or _rested(records[item.id], day))
    ]
    weights = {int(domain.number): float(domain.weight) for domain in blueprint.domains}
    lately = [item for item, record in records.items() if record.last_day > day - LATELY_DAYS]
    order = scattered(free, day, "daily")
    order.sort(key=lambda item: _turn(records.get(item)))
    return _by_turns(bank, order, weights, records, lately, count=count)


def matching(bank: Bank, wanted: Wanted, *, records: Records, closed: Collection[ItemId] = ()) -> tuple[ItemId, ...]:
    """All items that fit what the learner asks for, in the bank's order."""
    shut = set(closed)
    return tuple(
        item.id
        for item in bank.items
        if item.id not in shut
        and (not wanted.domains or bank.domain_of(item.id) in wanted.domains)
        and (not wanted.topics or item.topic in wanted.topics)
        and (not wanted.only or wanted.only & _facts(records.get(item.id)))
    )


def practice_set(
    bank: Bank,
    blueprint: Blueprint,
    wanted: Wanted,
    *,
    seed: int,
    records: Records,
    closed: Collection[ItemId] = (),
) -> tuple[ItemId, ...]:
    """A practice set in the order to be shown: as many as wanted, or as there are. No two enemies are in it.

    Items never met come before others and those met longest ago before the rest; then all are shuffled.
    """
    order = scattered(matching(bank, wanted, records=records, closed=closed), seed, "practice")
    order.sort(key=lambda item: records[item].last_day if item in records else -1)
    weights = {int(domain.number): float(domain.weight) for domain in blueprint.domains}
    if wanted.by_weakness:
        chosen = _by_turns(bank, order, weights, records, [], count=wanted.count)
    else:
        chosen = tuple(_without_enemies(bank, order)[: wanted.count])
    return tuple(scattered(chosen, seed, "order"))


def weakness(items: Collection[ItemId], records: Records, *, prior: float = PRIOR_MISSED) -> float:
    """The part of these items' last answers that was missed, shrunk towards the prior."""
    met = [records[item] for item in items if item in records]
    missed = sum(record.missed for record in met)
    return (prior * PRIOR_ANSWERS + missed) / (PRIOR_ANSWERS + len(met))


def _rested(record: Record, day: StudyDay) -> bool:
    return record.last_day < day and (record.missed or record.last_day <= day - REST_DAYS)


def _turn(record: Record | None) -> tuple[int, int]:
    if record is None:
        return 0, 0
    return (1 if record.missed else 2), record.last_day


def _facts(record: Record | None) -> set[Only]:
    if record is None:
        return {Only.UNUSED}
    facts = {Only.MISSED: record.missed, Only.FLAGGED: record.flagged, Only.GUESSED: record.guessed}
    return {fact for fact, is_so in facts.items() if is_so}


def _by_turns(
    bank: Bank,
    order: Collection[ItemId],
    weights: Mapping[int, float],
    records: Records,
    lately: Collection[ItemId],
    *,
    count: int,
) -> tuple[ItemId, ...]:
    """So many items in turn (D'Hondt): from the domain, then the topic, that is owed most for what it had lately."""
    weak_domain, weak_topic = _weaknesses(bank, bank.domain, records), _weaknesses(bank, bank.topic, records)
    rows = bank.rows_of(lately)
    had_domain = Counter(bank.domain[rows].tolist())
    had_topic = Counter(bank.topic[rows].tolist())
    chosen: list[int] = []
    waiting = bank.rows_of(order)

    def owed(row: int) -> tuple[float, float]:
        domain, topic = int(bank.domain[row]), int(bank.topic[row])
        return (
            weights[domain] * weak_domain[domain] / (1 + had_domain[domain]),
            bank.topics[topic].share * weak_topic[topic] / (1 + had_topic[topic]),
        )

    while waiting and len(chosen) < count:
        row = max(waiting, key=owed)  # the first of equals: the one whose turn it is
        chosen.append(row)
        had_domain[int(bank.domain[row])] += 1
        had_topic[int(bank.topic[row])] += 1
        waiting = [each for each in waiting if each != row and not bank.enemies[row, each]]
    return tuple(bank.items[row].id for row in chosen)


def _weaknesses(bank: Bank, groups: Integers, records: Records) -> dict[int, float]:
    """The weakness in each domain or topic; where little was answered it is that of the whole."""
    usual = weakness(bank.rows.keys(), records)
    members: dict[int, list[ItemId]] = {}
    for item, group in zip(bank.items, groups.tolist(), strict=True):
        members.setdefault(group, []).append(item.id)
    return {group: LEAST_WEAKNESS + weakness(items, records, prior=usual) for group, items in members.items()}


def _without_enemies(bank: Bank, order: Collection[ItemId]) -> list[ItemId]:
    """The items in their order, but for those with an enemy before them."""
    kept: list[ItemId] = []
    rows: list[int] = []
    for item in order:
        row = bank.rows[item]
        if not bank.enemies[row, rows].any():
            kept.append(item)
            rows.append(row)
    return kept
