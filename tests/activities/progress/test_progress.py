"""The figures of the Progress page are those of the file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cehrs_desktop.activities.progress import mock_pacing, progress_details, progress_report
from cehrs_desktop.activities.readiness import standing
from cehrs_desktop.rules.exam.events import Confidence
from cehrs_desktop.rules.exam.form import FormKind
from cehrs_desktop.rules.exam.responses import Cause
from cehrs_desktop.rules.preferences import Preferences
from cehrs_desktop.rules.progress.advice import Help
from cehrs_desktop.rules.progress.figures import CardCounts, ProgressReport, Share
from cehrs_desktop.rules.progress.plan_choices import PlanChoices
from cehrs_desktop.rules.study.cards import Rating
from cehrs_desktop.storage.database import Database
from tests.activities.progress.answered import sit
from tests.builders import a_session, the_blueprint
from tests.fakes import FakeClock

EXAM = date(2026, 12, 14)


def report(database: Database, clock: FakeClock, **choices: object) -> ProgressReport:
    preferences = replace(Preferences(exam_date=EXAM), **choices)  # type: ignore[arg-type]
    return progress_report(database, clock, blueprint=the_blueprint(), preferences=preferences)


def test_a_new_file_has_bars_without_anything_in_them(untouched: Database, clock: FakeClock) -> None:
    found = report(untouched, clock)
    assert all(domain.standing.expected is None for domain in found.domains)
    assert [domain.cards for domain in found.domains] == [CardCounts(new=1)] * 5
    assert (found.topics, found.pacing, found.confidence, found.causes) == ((), None, {}, {})
    assert found.readiness.now is None
    assert {day.minutes for day in found.studied} == {0.0}
    assert progress_details(untouched).recall == ()


def test_domains_stand_where_their_answers_put_them(asked: Database, clock: FakeClock) -> None:
    found = report(asked, clock)
    assert found.readiness.mocks == 1
    assert found.readiness.answered == 50 + 60 + 115
    for domain in found.domains:
        standing_now = domain.standing
        assert standing_now.expected is not None
        assert standing_now.band is not None
        assert standing_now.items == domain.domain.weight
        assert standing_now.band.low < standing_now.expected < standing_now.band.high
    assert found.readiness.on_exam_day is not None
    assert found.readiness.past[-1].day == found.readiness.past[0].day  # one mock, yesterday


def test_cards_and_their_recall_stand_apart(asked: Database, clock: FakeClock) -> None:
    found = report(asked, clock)
    for domain in found.domains:
        assert domain.cards.new == 0
        assert domain.cards.young == 1
        assert domain.recall_now is not None
        assert domain.recall_exam_day is not None
        assert 0 < domain.recall_exam_day < domain.recall_now < 1
    assert found.domains[1].desired > found.domains[4].desired
    assert all(domain.recall_exam_day is None for domain in report(asked, clock, exam_date=None).domains)


def test_minutes_are_those_of_cards_and_questions(asked: Database, clock: FakeClock) -> None:
    found = report(asked, clock)
    with asked.reading() as connection:
        (cards,) = connection.execute("SELECT sum(seconds) FROM review").fetchone()
        (questions,) = connection.execute("SELECT sum(seconds) FROM response").fetchone()
    assert sum(domain.minutes for domain in found.domains) == pytest.approx((cards + questions) / 60)
    assert sum(day.minutes for day in found.studied) == pytest.approx((cards + questions) / 60)
    assert found.studied[0].day.weekday() == 0
    assert found.studied[-1].day == found.day


def test_a_planned_day_of_rest_is_told_from_a_gap(asked: Database, clock: FakeClock) -> None:
    choices = PlanChoices(weekday_minutes=(None,) * 6 + (0,))
    rests = [day.day for day in report(asked, clock, plan=choices).studied if day.rest]
    assert {day.weekday() for day in rests} == {6}
    assert min(rests) > clock.now().date() - timedelta(days=20)  # none before studying began


def test_topics_come_weakest_first(asked: Database, clock: FakeClock) -> None:
    topics = report(asked, clock).topics
    assert len(topics) == 5
    assert [topic.share for topic in topics] == sorted(topic.share for topic in topics)
    assert sum(topic.answered for topic in topics) == 225
    assert topics[0].name.startswith("Topic")


def test_the_pacing_of_the_last_mock_is_told_item_by_item(asked: Database, clock: FakeClock) -> None:
    pacing = report(asked, clock).pacing
    assert pacing is not None
    assert len(pacing.seconds) == len(pacing.right) == 125
    assert pacing.seconds[:3] == (40.0, 40.0, 40.0)
    assert pacing.budget == pytest.approx(60.0)


def test_every_mock_has_its_pacing_the_newest_comes_first(asked: Database, clock: FakeClock) -> None:
    sit(asked, clock, FormKind.MOCK, right=0.8, seconds=20)
    found = report(asked, clock)
    assert [mock.number for mock in found.mocks] == [2, 1]
    assert found.mocks[0].ended_at > found.mocks[1].ended_at
    newest, first = (mock_pacing(asked, mock.id, blueprint=the_blueprint()) for mock in found.mocks)
    assert found.pacing == newest
    assert (newest.seconds[5], first.seconds[5]) == (20.0, 40.0)


def test_confidence_and_causes_are_counted(asked: Database, clock: FakeClock) -> None:
    found = report(asked, clock)
    assert found.confidence[Confidence.SURE].count == 30
    assert 0 < found.confidence[Confidence.SURE].part < 1
    assert found.causes == {Cause.MISREAD: 1}
    assert Share(0, 0).part == 0


def test_the_coming_days_have_due_reviews_and_the_plan(asked: Database, clock: FakeClock) -> None:
    coming = report(asked, clock).coming
    assert len(coming) == 30
    assert coming[0].reviews > 0
    assert all(day.planned is not None for day in coming)
    assert all(day.planned is None for day in report(asked, clock, exam_date=None).coming)


def test_items_that_were_not_reached_make_a_mock_worth_an_hour(asked: Database, clock: FakeClock) -> None:
    found = standing(asked, clock, blueprint=the_blueprint(), preferences=Preferences(exam_date=EXAM))
    assert Help.MOCK in [advice.kind for advice in found.readiness.advice]
    assert found.last_mock is not None


def test_retention_and_details_come_from_cards_in_review(asked: Database, clock: FakeClock) -> None:
    clock.advance(days=2)
    session = a_session(asked, clock)
    for rating in (Rating.GOOD, Rating.GOOD, Rating.AGAIN):
        shown = session.next()
        assert shown is not None
        session.rate(shown, rating, seconds=5)
    found = report(asked, clock)
    assert sum(domain.retention.count for domain in found.domains) == 3
    assert sum(domain.retention.hits for domain in found.domains) == 2
    details = progress_details(asked)
    assert sum(figure.count for figure in details.recall) == 3
    (hour,) = details.hours
    assert (hour.hour, hour.share) == (9, Share(2, 3))
    assert 0 < details.recall[0].foretold < 1


def test_a_mock_after_rollover_hours_counts_on_its_study_day(asked: Database, clock: FakeClock) -> None:
    yesterday = clock.now().date() - timedelta(days=1)
    found = {day.day: day.minutes for day in report(asked, clock).studied}
    assert found[yesterday] == pytest.approx(115 * 40 / 60)


@pytest.mark.parametrize(("unanswered", "counts"), [(122, False), (28, False), (20, True)])
def test_a_mock_handed_in_early_is_no_full_one(
    untouched: Database, clock: FakeClock, unanswered: int, *, counts: bool
) -> None:
    sit(untouched, clock, FormKind.MOCK, right=0.9, unanswered=unanswered)
    found = report(untouched, clock).readiness
    assert found.mocks == counts
    assert (found.now is not None) == counts
    assert bool(found.past) == counts
