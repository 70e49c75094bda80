"""`cehrs-desktop simulate`."""

from __future__ import annotations

import json

import pytest
import typer
from typer.testing import CliRunner

from cehrs_desktop.cli.simulate import simulate

SMALL = "--days", "4", "--minutes", "2", "--cards", "30"


def run(*arguments: str) -> tuple[int, str]:
    """Exit code and everything printed."""
    app = typer.Typer()
    app.command()(simulate)
    result = CliRunner().invoke(app, [*SMALL, *arguments])
    return result.exit_code, result.output


def test_json_has_a_result_for_each_learner() -> None:
    code, printed = run("--world", "act-r", "--strength", "strong", "--learners", "2", "--seed", "5", "--json")
    results = json.loads(printed)
    assert code == 0
    assert len(results) == 2
    assert results[0] != results[1]
    assert set(results[0]) == {"weighted_recall", "recall_by_domain", "minutes", "cards_seen", "reviews_by_domain"}
    assert json.loads(run("--world", "act-r", "--strength", "strong", "--seed", "6", "--json")[1]) == results[1:]


def test_the_table_has_every_domain_and_says_what_it_does_not_say() -> None:
    code, printed = run("--policy", "plain")
    assert code == 0
    lines = printed.splitlines()
    assert [line.split()[0] for line in lines[1:6]] == ["1", "2", "3", "4", "5"]
    assert "Learners 1, cards seen" in printed
    assert lines[-1] == "Recall of cards is not an exam score."


@pytest.mark.parametrize("option", ["--world", "--strength", "--policy"])
def test_an_unknown_choice_is_refused_with_the_ones_there_are(option: str) -> None:
    code, printed = run(option, "moon")
    assert code == 2
    assert "choose from" in printed
