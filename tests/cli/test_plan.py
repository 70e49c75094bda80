"""`cehrs-desktop plan`."""

from __future__ import annotations

import json
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from cehrs_desktop.cli.plan import plan
from cehrs_desktop.errors import UserError

GIVEN = "--exam-date", "2027-01-27", "--today", "2026-11-25", "--minutes", "30"


def run(*arguments: str) -> tuple[int, str]:
    """Exit code and everything printed."""
    app = typer.Typer()
    app.command()(plan)
    result = CliRunner().invoke(app, arguments)
    if isinstance(result.exception, UserError):
        raise result.exception
    return result.exit_code, result.output


def made(*arguments: str) -> dict[str, Any]:
    code, printed = run(*GIVEN, *arguments, "--json")
    assert code == 0
    found: dict[str, Any] = json.loads(printed)
    return found


def test_json_holds_every_day_of_a_fresh_learner() -> None:
    found = made("--long-days", "sat", "--at-home")
    days = found["days"]
    assert (days[0]["date"], days[-1]["date"], len(days)) == ("2026-11-25", "2027-01-26", 63)
    assert all(day["minutes"] <= 30 for day in days if day["mock"] is None and not day["diagnostic_minutes"])
    assert all(day["card_minutes"] + day["question_minutes"] == day["minutes"] for day in days)
    assert all(day["question_minutes"] >= 125 for day in days if day["mock"])
    assert sum(day["new_cards"] for day in days) > 800
    assert {domain for day in days for domain in day["domains"]} == {1, 2, 3, 4, 5}
    assert [day["mock"]["part"] for day in days if day["mock"]] == [None] * 4
    assert days[-1]["last_48_hours"]
    assert found["shortfall"] is None


def test_weekdays_may_differ() -> None:
    days = made("--weekdays", "sat=0,sun=60")["days"]
    assert (days[3]["date"], days[3]["minutes"]) == ("2026-11-28", 0)
    assert days[4]["minutes"] > 30


def test_what_does_not_fit_is_said_and_what_would_help() -> None:
    code, printed = run("--exam-date", "2026-12-05", "--today", "2026-11-25", "--minutes", "10")
    assert code == 0
    assert "cards don't fit before the exam" in printed
    short = json.loads(run(*GIVEN[:3], "2026-12-20", "--minutes", "10", "--json")[1])["shortfall"]
    assert short["cards"] > 0
    assert short["later_exam"] > "2027-01-27"


def test_the_table_has_a_line_a_day() -> None:
    printed = run(*GIVEN, "--background", "medical-office")[1].splitlines()
    assert sum(line.startswith("202") for line in printed) == 63
    assert any("mock 1, part 1" in line for line in printed)


@pytest.mark.parametrize(
    ("option", "wrong"),
    [("--long-days", "someday"), ("--weekdays", "sat=lots"), ("--weekdays", "x=5"), ("--background", "moon")],
)
def test_an_unknown_choice_is_refused(option: str, wrong: str) -> None:
    code, _ = run(*GIVEN, option, wrong)
    assert code == 2


@pytest.mark.parametrize("wrong", ["yesterday", "2026-11-25", "2020-01-01", "2030-01-01"])
def test_a_date_that_can_not_be_is_refused_with_a_sentence(wrong: str) -> None:
    with pytest.raises(UserError, match=r"date"):
        run("--exam-date", wrong, "--today", "2026-11-25", "--minutes", "30")
