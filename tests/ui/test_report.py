"""The report of an exam in the window: words, numbers, missed items with their causes, the history, and the PDF."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QComboBox, QFileDialog

from cehrs_desktop.activities.credential import enter_outcome
from cehrs_desktop.activities.exam.finish import past_sittings, report
from cehrs_desktop.activities.learner_file import open_learner_file
from cehrs_desktop.errors import UserError
from cehrs_desktop.paths import study_file
from cehrs_desktop.rules.exam.form import FormKind
from cehrs_desktop.rules.exam.proctor_ladder import Response as Warned
from cehrs_desktop.rules.exam.proctor_record import Line
from cehrs_desktop.rules.exam.proctor_signals import Level, Signal
from cehrs_desktop.rules.exam.reports import Report
from cehrs_desktop.rules.exam.responses import AttemptId
from cehrs_desktop.rules.exam.timing import Departure
from cehrs_desktop.rules.progress.certification import ExamOutcome
from cehrs_desktop.storage.database import Database
from cehrs_desktop.ui.main_window import MOCK
from cehrs_desktop.ui.mock.trend import trend_chart
from cehrs_desktop.ui.report import rows
from cehrs_desktop.ui.report.missed_item import MissedItem
from cehrs_desktop.ui.report.page import AT_ONCE, ReportPage
from cehrs_desktop.ui.report.pdf import _parts, write_pdf
from cehrs_desktop.ui.texts import full_date, local_day
from cehrs_desktop.ui.widgets.chart import Chart, Mark
from cehrs_desktop.ui.widgets.chip import Chip
from cehrs_desktop.ui.widgets.term_dialog import TermDialog
from tests.activities.progress.answered import sit
from tests.builders import the_blueprint
from tests.fakes import FakeClock
from tests.ui.clicking import click_on_a_term
from tests.ui.conftest import OpenOne
from tests.ui.dialogs import choosing, when_it_opens
from tests.ui.open_window import OpenWindow, press, settle, texts_in, visible

TREND = "Estimated score of each exam with 90% band — ours, unofficial"


@pytest.fixture(scope="module")
def sat_file(content_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study file with two mocks: 60 of a hundred right, then 90."""
    folder = tmp_path_factory.mktemp("sat")
    shutil.copy(content_file, study_file(folder))
    clock = FakeClock()
    with closing(open_learner_file(folder, clock)) as database:
        for right in (0.6, 0.9):
            sit(database, clock, FormKind.MOCK, right=right)
    return study_file(folder)


@pytest.fixture
def window(sat_file: Path, learner_dir: Path, open_window: OpenOne) -> OpenWindow:
    """The window at the exams."""
    shutil.copy(sat_file, study_file(learner_dir))
    window = open_window(exam_date=None)
    window.window.show_page(MOCK)
    return window


def pick(window: OpenWindow, name: str, row: int) -> None:
    box = next(each for each in visible(QComboBox, within=window.page) if each.accessibleName() == name)
    window.tab_to(box)
    press("Home", *["Down"] * row)
    settle()


def open_report(window: OpenWindow, row: int) -> None:
    pick(window, "Which report", row)
    window.choose("Open the report")


def missed(window: OpenWindow) -> list[MissedItem]:
    return visible(MissedItem, within=window.page)


def test_the_history_has_its_trend_and_opens_each_report(window: OpenWindow) -> None:
    names = [row[0] for row in window.table("Earlier exams")[1:]]
    assert names == ["Mock exam 2", "Mock exam 1"]
    counts = [row[2].split()[0] for row in window.table("Earlier exams")[1:]]
    open_report(window, 1)
    assert "Mock exam 1 — below the pass line" in window.texts
    assert isinstance(window.page, ReportPage)
    assert window.page.verticalScrollBar().value() == 0
    assert f"{counts[1]} of 100 scored items right." in window.texts
    window.choose("Back")
    open_report(window, 0)
    assert "Mock exam 2 — above the pass line" in window.texts


def test_the_trend_of_the_scores_is_drawn_with_bands_and_read_as_a_table(window: OpenWindow) -> None:
    (chart,) = visible(Chart, within=window.page)
    assert chart.accessibleName() == TREND
    assert chart.accessibleDescription() in window.texts
    window.choose("Table")
    rows = window.table(TREND)[1:]
    assert [(row[0], row[5]) for row in rows] == [("Mock exam 1", "yes"), ("Mock exam 2", "yes")]
    points = [[int(number) for number in row[2:5]] for row in rows]
    assert all(low <= middle <= high for middle, low, high in points)
    assert points[0][0] < 390 <= points[1][0]
    assert f"Oldest first: {points[0][0]}, {points[1][0]}. " in window.texts
    assert f"90% band is {points[1][1]} to {points[1][2]}" in window.texts


def test_one_exam_has_no_trend_and_what_was_not_under_exam_conditions_is_told_by_its_shape(window: OpenWindow) -> None:
    first, second = past_sittings(window.window.desk.database, FormKind.MOCK)
    assert trend_chart([first], pass_mark=390) is None
    in_parts = replace(first, result=replace(first.result, departures=(Departure.PARTS,)))
    found = trend_chart([in_parts, second], pass_mark=390)
    assert found is not None
    assert [(series.mark, len(series.x)) for series in found.series[1:]] == [(Mark.DISC, 1), (Mark.DIAMOND, 1)]
    assert found.rows[0][5] == "no"
    assert "A hollow diamond: not sat under exam conditions." in found.words
    Chart("1").show_data(found)


def test_used_forms_stand_on_the_page_with_the_exam_they_came_before(window: OpenWindow) -> None:
    desk, today = window.window.desk, local_day(window.clock.now())
    assert f"Mock exam 1 (all new to you), on {full_date(today)}\n" in window.texts
    failed = ExamOutcome(today, passed=False)
    desk.tell(enter_outcome(desk.database, desk.clock, failed, blueprint=desk.blueprint, preferences=desk.preferences))
    window.window.show_page(MOCK)
    day = full_date(today)
    assert f"Mock exam 2 (all new to you), on {day}, before your exam on {day}" in window.texts


def test_words_come_first_and_the_numbers_say_whose_they_are(window: OpenWindow) -> None:
    open_report(window, 1)
    assert "unofficial" not in window.texts
    window.choose("Show the numbers")
    for words in ("Estimated scaled score — ours, unofficial", "90% band", "390 passes", "not an NHA cut"):
        assert words in window.texts
    assert "Too few items for a verdict: Reporting." in window.texts


def test_each_missed_item_has_its_reasons_and_the_cause_is_the_learners(window: OpenWindow) -> None:
    open_report(window, 1)
    first = missed(window)[0]
    said = texts_in(first)
    for words in ("You said: ", "Best answer: ", " — ", "Source: "):
        assert words in said
    pick(window, "Why did you miss it?", 2)
    assert ("misread",) in window.rows("SELECT cause FROM response WHERE cause IS NOT NULL")
    window.choose("Back")
    open_report(window, 1)
    (cause,) = visible(QComboBox, within=missed(window)[0])
    assert cause.currentText() == "I misread it"


def test_an_abbreviation_in_a_missed_item_is_explained_where_it_is_clicked(window: OpenWindow) -> None:
    open_report(window, 1)
    short = click_on_a_term(missed(window)[0])
    assert f"{short} · " in texts_in(window.dialog(TermDialog))
    press("Esc")
    window.dialog_closed()


def test_missed_items_come_a_few_at_a_time_and_by_domain(window: OpenWindow) -> None:
    open_report(window, 1)
    assert len(missed(window)) == AT_ONCE
    pick(window, "Which domain", 5)
    ((wrong,),) = window.rows("SELECT count(*) FROM response WHERE attempt_id = 1 AND NOT correct AND domain = 5")
    assert len(missed(window)) == wrong
    pick(window, "Which domain", 0)
    window.choose("Show more")
    assert len(missed(window)) == 2 * AT_ONCE


def test_the_report_is_saved_as_pdf(window: OpenWindow, tmp_path: Path) -> None:
    open_report(window, 1)
    target = tmp_path / "report.pdf"
    with when_it_opens(QFileDialog, choosing(str(target))):
        window.choose("Save as PDF")
    assert target.read_bytes().startswith(b"%PDF")
    assert f"Saved to {target}" in window.texts


def of_a_watched_sitting(sat_file: Path) -> Report:
    """The first report, as if it had been watched, with two incidents, one of them objected to, in parts."""
    with closing(Database(sat_file)) as database:
        found = report(database, AttemptId(1))
    noticed = (
        Line(65, 1, Signal.LOUD, Warned.WARN, objected=True),
        Line(130, 2, Signal.CLIPBOARD_CHANGED, Warned.NOTE),
    )
    outcomes = tuple(replace(each, flagged=each.position == 1) for each in found.result.outcomes)
    return replace(
        found,
        conditions=replace(found.conditions, lockdown=Level.REALISTIC.value),
        result=replace(found.result, departures=(Departure.PARTS,), outcomes=outcomes),
        incidents=noticed,
    )


def on_paper(found: Report) -> str:
    """The report's PDF as text, before it is laid out on pages."""
    blueprint = the_blueprint()
    document = QTextDocument()
    document.setHtml("".join(_parts(found, blueprint.domains, blueprint.scale)))
    return document.toPlainText()


def test_the_pdf_has_departures_incidents_with_objections_and_the_time_of_what_was_missed(sat_file: Path) -> None:
    text = on_paper(of_a_watched_sitting(sat_file))
    assert "83 of 125 min · Realistic lockdown, 1 warning" in text
    assert "of 100 scored items right. Not under exam conditions: sat in parts." in text
    assert "0:01:05\nLoud in the room\nwarning; you said: that was not me" in text
    assert "0:02:10\nSomething copied elsewhere\nnoted\n" in text
    assert "\n1\n0:40 · flagged\n" in text


def test_a_record_that_was_changed_is_told_on_page_and_paper(window: OpenWindow, sat_file: Path) -> None:
    changed = "The record of this sitting was changed outside the program"
    assert changed not in on_paper(of_a_watched_sitting(sat_file))
    found = replace(of_a_watched_sitting(sat_file), incidents=(), record_changed=True)
    assert changed in on_paper(found)
    assert "What a proctor would have noticed" not in on_paper(found)
    open_report(window, 0)
    assert changed not in window.texts
    assert isinstance(window.page, ReportPage)
    window.page.show_report(found, days=3)
    settle()
    assert changed in window.texts
    assert "What a proctor would have noticed" not in window.texts


def test_the_report_says_how_it_was_sat_and_missed_items_have_their_time(window: OpenWindow, sat_file: Path) -> None:
    open_report(window, 1)
    assert "· 83 of 125 min" in window.texts
    assert "lockdown" not in window.texts
    assert isinstance(window.page, ReportPage)
    found = of_a_watched_sitting(sat_file)
    window.page.show_report(found, days=3)
    settle()
    assert "Realistic lockdown, 1 warning" in window.texts
    (chip,) = visible(Chip, within=missed(window)[0])
    assert chip.text().startswith("Item 1 · ")
    assert chip.text().endswith(" · 0:40 · flagged")
    untimed = replace(found, allowed=None, conditions=replace(found.conditions, lockdown=None))
    assert rows.subtitle(untimed).endswith(" · 83 minutes, untimed")


def test_a_report_that_cant_be_written_is_told(sat_file: Path, tmp_path: Path) -> None:
    with closing(Database(sat_file)) as database:
        found = report(database, AttemptId(1))
    blueprint = the_blueprint()
    with pytest.raises(UserError, match="The report can't be written to"):
        write_pdf(found, tmp_path / "no" / "such.pdf", domains=blueprint.domains, scale=blueprint.scale)


def test_the_diagnostics_report_has_a_word_and_right_answers_but_no_points_and_no_chance(
    content_file: Path, learner_dir: Path, open_window: OpenOne, tmp_path: Path
) -> None:
    shutil.copy(content_file, study_file(learner_dir))
    with closing(open_learner_file(learner_dir, FakeClock())) as database:
        found = report(database, sit(database, FakeClock(), FormKind.DIAGNOSTIC, right=0.56))
    window = open_window(exam_date=None)
    window.window.show_page(MOCK)
    open_report(window, 0)
    for words in (
        f"{found.result.score.raw} of 50 scored items right.",
        "50 items are too few",
        "150 questions",
    ):
        assert words in window.texts
    assert len(window.table("Results by domain")) == 1 + 5
    for words in ("Show the numbers", "unofficial", "chance to pass a form", "390"):
        assert words not in window.texts
    assert found.result.score.standing is not None
    parts = "".join(_parts(found, the_blueprint().domains, the_blueprint().scale))
    assert "50 items are too few" in parts
    assert str(found.result.score.standing.scaled.points) not in parts
    assert trend_chart([*past_sittings(window.window.desk.database, FormKind.DIAGNOSTIC)] * 2, pass_mark=390) is None
