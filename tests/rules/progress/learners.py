"""Simulated learners whose abilities move while they study, in ways the readiness model doesn't assume.

They grow towards a ceiling of their own, or stand still, or lose; by the day's form up and down; the authors'
difficulties are off; an item met before is remembered by some more than by others. Everything comes from one seed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cehrs_desktop.rules.exam.blueprint import Blueprint
from cehrs_desktop.rules.progress.answers import DOMAINS, Answers
from cehrs_desktop.rules.progress.forecast import TypicalForm, typical_form

Vector = npt.NDArray[np.float64]
FIRST_DAY = 20_000
FORM_OF_THE_DAY = 0.12
WRONG_DIFFICULTY = 0.4


@dataclass(frozen=True)
class SimulatedLearner:
    """What they answered until `today`, and what became of them on `exam_day`.

    `true_score` is the expected number of right answers on the form, `raw` what they got.
    """

    answers: Answers
    today: int
    exam_day: int
    mocks: int
    true_score: float
    true_by_domain: Vector
    raw: int


@dataclass(frozen=True)
class _Course:
    start: Vector
    ceiling: Vector
    days: float

    def ability(self, day: float) -> Vector:
        return np.asarray(self.ceiling + (self.start - self.ceiling) * np.exp(-day / self.days))


def _course(dice: np.random.Generator) -> _Course:
    start = dice.normal(-0.4, 0.85) + dice.normal(0.0, 0.45, DOMAINS)
    kind = dice.random()
    if kind < 0.15:  # stands still
        gain = np.zeros(DOMAINS)
    elif kind < 0.22:  # studies less than is forgotten
        gain = np.full(DOMAINS, -abs(dice.normal(0.0, 0.35)))
    else:
        gain = abs(dice.normal(0.9, 0.5)) * dice.lognormal(0.0, 0.3, DOMAINS)
    return _Course(start, start + gain, float(dice.uniform(15, 90)))


def simulated(form: TypicalForm, *, seed: int) -> SimulatedLearner:
    """One learner: a diagnostic at the start, sets of questions on some days, a mock now and then."""
    dice = np.random.default_rng(seed)
    course, length = _course(dice), int(dice.integers(35, 130))
    today = int(length - dice.integers(0, min(45, length - 25)))
    per_day, often = int(dice.integers(10, 40)), dice.uniform(0.15, 0.45)
    mock_days = set(dice.choice(np.arange(12, today), size=int(dice.integers(0, 4)), replace=False).tolist())
    memory = dice.uniform(0.2, 2.0)
    rows: list[tuple[int, Vector, Vector, npt.NDArray[np.int64], npt.NDArray[np.int64]]] = []
    for day in range(today):
        count = 50 if day == 0 else 124 if day in mock_days else per_day if dice.random() < often else 0
        if not count:
            continue
        domain = dice.choice(DOMAINS, size=count, p=(0.28, 0.32, 0.15, 0.15, 0.10))
        b = -dice.normal(0.85, 0.4, count)
        met = (dice.random(count) < (0.0 if count > 40 else min(0.004 * day, 0.35))).astype(np.int64)
        theta = course.ability(day)[domain] + dice.normal(0.0, FORM_OF_THE_DAY)
        easier = met * memory
        right = dice.random(count) < _chance(theta + easier - b - dice.normal(0.0, WRONG_DIFFICULTY, count))
        rows.append((day, b, right.astype(np.float64), domain, met))
    return _examined(form, course, rows, today=today, exam_day=length, mocks=len(mock_days), dice=dice)


def _examined(
    form: TypicalForm,
    course: _Course,
    rows: list[tuple[int, Vector, Vector, npt.NDArray[np.int64], npt.NDArray[np.int64]]],
    *,
    today: int,
    exam_day: int,
    mocks: int,
    dice: np.random.Generator,
) -> SimulatedLearner:
    answers = Answers(
        day=np.concatenate([np.full(len(b), FIRST_DAY + day) for day, b, *_ in rows]),
        domain=np.concatenate([domain for *_, domain, _ in rows]),
        b=np.concatenate([b for _, b, *_ in rows]),
        right=np.concatenate([right for _, _, right, *_ in rows]),
        times_met=np.concatenate([met for *_, met in rows]),
    )
    theta = course.ability(exam_day) + dice.normal(0.0, FORM_OF_THE_DAY)
    right = _chance(theta[form.domain] - form.b - dice.normal(0.0, WRONG_DIFFICULTY, form.items))
    raw = int((dice.random(form.items) < right).sum())
    # Ability is what a band is about: the true score on the form as its authors rate it.
    rated = _chance(theta[form.domain] - form.b)
    by_domain = np.bincount(form.domain, rated, DOMAINS).astype(np.float64)
    return SimulatedLearner(answers, FIRST_DAY + today, FIRST_DAY + exam_day, mocks, float(rated.sum()), by_domain, raw)


def _chance(logits: Vector) -> Vector:
    return np.asarray(1.0 / (1.0 + np.exp(-logits)))


def the_form(blueprint: Blueprint) -> TypicalForm:
    """The form all of them sit."""
    return typical_form(blueprint)
