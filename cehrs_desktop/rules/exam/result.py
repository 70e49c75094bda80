"""The result of a sitting, frozen when it ends: everything its report shows but the texts of the questions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median
from types import MappingProxyType
from typing import Any

from cehrs_desktop.rules.content import DomainNumber, FlashcardId, ItemId, OptionId, TopicId
from cehrs_desktop.rules.exam.blueprint import Scale
from cehrs_desktop.rules.exam.events import Confidence, EndedBy
from cehrs_desktop.rules.exam.form import FormItem, FormKind
from cehrs_desktop.rules.exam.scoring import Band, Score, Standing, Verdict, domain_verdict, score
from cehrs_desktop.rules.exam.sitting import Sitting
from cehrs_desktop.rules.exam.timing import Departure, departures
from cehrs_desktop.rules.plain_values import as_plain, from_plain


def counts_as_missed(right: bool, confidence: Confidence | None) -> bool:
    """Whether an answer is one for review: wrong, or a lucky guess."""
    return not right or confidence is Confidence.GUESS


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one item. `chosen` None: no answer, which counts as wrong. `first` is the first option chosen.

    `seconds` is the time on the screen; `met_before` whether the learner knew the item when the sitting began.
    """

    position: int
    item: ItemId
    domain: DomainNumber
    topic: TopicId
    scored: bool
    expected: int
    key: OptionId
    chosen: OptionId | None
    first: OptionId | None
    confidence: Confidence | None
    flagged: bool
    seconds: float
    met_before: bool

    @property
    def right(self) -> bool:
        """Whether the answer is the key."""
        return self.chosen == self.key

    @property
    def missed(self) -> bool:
        """For review: wrong, not answered, or right by a guess."""
        return counts_as_missed(self.right, self.confidence)


@dataclass(frozen=True, slots=True)
class Tally:
    """Right answers of so many items."""

    right: int
    items: int


@dataclass(frozen=True, slots=True)
class DomainResult:
    """A domain's scored items: `band` is the 90 % band of its true score; no verdict if there are too few items."""

    domain: DomainNumber
    tally: Tally
    band: Band
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class TopicResult:
    """A topic's scored items."""

    topic: TopicId
    domain: DomainNumber
    tally: Tally


@dataclass(frozen=True, slots=True)
class TopicName:
    """What a topic was called when the sitting ended."""

    topic: TopicId
    name: str


@dataclass(frozen=True, slots=True)
class AnswersChanged:
    """Items whose last answer isn't the first one; an answer taken back for good counts as wrong."""

    right_to_wrong: int
    wrong_to_right: int
    wrong_to_wrong: int


@dataclass(frozen=True, slots=True)
class Pacing:
    """Active seconds: all, what was left (None: untimed), the median item; means of right and wrong ones, if any."""

    used: float
    left: float | None
    median: float
    right: float | None
    wrong: float | None


@dataclass(frozen=True, slots=True)
class Result:
    """`without_met` is the score without the items met before the sitting, if there were any and others too.

    `review`: the flashcards taught by missed items, each once, sure but wrong first. `topic_names`: of every item's
    topic; none in results that were written before names were kept.
    """

    kind: FormKind
    ended: EndedBy | None
    score: Score
    without_met: Score | None
    met_before: int
    domains: tuple[DomainResult, ...]
    topics: tuple[TopicResult, ...]
    pretest: Tally
    changed: AnswersChanged
    pacing: Pacing
    outcomes: tuple[Outcome, ...]
    review: tuple[FlashcardId, ...]
    departures: tuple[Departure, ...]
    topic_names: tuple[TopicName, ...] = ()

    @property
    def numbers(self) -> Standing | None:
        """The standing whose points and chance are shown: a full mock's only, the diagnostic has too few items."""
        return self.score.standing if self.kind is FormKind.MOCK else None

    def as_json(self) -> dict[str, Any]:
        """The result in plain values, for storage; `result_from_json` reads it."""
        return as_plain(self)


def result_from_json(values: Mapping[str, Any]) -> Result:
    """The result that `Result.as_json` wrote down. Raises ValueError for what isn't one."""
    return from_plain(Result, values)


def result(
    sitting: Sitting,
    *,
    scale: Scale,
    teaches: Mapping[ItemId, Sequence[FlashcardId]],
    met_before: Collection[ItemId] = (),
    topic_names: Mapping[TopicId, str] = MappingProxyType({}),
) -> Result:
    """The result of a sitting as it stands. Pretest items count nowhere but in `pretest` and in what is reviewed.

    `topic_names`: what topics are called now; those of the form are kept.
    """
    outcomes = tuple(_outcome(sitting, item, met_before) for item in sitting.form.items)
    scored = [each for each in outcomes if each.scored]
    new = [each for each in scored if not each.met_before]
    has_scale = scale if sitting.form.cut is not None else None
    return Result(
        kind=sitting.form.kind,
        ended=sitting.ended,
        score=_score(scored, has_scale),
        without_met=_score(new, has_scale) if 0 < len(new) < len(scored) else None,
        met_before=len(scored) - len(new),
        domains=_domains(scored),
        topics=_topics(scored),
        pretest=_tally([each for each in outcomes if not each.scored]),
        changed=_changed(outcomes),
        pacing=_pacing(sitting, outcomes),
        outcomes=outcomes,
        review=to_review(outcomes, teaches),
        departures=departures(sitting),
        topic_names=tuple(
            TopicName(topic, topic_names[topic])
            for topic in sorted({item.topic for item in sitting.form.items})
            if topic in topic_names
        ),
    )


def to_review(outcomes: Iterable[Outcome], teaches: Mapping[ItemId, Sequence[FlashcardId]]) -> tuple[FlashcardId, ...]:
    """The flashcards taught by missed items, each once: sure but wrong first, then wrong, not answered, guessed."""
    missed = sorted((each for each in outcomes if each.missed), key=_urgency)
    return tuple(dict.fromkeys(card for each in missed for card in teaches.get(each.item, ())))


def _urgency(outcome: Outcome) -> int:
    if outcome.right:
        return 3
    if outcome.chosen is None:
        return 2
    return 0 if outcome.confidence is Confidence.SURE else 1


def _outcome(sitting: Sitting, item: FormItem, met_before: Collection[ItemId]) -> Outcome:
    choice = sitting.choices.get(item.position)
    last = sitting.last_chosen.get(item.position)
    first = next((change.before for change in sitting.changes if change.position == item.position), last)
    return Outcome(
        position=item.position,
        item=item.item,
        domain=item.domain,
        topic=item.topic,
        scored=item.scored,
        expected=item.expected,
        key=item.key,
        chosen=None if choice is None else choice.option,
        first=first,
        confidence=None if choice is None else choice.confidence,
        flagged=item.position in sitting.flags,
        seconds=sitting.seconds[item.position - 1],
        met_before=item.item in met_before,
    )


def _tally(outcomes: Sequence[Outcome]) -> Tally:
    return Tally(right=sum(each.right for each in outcomes), items=len(outcomes))


def _score(outcomes: Sequence[Outcome], scale: Scale | None) -> Score:
    return score(_tally(outcomes).right, [each.expected for each in outcomes], scale=scale)


def _domains(scored: Sequence[Outcome]) -> tuple[DomainResult, ...]:
    found = []
    for domain in DomainNumber:
        here = [each for each in scored if each.domain == domain]
        if here:
            tally, expected = _tally(here), [each.expected for each in here]
            band = score(tally.right, expected, scale=None).band
            found.append(DomainResult(domain, tally, band, domain_verdict(tally.right, expected)))
    return tuple(found)


def _topics(scored: Sequence[Outcome]) -> tuple[TopicResult, ...]:
    topics = dict.fromkeys((each.domain, each.topic) for each in sorted(scored, key=lambda o: (o.domain, o.topic)))
    return tuple(
        TopicResult(topic, domain, _tally([each for each in scored if each.topic == topic])) for domain, topic in topics
    )


def _changed(outcomes: Iterable[Outcome]) -> AnswersChanged:
    moves = [(each.first == each.key, each.right) for each in outcomes if each.first != each.chosen]
    return AnswersChanged(
        right_to_wrong=moves.count((True, False)),
        wrong_to_right=moves.count((False, True)),
        wrong_to_wrong=moves.count((False, False)),
    )


def _pacing(sitting: Sitting, outcomes: Sequence[Outcome]) -> Pacing:
    right = [each.seconds for each in outcomes if each.right]
    wrong = [each.seconds for each in outcomes if each.chosen is not None and not each.right]
    return Pacing(
        used=sitting.active,
        left=sitting.time_left,
        median=median(sitting.seconds),
        right=fmean(right) if right else None,
        wrong=fmean(wrong) if wrong else None,
    )
