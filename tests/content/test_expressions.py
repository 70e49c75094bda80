"""Expressions over an exhibit: what they give, and that nothing else can come of them."""

from __future__ import annotations

import math
import time
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cehrs_desktop.content.computed import value_of
from cehrs_desktop.content.exhibit_columns import Cell, column_name, columns_of, read_cell
from cehrs_desktop.content.expression_functions import Value
from cehrs_desktop.content.expressions import MOST_CELLS, MOST_CHARACTERS, Refused, evaluate

CLINICS = """
| Clinic | Scheduled | Completed | No-show | 91-120 | Opens | Since | Class |
|---|---:|---:|---:|---:|---|---|---|
| North | 420 | 357 | 35 | $1,200 | 7:45 a.m. | 3/14/2026 | A |
| South | 310 | 254 | 47 | (300) | 13:30 | March 15, 2026 | a |
| **East** | 510 | 433 | 37 | - | 12:15 am | 3/20/2026 | |
"""
COLUMNS = columns_of(CLINICS)


def plain(value: Value) -> object:
    """Cells as their numbers, or their labels where they are texts."""
    if isinstance(value, tuple):
        return [plain(element) for element in value]
    if isinstance(value, Cell):
        return value.label if value.number is None else value.number
    return value


def of(expression: str) -> object:
    return plain(evaluate(expression, COLUMNS))


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("No-show", "no_show"),
        ("91–120", "c_91_120"),
        ("A/R ($)", "a_r"),
        ("% of total", "of_total"),
        ("Class", "c_class"),
        ("  Days  in A/R ", "days_in_a_r"),
        ("", ""),
        ("#", ""),
    ],
)
def test_columns_are_named_after_their_headers(header: str, name: str) -> None:
    assert column_name(header) == name


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("$1,234", 1234),
        ("$1,234.50", 1234.5),
        ("12%", 12),
        ("(45)", -45),
        ("($45.00)", -45),
        ("-45", -45),
        ("−4.5", -4.5),
        (".5", 0.5),
        ("7:45 a.m.", 465),
        ("7:45 PM", 1185),
        ("12:15 a.m.", 15),
        ("12:00 p.m.", 720),
        ("14:30", 870),
        ("14:30:30", 870.5),
        ("00:00", 0),
    ],
)
def test_numbers_and_times_are_read(text: str, number: float) -> None:
    assert read_cell(text).number == number


def test_dates_are_days() -> None:
    first, second = read_cell("2/28/2026"), read_cell("March 1, 2026")

    assert first.number is not None
    assert second.number == first.number + 1


@pytest.mark.parametrize(
    "text",
    ["North", "12 mg", "118/76", "0-30", "1,23", "25:00", "13:00 p.m.", "0:30 a.m.", "9:75", "2/30/2026", "2/3", "(4"],
)
def test_anything_else_is_text(text: str) -> None:
    assert read_cell(text).number is None


@pytest.mark.parametrize("text", ["", " ", "-", "–", "—"])
def test_a_dash_is_an_empty_cell(text: str) -> None:
    assert read_cell(text).blank


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("scheduled", [420, 310, 510]),
        ("scheduled - completed", [63, 56, 77]),
        ("-no_show", [-35, -47, -37]),
        ("scheduled // 100 + scheduled % 100 * 2", [44, 23, 25]),
        ("no_show ** 2", [1225, 2209, 1369]),
        ("clinic[no_show / scheduled > 0.10]", ["South"]),
        ("clinic[~(no_show / scheduled > 0.10)]", ["North", "East"]),
        ("clinic[(scheduled > 400) & (no_show < 37)]", ["North"]),
        ("clinic[(scheduled < 400) | (no_show == 37)]", ["South", "East"]),
        ("clinic[clinic == 'south']", ["South"]),
        ("clinic[clinic != 'South']", ["North", "East"]),
        ("clinic[c_class == 'a']", ["North", "South"]),
        ("clinic[opens > '9:00 a.m.']", ["South"]),
        ("clinic[since == '3/15/2026']", ["South"]),
        ("clinic[c_91_120 == '-']", ["East"]),
        ("clinic[c_class == '']", ["East"]),
        ("clinic['' != c_class]", ["North", "South"]),
        ("clinic[c_91_120 > 0]", ["North"]),
        ("clinic[c_91_120 != 1200]", ["South", "East"]),
        ("clinic[clinic == scheduled]", []),
        ("sum(c_91_120)", 900),
        ("mean(c_91_120)", 450),
        ("median(scheduled)", 420),
        ("min(c_91_120)", -300),
        ("max(scheduled)", 510),
        ("max(since) - min(since)", 6),
        ("max(1, 2 * 3, sum(no_show) / 100)", 6),
        ("count(scheduled)", 3),
        ("count(c_91_120)", 2),
        ("count(scheduled > 400)", 2),
        ("sum(scheduled > 400)", 2),
        ("abs(c_91_120[clinic == 'South'])", [300]),
        ("abs(-5) + min(scheduled)", 315),
        ("round(100 * no_show / scheduled, 1)", [8.3, 15.2, 7.3]),
        ("round(0.5 + 0 * max(scheduled))", 1),
        ("unique(c_class)", ["A", math.nan]),
        ("unique(scheduled // 100)", [4, 3, 5]),
        ("sort(clinic)", ["East", "North", "South"]),
        ("sort(c_91_120)", [-300, 1200]),
        ("first(clinic[scheduled < 400])", "South"),
        ("any(scheduled > 500)", True),
        ("all(scheduled > 500)", False),
        ("+scheduled[clinic == 'East'] * 2", [1020]),
    ],
)
def test_an_expression_has_its_value(expression: str, value: object) -> None:
    assert of(expression) == pytest.approx(value, nan_ok=True)


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("sum(", "it is not an expression"),
        ("", "it is not an expression"),
        ("a = 1", "it is not an expression"),
        ("\0", "it is not an expression"),
        ("42", "it uses no column of the exhibit"),
        ("visits", "the exhibit has no column `visits` (it has clinic, scheduled, completed, no_show,"),
        ("0 < scheduled < 400", "comparisons are joined by & and |, each in parentheses, and never chained"),
        ("scheduled > 1 and no_show > 1", "comparisons are joined by & and |"),
        ("scheduled > 1 & no_show > 1", "comparisons are joined by & and |"),
        ("scheduled in no_show", "comparisons are joined by & and |"),
        ("scheduled / (no_show - 35)", "it divides by zero"),
        ("(0 - max(scheduled)) ** 0.5", "it has no value"),
        ("9.0 ** (9.0 ** 9) * scheduled", "it has no value"),
        ("mean(scheduled[scheduled > 999])", "it has no value"),
        ("max(scheduled[scheduled > 999])", "it has no value"),
        ("first(scheduled[scheduled > 999])", "nothing is left to take the first of"),
        ("clinic > 3", "'North' is not a number"),
        ("sum(clinic)", "'North' is not a number"),
        ("(scheduled > 3) + 1", "a condition is not a number"),
        ("clinic[scheduled]", "it uses a number or a text as a condition"),
        ("scheduled & no_show", "it uses a number or a text as a condition"),
        ("clinic[0]", "only a column can be indexed, and only by a condition on each row"),
        ("clinic[scheduled[scheduled > 400] > 1]", "it joins columns of different lengths"),
        ("scheduled + no_show[no_show > 36]", "it joins columns of different lengths"),
        ("sum(3, scheduled)", "a function is given something other than one column"),
        ("sum(3) + scheduled", "a function is given something other than one column"),
        ("round(scheduled, 99)", "`round` takes a value and, if need be, how many decimals, 0 to 6"),
        ("abs(scheduled, 1)", "`abs` takes one value"),
        ("scheduled if 1 else 2", "it uses something that is not on the list of what an expression may use"),
        ("scheduled * True", "it uses something that is not on the list"),
        ("scheduled * 1j", "it uses something that is not on the list"),
        ("scheduled @ no_show", "it uses something that is not on the list"),
        ("scheduled << 9", "it uses something that is not on the list"),
        ("[1, 2]", "it uses something that is not on the list"),
        ("f'{scheduled}'", "it uses something that is not on the list"),
        ("b'x' + scheduled", "it uses something that is not on the list"),
        ("sum(*scheduled)", "it uses something that is not on the list"),
        ("sum(column=scheduled)", "it uses something that is not on the list"),
        ("len(scheduled)", "it uses something that is not on the list"),
        ("print('x')", "it uses something that is not on the list"),
        ("open('x')", "it uses something that is not on the list"),
        ("__import__('os').system('x')", "it uses something that is not on the list"),
        ("eval('1')", "it uses something that is not on the list"),
        ("().__class__.__bases__[0].__subclasses__()", "it uses something that is not on the list"),
        ("clinic.__class__", "it uses something that is not on the list"),
        ("(lambda: scheduled)()", "it uses something that is not on the list"),
        ("(x := scheduled)", "it uses something that is not on the list"),
        ("[x for x in scheduled]", "it uses something that is not on the list"),
        ("sum", "the exhibit has no column `sum`"),
        ("__builtins__", "the exhibit has no column `__builtins__`"),
    ],
)
def test_what_cannot_be_evaluated_is_refused_with_the_reason(expression: str, reason: str) -> None:
    with pytest.raises(Refused) as caught:
        evaluate(expression, COLUMNS)

    assert str(caught.value).startswith(reason)


def test_long_expressions_and_large_exhibits_are_refused() -> None:
    with pytest.raises(Refused, match="more than 300 characters"):
        evaluate("-" * MOST_CHARACTERS + "1", COLUMNS)
    with pytest.raises(Refused, match="its exhibit has more than 2000 cells"):
        evaluate("x", {"x": (read_cell("1", "x"),) * (MOST_CELLS + 1)})


@pytest.mark.parametrize("expression", ["(" * 299 + "1", "-" * 298 + "1", "(" * 149 + "1" + ")" * 149, "~" * 299])
def test_deep_expressions_are_evaluated_or_refused(expression: str) -> None:
    with pytest.raises(Refused):
        evaluate(expression, COLUMNS)


def test_the_first_of_two_columns_of_one_name_wins() -> None:
    two = "Spring\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n| b | C |\n|---|---|\n| 3 | 4 |"

    assert [plain(evaluate(name, columns_of(two))) for name in ("a", "b", "c")] == [[1], [2], [4]]


# Whatever stands in an expression, it has a value or is refused, at once, and nothing else happens.

ATOMS = """scheduled no_show clinic since opens c_91_120 c_class 0 1 2.5 1e308 9**9 '' 'North' '3/14/2026'
    __import__ sum True None ... x 1j b'' {} [] ()"""
OPERATORS = "+ - * / // % ** & | < <= > >= == != and or is in @ << , . : := if"
CALLS = "sum mean median min max count abs round unique sort first any all eval print len"


def larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from(OPERATORS.split()), inner),
        st.builds("{}({})".format, st.sampled_from(CALLS.split()), inner),
        st.builds("{}({}, {})".format, st.sampled_from(CALLS.split()), inner, inner),
        st.builds("{}[{}]".format, inner, inner),
        st.builds("{}{}".format, st.sampled_from("-+~"), inner),
        st.builds("{}.{}".format, inner, st.sampled_from(["__class__", "x", "format"])),
        st.builds("[{} for x in {}]".format, inner, inner),
    )


@given(st.recursive(st.sampled_from(ATOMS.split()), larger, max_leaves=12))
@example("max(scheduled, clinic)")
@example("sort(unique(scheduled > 1))")
@example("round(1e308 * scheduled, 2)")
def test_any_expression_has_a_value_or_is_refused_and_takes_no_time(expression: str) -> None:
    started = time.process_time()
    try:
        value = evaluate(expression, COLUMNS)
    except Refused:
        value = ()
    elements = value if isinstance(value, tuple) else (value,)

    assert all(isinstance(element, (float, bool, Cell)) for element in elements)
    assert len(elements) <= len(COLUMNS["clinic"])
    assert time.process_time() - started < 1


@given(st.text(max_size=MOST_CHARACTERS), st.text(max_size=200))
def test_any_text_is_an_expression_or_is_refused(expression: str, exhibit: str) -> None:
    for table in (CLINICS, exhibit):
        with suppress(Refused):
            value_of(expression, table)
