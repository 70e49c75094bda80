"""Texts with blanks: one is hidden, the others are filled in; whatever isn't a blank stays text."""

from __future__ import annotations

import pytest

from cehrs_desktop.rules.study.cloze import answers_to, blanks_in, next_blank, with_blank


@pytest.mark.parametrize(
    ("text", "shown", "answers"),
    [
        ("The {{c1::ABN}} comes {{c2::before}} it.", "The (…) comes before it.", ("ABN",)),
        ("{{c1::one::which?}}, {{c1::two}}, {{c1::one}}", "(which?), (…), (…)", ("one", "two")),
        ("{{c2::outer {{c1::inner::hint}} end}}", "outer (hint) end", ("inner",)),
        ("{{c1::outer {{c2::inner}} end::hint}}", "(hint)", ("outer inner end",)),
        ("{{c1::open {{c2::closed}} }", "{{c1::open closed }", ()),
        ("}} {{c1}} {{c1:x}} {{c1::}}", "}} {{c1}} {{c1:x}} (…)", ("",)),
        ("{{c1::two\nlines}}", "(…)", ("two\nlines",)),
        ("no blanks", "no blanks", ()),
    ],
)
def test_one_blank_is_hidden(text: str, shown: str, answers: tuple[str, ...]) -> None:
    assert with_blank(text, 1, gap=lambda hint: f"({hint})") == shown
    assert answers_to(text, 1) == answers


def test_numbers_of_blanks() -> None:
    assert blanks_in("{{c3::a {{c1::b}}}} {{c3::c}}") == (1, 3)
    assert next_blank("{{c3::a}}") == 4
    assert next_blank("nothing") == 1


def test_nesting_has_an_end() -> None:
    text = "{{c1::" * 30 + "x" + "}}" * 30
    assert with_blank(text, 2, gap=str).endswith("}}" * 10)
