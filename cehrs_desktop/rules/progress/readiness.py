"""Readiness: where the learner stands to the pass line on exam day, and what would help most. See docs/readiness.md."""

from __future__ import annotations

from dataclasses import dataclass

from cehrs_desktop.rules.exam.blueprint import Scale
from cehrs_desktop.rules.exam.scale import scaled_true_score
from cehrs_desktop.rules.exam.scoring import Band, Verdict
from cehrs_desktop.rules.progress.ability import Belief, followed, later
from cehrs_desktop.rules.progress.advice import Advice, MockPace, TopicStanding, best_hour
from cehrs_desktop.rules.progress.answers import Answers
from cehrs_desktop.rules.progress.forecast import Forecast, TypicalForm, expected_score, forecast
from cehrs_desktop.rules.study.learner_day import StudyDay

MOCKS_ENOUGH = 1
FRESH_ENOUGH = 150
"""Before one full mock or so many answers to items never seen before there is no score and no chance."""

MOCK_ANSWERED = 0.8
"""A mock counts as a full one when at least this share of its scored items was answered, not once it was handed in."""

FEWEST_IN_A_DOMAIN = 15
"""With fewer answers in a domain its bar stays empty."""

LONGEST_LOOK = 180
"""Days: an exam further away is looked at as if it were so far, for nobody's growth is known longer."""


@dataclass(frozen=True)
class Facts:
    """What readiness is worked out from. `first_day` is the day studying began; `exam_day` None: not booked.

    `mock_days` are the days on which full mocks ended, those with MOCK_ANSWERED answered; `pace` tells of the last one;
    `topics` where each topic stands.
    """

    answers: Answers
    form: TypicalForm
    scale: Scale
    today: StudyDay
    first_day: StudyDay
    exam_day: StudyDay | None
    mock_days: tuple[StudyDay, ...] = ()
    pace: MockPace | None = None
    topics: tuple[TopicStanding, ...] = ()


@dataclass(frozen=True, slots=True)
class DomainStanding:
    """One domain now: expected right of its items on the exam with the 90 % band; None with too few answers."""

    answered: int
    items: int
    expected: float | None
    band: Band | None


@dataclass(frozen=True, slots=True)
class Points:
    """On the unofficial scale: the expected score with its 90 % band."""

    points: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """Standing at a time: a word, the chance to pass, right answers with their band, and the same on the scale."""

    verdict: Verdict
    chance: float
    expected: float
    band: Band
    points: Points


@dataclass(frozen=True, slots=True)
class PastScore:
    """The score as it was estimated on a day, from what was known then."""

    day: StudyDay
    points: Points


@dataclass(frozen=True)
class Readiness:
    """What can be said. `now`, `on_exam_day` and `past` are missing until there is enough; `advice` too.

    `fresh_missing` is how many fresh questions more would be enough.
    """

    mocks: int
    answered: int
    fresh: int
    domains: tuple[DomainStanding, ...]
    now: Outlook | None
    on_exam_day: Outlook | None
    past: tuple[PastScore, ...]
    advice: tuple[Advice, ...]
    cut: int
    items: int

    @property
    def fresh_missing(self) -> int:
        """Fresh questions until there is a word; 0 once there is."""
        return 0 if self.now is not None else FRESH_ENOUGH - self.fresh


def is_enough(facts: Facts, day: int) -> bool:
    """Whether there was enough on a day to say a word and a number."""
    mocks = sum(ended <= day for ended in facts.mock_days)
    return mocks >= MOCKS_ENOUGH or facts.answers.until(day).fresh >= FRESH_ENOUGH


def readiness(facts: Facts) -> Readiness:
    """Where the learner stands today and, with a date, on exam day."""
    beliefs = followed(facts.answers.until(facts.today), first_day=facts.first_day)
    present = later(beliefs[-1], facts.today)
    seen = forecast(present, facts.form)
    known = is_enough(facts, facts.today)
    ahead = None
    if known and facts.exam_day is not None and facts.exam_day >= facts.today:
        day = min(facts.exam_day, facts.today + LONGEST_LOOK)
        ahead = later(present, day)
    return Readiness(
        mocks=len(facts.mock_days),
        answered=len(facts.answers),
        fresh=facts.answers.fresh,
        domains=_domains(facts, seen),
        now=outlook(seen, facts.form, facts.scale) if known else None,
        on_exam_day=None if ahead is None else outlook(forecast(ahead, facts.form), facts.form, facts.scale),
        past=_past(facts, beliefs) if known else (),
        advice=best_hour(ahead or present, facts.form, topics=facts.topics, pace=facts.pace) if known else (),
        cut=facts.form.cut,
        items=facts.form.items,
    )


def outlook(seen: Forecast, form: TypicalForm, scale: Scale) -> Outlook:
    """A forecast in words and points. The word tells where the whole 90 % band lies."""
    if seen.band.low >= form.cut:
        verdict = Verdict.ABOVE
    else:
        verdict = Verdict.BELOW if seen.band.high < form.cut else Verdict.TOO_CLOSE
    return Outlook(verdict, seen.chance, seen.expected, seen.band, _points(seen.expected, seen.band, form, scale))


def _points(expected: float, band: Band, form: TypicalForm, scale: Scale) -> Points:
    scores = (expected, band.low, band.high)
    return Points(*(scaled_true_score(each, cut=form.cut, items=form.items, scale=scale) for each in scores))


def _domains(facts: Facts, seen: Forecast) -> tuple[DomainStanding, ...]:
    items = [int((facts.form.domain == d).sum()) for d in range(len(seen.bands))]
    return tuple(
        DomainStanding(count, of, expected, band)
        if count >= FEWEST_IN_A_DOMAIN
        else DomainStanding(count, of, None, None)
        for count, of, expected, band in zip(
            facts.answers.by_domain(), items, seen.expected_by_domain, seen.bands, strict=True
        )
    )


_MOST_PAST = 40


def _past(facts: Facts, beliefs: tuple[Belief, ...]) -> tuple[PastScore, ...]:
    """The estimate on the days there was enough; many days are thinned out, the newest stays."""
    enough = [belief for belief in beliefs[1:] if is_enough(facts, belief.day)]
    every = -(-len(enough) // _MOST_PAST)
    chosen = enough[::-1][::every][::-1] if enough else []
    return tuple(
        PastScore(StudyDay(belief.day), _points(*expected_score(belief, facts.form), facts.form, facts.scale))
        for belief in chosen
    )
