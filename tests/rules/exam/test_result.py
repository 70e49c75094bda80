"""The result of a sitting."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from cehrs_desktop.rules.content import FlashcardId, ItemId, OptionId, TopicId
from cehrs_desktop.rules.exam import events as happened
from cehrs_desktop.rules.exam.events import Confidence, EndedBy, Event
from cehrs_desktop.rules.exam.form import Form, FormKind, practice_form
from cehrs_desktop.rules.exam.result import AnswersChanged, Result, Tally, TopicName, result, result_from_json
from cehrs_desktop.rules.exam.sitting import Terms, fold
from cehrs_desktop.rules.exam.timing import Departure
from tests.rules.exam.banks import BLUEPRINT, an_item, bank_of
from tests.rules.exam.test_form import BANK, a_form

MOCK = a_form(1)
TEACHES = {item.id: item.teaches for item in BANK.items}
WRONG, RIGHT = False, True


def option(form: Form, position: int, right: bool, other: int = 0) -> OptionId:
    """The key, or one of the three others."""
    item = form.at(position)
    return item.key if right else [each for each in item.options if each != item.key][other]


def answer(form: Form, position: int, right: bool, sure: Confidence | None = None, other: int = 0) -> Event:
    return happened.Answer(position, option(form, position, right, other), sure)


def the_result(events: Sequence[Event], form: Form = MOCK, terms: Terms | None = None, **facts: object) -> Result:
    """The result after these events, one every ten seconds."""
    timed = [(event, 10.0 * number) for number, event in enumerate(events, 1)]
    sitting = fold(form, terms or Terms(), timed)
    return result(sitting, scale=BLUEPRINT.scale, **{"teaches": TEACHES, **facts})  # type: ignore[arg-type]


def first_right(count: int) -> list[Event]:
    scored = [item.position for item in MOCK.items if item.scored]
    return [answer(MOCK, position, RIGHT) for position in scored[:count]]


def test_only_scored_items_count_and_no_answer_is_wrong() -> None:
    pretest = [answer(MOCK, item.position, RIGHT) for item in MOCK.items if not item.scored]
    found = the_result([*first_right(80), *pretest, happened.End(EndedBy.SUBMITTED)])
    assert (found.score.raw, found.score.items, found.pretest) == (80, 100, Tally(25, 25))
    assert found.score.standing is not None
    assert (found.score.standing.cut, found.score.standing.passed) == (MOCK.cut, True)
    assert (found.kind, found.ended, found.departures) == (FormKind.MOCK, EndedBy.SUBMITTED, ())
    assert the_result(pretest).score.raw == 0


def test_domains_and_topics_add_up_to_the_score_and_reporting_carries_no_verdict() -> None:
    found = the_result(first_right(70))
    assert [each.tally.items for each in found.domains] == [28, 32, 15, 15, 10]
    assert sum(each.tally.right for each in found.domains) == 70
    assert sum(each.tally.right for each in found.topics) == 70
    assert [each.verdict is None for each in found.domains] == [False, False, False, False, True]
    for each in found.domains:
        assert 0 <= each.band.low < each.band.high <= each.tally.items


def test_items_met_before_give_a_second_score_without_them() -> None:
    scored = [item.item for item in MOCK.items if item.scored]
    found = the_result(first_right(80), met_before=scored[:30])
    assert found.met_before == 30
    assert found.without_met is not None
    assert (found.without_met.raw, found.without_met.items) == (50, 70)
    assert found.without_met.standing is not None
    assert found.without_met.standing.cut == -(-sum(i.expected for i in MOCK.items if i.item in scored[30:]) // 100)
    assert the_result(first_right(80)).without_met is None
    assert the_result(first_right(80), met_before=scored).without_met is None


def test_changed_answers_are_told_by_the_first_and_the_last() -> None:
    found = the_result(
        [
            *(answer(MOCK, 1, right) for right in (RIGHT, WRONG)),
            *(answer(MOCK, 2, right) for right in (WRONG, RIGHT)),
            *(answer(MOCK, 3, WRONG, other=number) for number in (0, 1)),
            *(answer(MOCK, 4, right) for right in (RIGHT, WRONG, RIGHT)),
            answer(MOCK, 5, RIGHT),
            happened.Clear(5),
            answer(MOCK, 6, WRONG),
        ]
    )
    assert found.changed == AnswersChanged(right_to_wrong=2, wrong_to_right=1, wrong_to_wrong=1)


def test_review_holds_each_flashcard_once_sure_but_wrong_first() -> None:
    names = ["guessed", "right", "unsure", "blank", "sure", "plain", "shared"]
    bank = bank_of([an_item(name) for name in names])
    form = practice_form(bank, [ItemId(name) for name in names], seed=1)
    teaches = {item.id: item.teaches for item in bank.items}
    teaches[ItemId("shared")] = (FlashcardId("card-of-sure"), FlashcardId("card-of-shared"))
    answers = [
        answer(form, 1, RIGHT, Confidence.GUESS),
        answer(form, 2, RIGHT, Confidence.SURE),
        answer(form, 3, WRONG, Confidence.UNSURE),
        answer(form, 5, WRONG, Confidence.SURE),
        answer(form, 6, WRONG),
        answer(form, 7, WRONG, Confidence.SURE),
    ]
    found = the_result(answers, form, teaches=teaches)
    assert found.review == tuple(
        f"card-of-{name}" for name in ("sure", "shared", "unsure", "plain", "blank", "guessed")
    )
    assert (found.score.standing, found.score.raw) == (None, 2)
    assert [each.missed for each in found.outcomes] == [True, False, True, True, True, True, True]


def test_pacing_tells_the_seconds_of_right_and_wrong_answers() -> None:
    found = the_result([answer(MOCK, 1, RIGHT), happened.Move(2), answer(MOCK, 2, WRONG), happened.Tick()])
    assert (found.pacing.used, found.pacing.left) == (40.0, 7460.0)
    assert (found.pacing.right, found.pacing.wrong, found.pacing.median) == (20.0, 20.0, 0.0)
    nothing = the_result([])
    assert (nothing.pacing.right, nothing.pacing.wrong, nothing.outcomes[0].seconds) == (None, None, 0.0)


def test_a_result_passes_through_json_unchanged() -> None:
    events = [*first_right(60), happened.Flag(3, on=True), happened.End(EndedBy.TIME_OVER)]
    found = the_result(events, terms=Terms(in_parts=False), met_before=[MOCK.at(1).item])
    assert result_from_json(json.loads(json.dumps(found.as_json()))) == found
    assert found.outcomes[2].flagged
    assert the_result([], terms=Terms(in_parts=True)).departures == (Departure.PARTS,)


def test_the_names_of_the_forms_topics_are_kept_and_older_results_have_none() -> None:
    topic = MOCK.at(1).topic
    found = the_result([], topic_names={topic: "As it was called", TopicId("of-no-item"): "Another"})
    assert found.topic_names == (TopicName(topic, "As it was called"),)
    values = json.loads(json.dumps(found.as_json()))
    assert result_from_json(values) == found
    del values["topic_names"]
    assert result_from_json(values) == the_result([])


@pytest.mark.parametrize("change", [{"kind": "party"}, {"more": 1}, {"review": None}, {"met_before": "3"}])
def test_values_of_no_result_are_refused(change: dict[str, object]) -> None:
    values = the_result([]).as_json()
    with pytest.raises(ValueError, match="no values of Result"):
        result_from_json({**values, **change})


def test_points_and_a_chance_are_a_full_mocks_only() -> None:
    mock = the_result(first_right(80))
    assert mock.numbers == mock.score.standing is not None
    diagnostic = the_result([], a_form(1, FormKind.DIAGNOSTIC))
    assert diagnostic.score.standing is not None  # it has a word
    assert diagnostic.numbers is None
