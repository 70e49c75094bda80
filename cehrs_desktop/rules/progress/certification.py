"""After the exam: waiting, passed or failed; when to retake it; how long the certification lasts, what renews it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from typing import TYPE_CHECKING

from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.exam.blueprint import Scale
from cehrs_desktop.rules.exam.scoring import Verdict
from cehrs_desktop.rules.progress.credential import LONGEST_NOTE, years_after

if TYPE_CHECKING:
    from cehrs_desktop.rules.progress.readiness import Readiness

VALID_YEARS = 2
CREDITS_NEEDED = 1000
"""Hundredths of continuing education credits within those years."""

RETAKE_DAYS, RETAKE_YEARS = 30, 1
"""The wait after a first failure is NHA's own word; after a second the same, and a year after a third, is said by
preparation sites only.
"""

MOST_CREDITS = 5000
LONGEST_TITLE = 200
_FRESH_FORECAST = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class OurForecast:
    """What readiness said when the result was entered, on the unofficial scale; `domains` are the expected right
    answers of domains 1 to 5 with the items each has, None with too few answers.
    """

    verdict: Verdict
    points: int
    low: int
    high: int
    domains: tuple[float | None, ...]
    items: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ExamOutcome:
    """How a real exam went. `score` and `feedback` are what NHA reported, as far as the learner noted it; `certified`
    is the first day of the certification, None when failed.
    """

    taken: date
    passed: bool
    score: int | None = None
    feedback: Mapping[DomainNumber, str] = field(default_factory=dict)
    certified: date | None = None
    forecast: OurForecast | None = None


class Stage(Enum):
    """Where on the road the learner is."""

    PREPARING = "preparing"
    WAITING = "waiting"
    PASSED = "passed"
    FAILED = "failed"


def stage(outcomes: Sequence[ExamOutcome], *, exam: date | None, today: date) -> Stage:
    """The stage by the newest outcome and the exam date: a date after that outcome begins a new road."""
    newest = max(outcomes, key=lambda outcome: outcome.taken, default=None)
    if exam is not None and (newest is None or exam > newest.taken):
        return Stage.PREPARING if exam >= today else Stage.WAITING
    if newest is None:
        return Stage.PREPARING
    return Stage.PASSED if newest.passed else Stage.FAILED


def check_outcome(outcome: ExamOutcome, *, today: date, scale: Scale) -> None:
    """Raise UserError, with the sentence for beside the fields, for an outcome that can't be."""
    if outcome.taken > today:
        raise UserError("This exam is still ahead. Enter its result once you have sat it.")
    if outcome.score is not None:
        _check_score(outcome.score, passed=outcome.passed, scale=scale)
    if outcome.certified is not None and outcome.certified < outcome.taken:
        raise UserError("The certification can’t begin before the exam. Please check both dates.")
    if outcome.certified is not None and outcome.certified > today:
        raise UserError("The certification date is still ahead. Leave it empty to take the exam’s date.")
    if any(len(note) > LONGEST_NOTE for note in outcome.feedback.values()):
        raise UserError("A note on a domain is at most {count} letters long.", count=LONGEST_NOTE)


def _check_score(score: int, *, passed: bool, scale: Scale) -> None:
    if not scale.lowest <= score <= scale.highest:
        raise UserError(
            "NHA’s scores lie between {low} and {high}. Please check the number, or leave it empty.",
            low=scale.lowest,
            high=scale.highest,
        )
    if passed != (score >= scale.pass_mark):
        raise UserError(
            "A score of {mark} or more passes, a lower one fails. Please check the score and the result.",
            mark=scale.pass_mark,
        )


def our_forecast(ready: Readiness, *, taken: date, today: date) -> OurForecast | None:
    """What is kept beside an outcome: readiness as it is, if there is a word and the exam was in the last two weeks."""
    if ready.now is None or today - taken > _FRESH_FORECAST:
        return None
    points = ready.now.points
    return OurForecast(
        verdict=ready.now.verdict,
        points=points.points,
        low=points.low,
        high=points.high,
        domains=tuple(domain.expected for domain in ready.domains),
        items=tuple(domain.items for domain in ready.domains),
    )


@dataclass(frozen=True, slots=True)
class Retake:
    """The earliest day of the next try after `failures` in a row; `is_confirmed` by a page of NHA's."""

    failures: int
    earliest: date
    is_confirmed: bool


def retake(outcomes: Sequence[ExamOutcome]) -> Retake | None:
    """When the exam may be sat again; None unless the newest outcome is a failure."""
    failed: list[date] = []
    for outcome in sorted(outcomes, key=lambda each: each.taken):
        failed = [] if outcome.passed else [*failed, outcome.taken]
    if not failed:
        return None
    last = failed[-1]
    earliest = last + timedelta(days=RETAKE_DAYS) if len(failed) <= 2 else years_after(last, RETAKE_YEARS)
    return Retake(len(failed), earliest, is_confirmed=len(failed) == 1)


@dataclass(frozen=True, slots=True)
class CeEntry:
    """One continuing education activity. `file` is the stored certificate's name, `shown` its name as it came."""

    id: int
    title: str
    earned: date
    hundredths: int
    file: str | None = None
    shown: str | None = None


def check_entry(title: str, earned: date | None, hundredths: int, *, today: date) -> None:
    """Raise UserError, with the sentence for beside the fields, for an entry that can't be."""
    if not title.strip():
        raise UserError("Give it a title, so that you know later what it was.")
    if len(title) > LONGEST_TITLE:
        raise UserError("A title is at most {count} letters long.", count=LONGEST_TITLE)
    if earned is None:
        raise UserError("On which day was it? The date is needed for the log.")
    if earned > today:
        raise UserError("This date is still ahead. Enter it once it is done.")
    if not 0 < hundredths <= MOST_CREDITS:
        raise UserError("Enter its credits: more than 0, at most {count}.", count=MOST_CREDITS // 100)


class Reminder(Enum):
    """What is due on a day of the two years."""

    HALF = "half of the credits"
    LOOK = "three months left"
    SUBMIT = "one month left"
    EXPIRY = "expiry"


@dataclass(frozen=True, slots=True)
class Certificate:
    """The certification: from, until, credits within it. `outside` counts entries with a day before it or after."""

    since: date
    expires: date
    hundredths: int
    outside: int
    days_left: int

    @property
    def missing(self) -> int:
        """Hundredths of credits still needed."""
        return max(CREDITS_NEEDED - self.hundredths, 0)

    @property
    def reminders(self) -> tuple[tuple[date, Reminder], ...]:
        """Days to be reminded on, in order."""
        return (
            (years_after(self.since, 1), Reminder.HALF),
            (self.expires - timedelta(days=91), Reminder.LOOK),
            (self.expires - timedelta(days=30), Reminder.SUBMIT),
            (self.expires, Reminder.EXPIRY),
        )


def certificate(outcomes: Sequence[ExamOutcome], entries: Sequence[CeEntry], *, today: date) -> Certificate | None:
    """The newest certification; None when no exam was passed."""
    passed = [outcome.certified or outcome.taken for outcome in outcomes if outcome.passed]
    if not passed:
        return None
    since = max(passed)
    expires = years_after(since, VALID_YEARS)
    within = [entry.hundredths for entry in entries if since <= entry.earned <= expires]
    return Certificate(since, expires, sum(within), len(entries) - len(within), (expires - today).days)


def check_renewal(held: Certificate, since: date | None, *, today: date) -> None:
    """Raise UserError, with the sentence for beside the field, for a new first day that can't be."""
    if since is None:
        raise UserError("On which day do the new two years begin? Your NHA account tells.")
    if since <= held.since:
        raise UserError("The new two years begin after the present ones have begun. Please check the date.")
    if since > max(today, held.expires):
        raise UserError("This is after the present two years end and still ahead. Please check the date.")


def due_reminder(held: Certificate, *, today: date) -> Reminder | None:
    """The reminder in force: the newest one whose day has come, unless what it is about is done."""
    come = [reminder for day, reminder in held.reminders if day <= today]
    if not come:
        return None
    if come[-1] is Reminder.HALF and held.hundredths * 2 >= CREDITS_NEEDED:
        return None
    return come[-1]
