"""The plan of the next try begins with the failed one, and goes by what the exam showed."""

from __future__ import annotations

from datetime import date

import pytest

from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.progress.another_try import another_try, share_in
from cehrs_desktop.rules.progress.certification import ExamOutcome


def test_only_a_failure_begins_another_try() -> None:
    assert another_try([]) is None
    failed = ExamOutcome(date(2026, 5, 1), passed=False)
    assert another_try([failed, ExamOutcome(date(2026, 9, 1), passed=True)]) is None
    found = another_try([failed])
    assert found is not None
    assert found.since == date(2026, 5, 1)
    assert found.mixed((0.5, 0.6, 0.7, 0.8, 0.9)) == (0.5, 0.6, 0.7, 0.8, 0.9)


def test_a_reported_percentage_moves_its_domain_halfway() -> None:
    feedback = {DomainNumber.CLINICAL_OPERATIONS: "40 %", DomainNumber.REPORTING: "weak"}
    found = another_try([ExamOutcome(date(2026, 5, 1), passed=False, feedback=feedback)])
    assert found is not None
    assert found.mixed((0.5, 0.6, 0.7, 0.8, 0.9)) == pytest.approx((0.5, 0.5, 0.7, 0.8, 0.9))


@pytest.mark.parametrize(
    ("note", "share"),
    [("78%", 0.78), ("about 62.5 % right", 0.625), ("weak", None), ("40% to 60%", None), ("120%", None), ("", None)],
)
def test_a_note_gives_a_share_when_it_has_one_percentage(note: str, share: float | None) -> None:
    assert share_in(note) == share
