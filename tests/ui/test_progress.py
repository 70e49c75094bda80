"""The Progress page, and the word on readiness on Today."""

from __future__ import annotations

import csv
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog

from cehrs_desktop.activities.learner_file import open_learner_file
from cehrs_desktop.rules.exam.form import FormKind
from cehrs_desktop.rules.progress.figures import MockPacing
from cehrs_desktop.rules.progress.plan_choices import PlanChoices
from cehrs_desktop.ui.main_window import PROGRESS, TODAY
from cehrs_desktop.ui.practice.page import PracticePage
from cehrs_desktop.ui.progress.charts import pacing_chart
from cehrs_desktop.ui.progress.domain_bars import DomainBars
from cehrs_desktop.ui.progress.domains_panel import DomainsPanel
from cehrs_desktop.ui.progress.pacing_panel import PacingPanel
from cehrs_desktop.ui.progress.page import ProgressPage
from cehrs_desktop.ui.today.standing_panels import ReadinessPanel
from cehrs_desktop.ui.widgets.chart import Chart, Mark, Shape
from cehrs_desktop.ui.widgets.day_grid import DayGrid
from tests.activities.progress.answered import practice, sit
from tests.fakes import FakeClock
from tests.ui.conftest import OpenOne
from tests.ui.open_window import OpenWindow, press, settle, texts_in, visible

SCORE = "Estimated score by date with 90% band — ours, unofficial"


@pytest.fixture
def asked(studied: Path, clock: FakeClock) -> Path:
    """A week ago thirty questions, yesterday a mock."""
    with closing(open_learner_file(studied, clock)) as database:
        practice(database, FakeClock(clock.now() - timedelta(days=7)), 30, right=0.6)
        sit(database, FakeClock(clock.now() - timedelta(days=1)), FormKind.MOCK, right=0.75, uneven=True)
    return studied


def page_of(seen: OpenWindow) -> ProgressPage:
    seen.window.show_page(PROGRESS)
    settle()
    page = seen.page
    assert isinstance(page, ProgressPage)
    return page


def charts(seen: OpenWindow) -> list[str]:
    return [chart.accessibleName() for chart in visible(Chart, within=seen.page)]


def test_before_any_question_the_page_says_what_is_missing(studied: Path, open_window: OpenOne) -> None:
    seen = open_window()
    page_of(seen)
    assert seen.texts.count("0 answered, too few to tell") == 5
    assert "150 of them are still missing" in seen.texts
    assert SCORE not in charts(seen)
    assert seen.table("Cards by domain")[1][0] == "Clinical Operations"


def test_ctrl_4_shows_domains_with_their_bands(asked: Path, open_window: OpenOne) -> None:
    seen = open_window(exam_date=FakeClock().now().date() + timedelta(days=40))
    press("Ctrl+4")
    settle()
    assert isinstance(seen.page, ProgressPage)
    assert "of 32 · ±" in seen.texts
    assert "the pass line is 390" in seen.texts
    assert "items took longer" in seen.texts
    assert {SCORE, "Minutes in the next 30 days"} <= set(charts(seen))


def test_a_weak_topic_is_one_click_from_practice(asked: Path, open_window: OpenOne) -> None:
    seen = open_window()
    page_of(seen)
    weakest = seen.table("Topics, weakest first")[1][0]
    seen.choose(weakest)
    assert isinstance(seen.page, PracticePage)
    found = seen.rows("SELECT id, domain FROM topic WHERE name = ?", weakest)
    assert [(next(iter(seen.page.wanted.topics)), next(iter(seen.page.wanted.domains)))] == found


def test_a_chart_is_a_table_too_and_both_can_be_saved(
    asked: Path, open_window: OpenOne, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = open_window()
    page = page_of(seen)
    panel = next(chart.parentWidget() for chart in visible(Chart, within=page) if chart.accessibleName() == SCORE)
    assert panel is not None
    target = tmp_path / "score.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    seen.choose("Save picture…", within=panel)
    picture = QImage(str(target))
    assert picture.width() > 100
    assert len({picture.pixel(x, y) for x in range(0, picture.width(), 3) for y in range(0, picture.height(), 3)}) > 3
    seen.choose("Table", within=panel)
    assert SCORE not in charts(seen)
    rows = seen.table(SCORE)
    seen.choose("Save table…", within=panel)
    with target.with_suffix(".csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == rows
    seen.choose("Picture", within=panel)
    assert SCORE in charts(seen)


def test_what_can_not_be_written_is_said(
    asked: Path, open_window: OpenOne, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = open_window()
    page = page_of(seen)
    panel = visible(Chart, within=page)[0].parentWidget()
    assert panel is not None
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "no" / "where.png"), ""))
    seen.choose("Save picture…", within=panel)
    assert "The picture can't be written there" in seen.texts
    seen.choose("Save table…", within=panel)
    assert "The table can't be written there" in seen.texts


def test_the_bars_of_the_domains_are_a_table_and_a_picture_too(
    asked: Path, open_window: OpenOne, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = open_window()
    (panel,) = visible(DomainsPanel, within=page_of(seen))
    assert panel.chart.accessibleDescription().startswith("A domain’s bar is filled once")
    target = tmp_path / "bars.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    seen.choose("Save picture…", within=panel)
    assert QImage(str(target)).width() > 100
    seen.choose("Table", within=panel)
    assert not visible(DomainBars, within=panel)
    header, *rows = seen.table(panel.accessibleName())
    assert header == ["Domain", "Items", "Expected", "Low", "High"]
    assert [(row[0], row[1]) for row in (rows[0], rows[-1])] == [("Clinical Operations", "32"), ("Reporting", "10")]
    assert float(rows[0][3]) < float(rows[0][2]) < float(rows[0][4])
    assert rows[-1][2:] == ["–", "–", "–"]
    seen.choose("Save table…", within=panel)
    with target.with_suffix(".csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [header, *rows]


def test_the_pacing_of_an_earlier_mock_can_be_chosen(asked: Path, clock: FakeClock, open_window: OpenOne) -> None:
    with closing(open_learner_file(asked, clock)) as database:
        sit(database, FakeClock(clock.now() - timedelta(hours=5)), FormKind.MOCK, right=0.75, seconds=55, uneven=True)
    seen = open_window()
    (panel,) = visible(PacingPanel, within=page_of(seen))
    assert "\n0 of 125 items took longer" not in texts_in(panel)
    (box,) = visible(QComboBox, within=panel)
    assert [box.itemText(n) for n in range(box.count())] == ["Mock exam 2, 11/02/2026", "Mock exam 1, 11/01/2026"]
    seen.tab_to(box)
    press("Home", "Down")
    settle()
    assert "\n0 of 125 items took longer" in texts_in(panel)


def test_a_wrong_item_has_a_cross_below_its_bar_not_only_another_color(qapp: QApplication) -> None:
    data = pacing_chart(MockPacing((40.0, 90.0, 0.0), (True, False, False), 60.0))
    right, wrong, crosses = data.series
    assert [series.shape for series in data.series] == [Shape.BARS, Shape.BARS, Shape.POINTS]
    assert (right.x, wrong.x, crosses.x) == ((1.0,), (2.0, 3.0), (2.0, 3.0))
    assert crosses.mark is Mark.CROSS
    assert all(y < 0 for y in crosses.y)
    assert "Red, with a cross below: not right." in data.words
    assert [row[2] for row in data.rows] == ["yes", "no", "no"]
    chart = Chart("1")
    chart.show_data(data)
    chart.deleteLater()
    settle()


def test_details_are_worked_out_when_they_are_opened(asked: Path, open_window: OpenOne) -> None:
    seen = open_window()
    page_of(seen)
    assert "Recall by hour of the day" not in charts(seen)
    seen.choose("Show details")
    assert "Recall by hour of the day" in charts(seen)
    assert "Recall was foretold" in seen.texts
    seen.choose("Hide details")
    assert "Recall by hour of the day" not in charts(seen)


def test_today_has_a_word_first_and_numbers_behind_a_link(asked: Path, open_window: OpenOne) -> None:
    seen = open_window(exam_date=FakeClock().now().date() + timedelta(days=40))
    seen.window.show_page(TODAY)
    settle()
    (panel,) = visible(ReadinessPanel, within=seen.page)
    assert panel.accessibleName() == "Readiness, from 1 mock and 155 questions"
    assert "Too close to call" in seen.texts
    assert "chance to pass" not in seen.texts
    seen.choose("Numbers and how they are worked out")
    assert "chance to pass" in seen.texts
    assert "An hour helps much in" in seen.texts


def test_today_says_when_it_is_too_early_for_a_word(studied: Path, open_window: OpenOne) -> None:
    seen = open_window()
    settle()
    assert "Too early to tell" in seen.texts
    assert "150 more questions" in seen.texts


def test_the_study_days_are_a_table_and_a_picture_too(
    studied: Path, open_window: OpenOne, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = open_window(plan=PlanChoices(weekday_minutes=(0,) * 6 + (None,)))
    page = page_of(seen)
    (grid,) = visible(DayGrid, within=page)
    panel = grid.parentWidget()
    assert panel is not None
    assert grid.accessibleDescription().startswith("You studied on")
    target = tmp_path / "days.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    seen.choose("Save picture…", within=panel)
    assert QImage(str(target)).width() > 100
    seen.choose("Table", within=panel)
    header, *weeks = seen.table("Study days")
    assert header == ["Week of", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert (len(weeks), weeks[-1][0]) == (26, "11/02/2026")
    assert weeks[-1][1] == "rest"
    assert any(minutes not in ("0", "rest", "") for week in weeks for minutes in week[1:])


def test_every_topic_of_the_first_table_is_one_click_from_practice(asked: Path, open_window: OpenOne) -> None:
    seen = open_window()
    page_of(seen)
    topics = [row[0] for row in seen.table("Topics, weakest first")[1:]]
    seen.choose(topics[-1])
    assert isinstance(seen.page, PracticePage)
