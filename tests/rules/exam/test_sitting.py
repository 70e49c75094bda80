"""Events folded into the state of a sitting, and what cannot be."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cehrs_desktop.rules.content import ItemId, OptionId
from cehrs_desktop.rules.exam import events as happened
from cehrs_desktop.rules.exam.events import Confidence, EndedBy, Event, event_of, payload
from cehrs_desktop.rules.exam.form import Form, practice_form
from cehrs_desktop.rules.exam.sitting import IllegalMove, Sitting, Stop, Terms, TimeAllowed, after, begin, fold
from tests.rules.exam.banks import an_item, bank_of
from tests.rules.exam.test_form import a_form

MOCK = a_form(1)
BANK = bank_of([an_item(name) for name in ("one", "two", "three")])
PRACTICE = practice_form(BANK, [ItemId("one"), ItemId("two"), ItemId("three")], seed=1, seconds_per_item=60)


def option(form: Form, position: int, number: int) -> OptionId:
    return form.at(position).options[number]


def sat(*events: tuple[Event, float], form: Form = MOCK, terms: Terms | None = None) -> Sitting:
    return fold(form, terms or Terms(), events)


def answer(position: int, number: int, form: Form = MOCK, confidence: Confidence | None = None) -> happened.Answer:
    return happened.Answer(position, option(form, position, number), confidence)


POSITIONS = st.integers(1, 3)
OPTIONS = st.builds(
    lambda position, number: (position, option(PRACTICE, position, number)), POSITIONS, st.integers(0, 3)
)
EVENTS: st.SearchStrategy[Event] = st.one_of(
    st.builds(happened.Move, POSITIONS),
    st.builds(lambda at, sure: happened.Answer(at[0], at[1], sure), OPTIONS, st.sampled_from([None, *Confidence])),
    st.builds(happened.Clear, POSITIONS),
    st.builds(happened.Flag, POSITIONS, st.booleans()),
    st.builds(lambda at, on: happened.Strike(at[0], at[1], on), OPTIONS, st.booleans()),
    st.builds(happened.Highlight, POSITIONS, st.just(((0, 4), (7, 9)))),
    st.builds(happened.Note, POSITIONS, st.text(max_size=20)),
    st.builds(happened.Reveal, POSITIONS),
    st.just(happened.Tick()),
    st.just(happened.NextPart()),
    st.builds(happened.Pause, st.text(max_size=5)),
    st.just(happened.Break()),
    st.just(happened.Leave()),
    st.builds(happened.Resume, st.floats(-5, 1e5)),
    st.builds(happened.Recover, st.floats(-5, 1e5)),
    st.builds(happened.Incident, st.text(max_size=5), st.text(max_size=5)),
    st.builds(happened.ClockJump, st.floats(-1e6, 1e6)),
    st.builds(happened.Suspend, st.floats(0, 1e6)),
    st.builds(happened.End, st.sampled_from(EndedBy)),
)


@settings(deadline=None)
@given(st.lists(st.tuples(EVENTS, st.floats(0, 12)), max_size=60))
def test_whatever_happens_the_state_holds_together(steps: list[tuple[Event, float]]) -> None:
    sitting, kept = begin(PRACTICE, Terms()), []
    for event, seconds in steps:
        at = sitting.active + seconds
        try:
            following = after(sitting, event, at)
        except IllegalMove:
            continue
        kept.append((event, at))
        assert sum(following.seconds) == pytest.approx(following.active)
        assert following.active == (at if sitting.stopped is None else sitting.active)
        assert following.time_left is not None
        assert 0.0 <= following.time_left <= 180.0
        for position, choice in following.choices.items():
            assert choice.option in PRACTICE.at(position).options
            assert choice.option not in following.strikes.get(position, frozenset())
            assert following.last_chosen[position] == choice.option
        assert all(change.before != change.after for change in following.changes)
        assert following.position in following.seen
        sitting = following
    assert fold(PRACTICE, Terms(), kept) == sitting
    stored = [(event.kind.value, json.dumps(payload(event)), at) for event, at in kept]
    assert fold(PRACTICE, Terms(), [(event_of(kind, json.loads(row)), at) for kind, row, at in stored]) == sitting


def test_answers_flags_strikes_highlights_and_notes_are_kept_by_position() -> None:
    sitting = sat(
        (answer(1, 2, confidence=Confidence.UNSURE), 5.0),
        (happened.Flag(1, on=True), 6.0),
        (happened.Move(2), 10.0),
        (happened.Strike(2, option(MOCK, 2, 0), on=True), 12.0),
        (happened.Highlight(2, ((0, 5),)), 13.0),
        (happened.Note(2, "ask about this"), 20.0),
        (happened.Move(9), 30.0),
        (happened.Tick(), 40.0),
    )
    assert sitting.choices[1].option == option(MOCK, 1, 2)
    assert (sitting.choices[1].confidence, sitting.choices[1].at) == (Confidence.UNSURE, 5.0)
    assert sitting.flags == {1}
    assert sitting.strikes[2] == {option(MOCK, 2, 0)}
    assert (sitting.highlights[2], sitting.notes[2]) == (((0, 5),), "ask about this")
    assert (sitting.seconds[0], sitting.seconds[1], sitting.seconds[8]) == (10.0, 20.0, 10.0)
    assert (sitting.position, sitting.seen, sitting.time_left) == (9, frozenset({1, 2, 9}), 125 * 60 - 40.0)
    assert len(sitting.unanswered) == 124


def test_another_answer_is_a_change_also_after_the_first_was_taken_back() -> None:
    sitting = sat(
        (answer(1, 0), 1.0), (answer(1, 0), 2.0), (happened.Clear(1), 3.0), (answer(1, 1), 4.0), (answer(1, 2), 5.0)
    )
    assert [(change.before, change.after, change.at) for change in sitting.changes] == [
        (option(MOCK, 1, 0), option(MOCK, 1, 1), 4.0),
        (option(MOCK, 1, 1), option(MOCK, 1, 2), 5.0),
    ]


def test_an_option_is_never_chosen_and_struck_out_at_once() -> None:
    struck = sat((answer(1, 0), 1.0), (happened.Strike(1, option(MOCK, 1, 0), on=True), 2.0))
    assert 1 not in struck.choices
    chosen = after(struck, answer(1, 0), 3.0)
    assert chosen.strikes[1] == frozenset()
    assert after(chosen, happened.Strike(1, option(MOCK, 1, 3), on=True), 3.0).choices == chosen.choices


@pytest.mark.parametrize(
    ("time", "seconds"),
    [
        (TimeAllowed.STANDARD, 7500.0),
        (TimeAllowed.QUARTER_MORE, 9375.0),
        (TimeAllowed.HALF_MORE, 11250.0),
        (TimeAllowed.DOUBLE, 15000.0),
        (TimeAllowed.UNTIMED, None),
    ],
)
def test_extra_time_lengthens_the_whole(time: TimeAllowed, seconds: float | None) -> None:
    assert begin(MOCK, Terms(time=time)).time_left == seconds


def test_at_zero_nothing_can_be_answered_and_the_sitting_can_only_end() -> None:
    sitting = sat((happened.Tick(), 7499.5), (answer(1, 0), 7499.9))
    over = after(sitting, happened.Tick(), 7500.0)
    assert over.time_left == 0.0
    for event in (answer(1, 1), happened.Move(2), happened.Clear(1)):
        with pytest.raises(IllegalMove, match="time is over"):
            after(over, event, 7500.0)
    over = after(over, happened.Note(1, "being typed"), 7500.1)  # of no weight, and nothing is lost
    assert over.notes[1] == "being typed"
    ended = after(over, happened.End(EndedBy.TIME_OVER), 7500.2)
    assert (ended.ended, len(ended.choices)) == (EndedBy.TIME_OVER, 1)
    with pytest.raises(IllegalMove, match="has ended"):
        after(ended, happened.Tick(), 7501.0)


@pytest.mark.parametrize(
    ("event", "stop"),
    [(happened.Pause("focus"), Stop.PAUSED), (happened.Break(), Stop.BREAK), (happened.Leave(), Stop.LEFT)],
)
def test_while_the_clock_stands_no_time_passes_and_nothing_is_answered(event: Event, stop: Stop) -> None:
    sitting = sat((happened.Tick(), 10.0), (event, 12.0))
    assert sitting.stopped is stop
    with pytest.raises(IllegalMove, match="no time passes"):
        after(sitting, happened.Resume(30.0), 13.0)
    for impossible in (answer(1, 0), happened.Tick(), happened.Pause("again")):
        with pytest.raises(IllegalMove, match="clock stands"):
            after(sitting, impossible, 12.0)
    noted = after(sitting, happened.Suspend(20.0), 12.0)
    again = after(noted, happened.Resume(30.0), 12.0)
    assert (again.stopped, again.active, again.away) == (None, 12.0, 30.0)
    assert again.returns == (1 if stop is Stop.LEFT else 0)
    assert again.noted[0].event == happened.Suspend(20.0)


def test_going_on_after_a_crash_charges_nothing_for_the_gap() -> None:
    sitting = sat((answer(1, 0), 5.0), (happened.Tick(), 10.0))
    for crashed in (sitting, after(sitting, happened.Pause("focus"), 11.0)):
        back = after(crashed, happened.Recover(400.0), crashed.active)
        assert (back.active, back.away, back.returns, back.stopped) == (crashed.active, 400.0, 1, None)
        assert back.choices == crashed.choices
    with pytest.raises(IllegalMove, match="no time passes"):
        after(sitting, happened.Recover(400.0), 15.0)


def test_in_parts_each_part_has_its_own_items_and_time() -> None:
    terms = Terms(in_parts=True)
    first = sat((happened.Tick(), 20.0), terms=terms)
    assert (first.positions, first.time_left) == (range(1, 26), 25 * 60 - 20.0)
    with pytest.raises(IllegalMove, match="no item 26 here"):
        after(first, happened.Move(26), 21.0)
    second = after(first, happened.NextPart(), 30.0)
    assert (second.positions, second.position, second.time_left) == (range(26, 51), 26, 25 * 60)
    with pytest.raises(IllegalMove, match="no item 1 here"):
        after(second, answer(1, 0), 31.0)
    last = fold(MOCK, terms, [(happened.NextPart(), 0.0)] * 4)
    with pytest.raises(IllegalMove, match="no next part"):
        after(last, happened.NextPart(), 0.0)


def test_a_part_whose_time_is_over_gives_way_to_the_next() -> None:
    over = sat((happened.Tick(), 25 * 60.0), terms=Terms(in_parts=True))
    with pytest.raises(IllegalMove, match="time is over"):
        after(over, answer(1, 0), 25 * 60.0)
    assert after(over, happened.NextPart(), 25 * 60.0).time_left == 25 * 60


def test_feedback_is_for_practice_and_settles_the_answer() -> None:
    shown = sat((answer(1, 0, PRACTICE), 1.0), (happened.Reveal(1), 2.0), form=PRACTICE)
    strike = happened.Strike(1, option(PRACTICE, 1, 0), on=True)
    for event in (answer(1, 1, PRACTICE), happened.Clear(1), strike):
        with pytest.raises(IllegalMove, match="has been shown"):
            after(shown, event, 3.0)
    with pytest.raises(IllegalMove, match="no feedback before its end"):
        sat((happened.Reveal(1), 1.0))


@pytest.mark.parametrize(
    ("event", "at", "reason"),
    [
        (happened.Move(0), 1.0, "no item 0"),
        (happened.Move(126), 1.0, "no item 126"),
        (happened.Answer(1, OptionId("elsewhere")), 1.0, "no option elsewhere"),
        (happened.Strike(1, OptionId("elsewhere"), on=True), 1.0, "no option elsewhere"),
        (happened.Tick(), -1.0, "time cannot go"),
        (happened.Tick(), float("nan"), "time cannot go"),
        (happened.Tick(), float("inf"), "time cannot go"),
        (happened.Resume(1.0), 0.0, "is running"),
        (happened.NextPart(), 0.0, "no next part"),
    ],
)
def test_moves_that_cannot_be_are_refused(event: Event, at: float, reason: str) -> None:
    with pytest.raises(IllegalMove, match=reason):
        sat((event, at))


def test_breaks_are_only_taken_if_agreed() -> None:
    with pytest.raises(IllegalMove, match="no breaks"):
        sat((happened.Break(), 1.0), terms=Terms(breaks=False))


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("dance", {}),
        ("move", {}),
        ("move", {"position": 1, "speed": 2}),
        ("end", {"by": "magic"}),
        ("highlight", {"position": 1, "spans": [[1]]}),
    ],
)
def test_a_row_that_is_no_event_is_refused(kind: str, values: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="this is no event of a sitting"):
        event_of(kind, values)
