"""All words wanted are found in any order, whatever their case and accents."""

from __future__ import annotations

import pytest

from cehrs_desktop.rules.word_search import holding


@pytest.mark.parametrize(
    ("wanted", "is_found"),
    [
        ("", True),
        ("résumé HIPAA", True),
        ("hip resume", True),
        ("esume", False),
        ("resume privacy", False),
        ("(+*", True),
        ("patient's", True),
    ],
)
def test_words_are_found(wanted: str, is_found: bool) -> None:
    assert holding(wanted)("HIPAA and the patient's Résumé") is is_found
