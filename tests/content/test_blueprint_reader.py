"""Reading the exam's blueprint."""

from __future__ import annotations

from pathlib import Path

import pytest

from cehrs_desktop.content.blueprint_reader import read_blueprint
from cehrs_desktop.errors import UserError
from cehrs_desktop.paths import resources_dir

SHIPPED = resources_dir() / "blueprint.toml"


def reason(tmp_path: Path, old: str, new: str) -> str:
    """What is told of the shipped blueprint after `new` has taken the place of the first `old`."""
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "blueprint.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(UserError) as caught:
        read_blueprint(path)
    message = str(caught.value)
    assert f" ({path}). " in message
    assert message.endswith("Install CEHRS Trainer again, or mend the file.")
    return message.removeprefix("The exam's blueprint cannot be used: ").split(f" ({path})")[0]


def test_the_shipped_blueprint_is_the_exam() -> None:
    blueprint = read_blueprint(SHIPPED)

    assert [(domain.name, domain.weight) for domain in blueprint.domains] == [
        ("Non-Clinical Operations", 28),
        ("Clinical Operations", 32),
        ("Revenue Cycle/Finance", 15),
        ("Regulatory Compliance", 15),
        ("Reporting", 10),
    ]
    assert (blueprint.id, blueprint.name, blueprint.minutes) == ("cehrs-2020", "CEHRS", 125)
    assert (blueprint.scored_items, blueprint.pretest_items) == (100, 25)
    assert [domain.pretest for domain in blueprint.per_domain] == [7, 8, 4, 4, 2]
    assert (blueprint.scale.lowest, blueprint.scale.pass_mark, blueprint.scale.highest) == (200, 390, 500)
    assert blueprint.target_expected == 0.70
    assert blueprint.parts == 5
    diagnostic = blueprint.diagnostic
    assert (diagnostic.scored, diagnostic.minutes, diagnostic.parts) == ((14, 16, 8, 7, 5), 50, 5)
    assert sum(diagnostic.pretest) == 0
    assert blueprint.cognitive.recall == (0.0, 0.4)
    assert blueprint.cognitive.application == (0.35, 0.8)
    assert blueprint.cognitive.analysis == (0.1, 0.4)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("minutes = 125", "", "`minutes` is missing"),
        ("minutes = 125", "seconds = 1\nminutes = 125", "`seconds` is not a known key"),
        ("minutes = 125", 'minutes = "125"', "`minutes` must be a whole number"),
        ("minutes = 125", "minutes = true", "`minutes` must be a whole number"),
        ("minutes = 125", "minutes = 0", "the exam needs at least 1 minute, not 0"),
        ('name = "CEHRS"', "name = 1", "`name` must be text"),
        ("target_expected = 0.70", "target_expected = 1", "`target_expected` must be a decimal number"),
        ("pass = 390", "pass = 390, mean = 1", "`mean` is not a known key"),
        ("pass = 390", "pass = 600", "the pass mark 600 must lie between 200 and 500"),
        ("{ lowest = 200, highest = 500, pass = 390 }", "390", "`scale` must be a table"),
        ("recall = [0.00, 0.40]", "recall = [0.40]", "`recall` must be two decimal numbers, least and greatest"),
        ("recall = [0.00, 0.40]", 'recall = [0.1, "0.4"]', "`recall` must be two decimal numbers, least and greatest"),
        ("recall = [0.00, 0.40]", "recall = 0.4", "`recall` must be a list"),
        ("recall =", "memory =", "`memory` is not a known key"),
        ("items = [14,", 'items = ["14",', "`items` must be whole numbers, one for each domain"),
        ("items = [14,", "items = [true,", "`items` must be whole numbers, one for each domain"),
        ("items = [14, ", "items = [", "a sitting needs a number of items for each of the five domains"),
        ("parts = 5", "part = 5", "`part` is not a known key"),
        ("parts = 5", "parts = 3", "the exam's items cannot be divided into 3 equal parts"),
        ("number = 5", "number = 6", "there is no domain 6"),
        ("number = 5", "number = 4", "the domains must be 1 to 5, each once and in this order"),
        ("pretest = 7", "pretest = 7\nweight = 28", "`weight` is not a known key"),
        ("minutes = 125", "minutes = ", "Invalid value (at line 6, column 11)"),
    ],
)
def test_a_broken_blueprint_is_refused_with_file_and_reason(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert reason(tmp_path, old, new) == told


def test_domains_are_tables(tmp_path: Path) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    path = tmp_path / "blueprint.toml"
    path.write_text("domain = [1]\n" + text.split("[[domain]]")[0], encoding="utf-8")

    with pytest.raises(UserError, match="every `domain` must be a table"):
        read_blueprint(path)


def test_a_missing_file_and_one_in_another_encoding_are_told(tmp_path: Path) -> None:
    path = tmp_path / "blueprint.toml"

    with pytest.raises(UserError, match="No such file or directory"):
        read_blueprint(path)
    path.write_bytes(b"\xff")
    with pytest.raises(UserError, match="it is not UTF-8 text"):
        read_blueprint(path)
