"""What stops a release: facts that may have changed, changes nobody is told of, names that were never made real."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cehrs_packaging.release import old_facts, placeholders, untold_changes
from tests.cli.command_line import CommandLine


def statistics(*, months: int) -> dict[str, Any]:
    source = {"id": "fee-schedule", "as_of": "2025-06", "age_months": months, "old": months > 12, "flashcards": 3}
    return {"packs": [{"id": "cehrs-2020", "sources": {"volatile": [source]}}]}


@pytest.mark.parametrize(("months", "stopped"), [(0, False), (12, False), (13, True), (30, True)])
def test_a_volatile_fact_may_be_twelve_months_old(months: int, stopped: bool) -> None:
    found = list(old_facts(statistics(months=months)))
    assert bool(found) == stopped
    assert all("fee-schedule is as of 2025-06" in each and "3 flashcards" in each for each in found)


def test_what_the_program_says_of_its_own_content_is_understood(capsys: pytest.CaptureFixture[str]) -> None:
    assert CommandLine().run("content", "stats", "--json") == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["packs"][0]["sources"]["volatile"]
    list(old_facts(figures))


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ("# Changes\n\n## 1.2.0 (2026-12-01)\n\n- Exams.\n", 0),
        ("# Changes\n\n## Unreleased\n\n## 1.2.0 – 2026-12-01\n\n- Exams.\n", 0),
        ("# Changes\n\n## Unreleased\n\n### Added\n\n- More.\n\n## 1.2.0 (2026-12-01)\n\n- Exams.\n", 1),
        ("# Changes\n\n## Unreleased\n\n- Exams.\n\n## 1.1.0 (2026-11-01)\n", 2),
        ("# Changes\n\n## 1.2.0\n\n- Exams.\n", 1),
    ],
)
def test_a_version_is_told_with_its_day_and_nothing_is_left_over(changes: str, found: int) -> None:
    assert len(list(untold_changes(changes, "1.2.0"))) == found


def test_nobodys_address_stops_a_release() -> None:
    assert list(placeholders(MAINTAINER="Someone <someone@example.org>")) == []
    (found,) = placeholders(MAINTAINER="Someone <someone@trainer.invalid>")
    assert "MAINTAINER" in found
