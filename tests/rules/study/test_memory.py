"""The forgetting curve of FSRS-6."""

from __future__ import annotations

import fsrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cehrs_desktop.rules.study.learner_day import StudyDay, noon_utc
from cehrs_desktop.rules.study.memory import ParameterSet, interval, recall

DECAY = ParameterSet().decay


def test_the_curve_is_the_one_of_fsrs_on_whole_days() -> None:
    scheduler = fsrs.Scheduler()
    card = fsrs.Card(card_id=1, stability=7.5, difficulty=5.0, last_review=noon_utc(StudyDay(0)))
    for days in (1, 2, 10, 365):
        theirs = scheduler.get_card_retrievability(card, noon_utc(StudyDay(days)))
        assert float(recall(7.5, days, decay=DECAY)) == pytest.approx(theirs, rel=1e-12)


def test_a_whole_column_of_cards_is_answered_at_once() -> None:
    answers = recall([1.0, 10.0, 100.0], [1, 10, 100], decay=DECAY)
    assert answers.shape == (3,)
    assert answers == pytest.approx(np.full(3, 0.9))


def test_a_clock_set_back_counts_as_no_time() -> None:
    assert float(recall(3.0, -5, decay=DECAY)) == 1.0


@given(st.floats(0.01, 3650), st.floats(0.70, 0.98), st.floats(-0.8, -0.1))
def test_the_interval_is_where_the_curve_meets_the_desired_retention(
    stability: float, retention: float, decay: float
) -> None:
    days = interval(stability, retention, decay=decay)
    assert float(recall(stability, days, decay=decay)) == pytest.approx(retention, rel=1e-9)


def test_a_parameter_set_names_its_model_and_decay() -> None:
    assert ParameterSet().model == "FSRS-6"
    assert pytest.approx(-0.1542) == ParameterSet().decay
    assert len(ParameterSet().weights) == 21
