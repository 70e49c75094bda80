"""Why a card comes today."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.study.cards import Card, CardId, CardState
from cehrs_desktop.rules.study.learner_day import StudyDay
from cehrs_desktop.rules.study.why import CardWorth, Reason, why

DAY = StudyDay(100)
NEW = Card(CardId(1), DomainNumber(2))
KNOWN = replace(NEW, state=CardState.REVIEW, stability=9.0, due_day=StudyDay(104), last_day=StudyDay(95))
WORTH = CardWorth(points_an_hour=1.5, place=3, unseen_again=0.4)


@pytest.mark.parametrize(
    ("card", "worth", "reason"),
    [
        (NEW, None, Reason.NEW),
        (NEW, WORTH, Reason.NEW),
        (replace(NEW, state=CardState.LEARNING), WORTH, Reason.IN_STEPS),
        (KNOWN, WORTH, Reason.EXAM_VALUE),
        (replace(KNOWN, last_day=DAY), WORTH, Reason.NOT_TODAY),
        (KNOWN, replace(WORTH, points_an_hour=0.0), Reason.NOT_TODAY),
        (KNOWN, None, Reason.NOT_TODAY),
        (replace(KNOWN, due_day=DAY), None, Reason.DUE),
    ],
)
def test_the_reason(card: Card, worth: CardWorth | None, reason: Reason) -> None:
    found = why(card, DAY, exam=None, worth=worth)
    assert (found.reason, found.worth) == (reason, None if reason is Reason.DUE or worth is None else worth)


def test_on_exam_day_every_card_is_due() -> None:
    assert why(KNOWN, DAY, exam=DAY, worth=None).reason is Reason.DUE
