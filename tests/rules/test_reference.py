"""The glossary: what a search finds, and which words of a text are entries."""

from __future__ import annotations

import pytest

from cehrs_desktop.rules.library import GlossaryEntry
from cehrs_desktop.rules.reference import Glossary

GLOSSARY = Glossary(
    (
        GlossaryEntry("270", "Eligibility inquiry", "The question whether a person is covered."),
        GlossaryEntry("AS", "Left ear", "Never written."),
        GlossaryEntry("EHR", "Electronic health record", "A chart that is kept by computer.", ("PHI",)),
        GlossaryEntry("ePHI", "Electronic protected health information", "PHI in a computer."),
        GlossaryEntry("PHI", "Protected health information", "What tells of a person's health."),
        GlossaryEntry("prior authorization", "Prior authorization", "The plan's agreement."),
    )
)


@pytest.mark.parametrize(
    ("text", "shorts"),
    [
        ("The EHR asks for the PHI.", ["EHR", "PHI"]),
        ("EHR, once more EHR", ["EHR"]),
        ("EHRs ehr XEHR EHR-based EHR_1 EHR/PHI", []),
        ("A prior authorization (270) for ePHI.", ["prior authorization", "270", "ePHI"]),
        ("$270, 1,270, 270.5, 270-day, 5/270", []),
        ("It came AS expected.", []),
        ("", []),
    ],
)
def test_whole_words_are_found_once_in_their_own_letters(text: str, shorts: list[str]) -> None:
    found = list(GLOSSARY.found_in(text))
    assert [each.short for each in found] == shorts
    assert [text[each.start : each.end] for each in found] == shorts


def test_an_empty_glossary_finds_nothing() -> None:
    assert list(Glossary().found_in("EHR")) == []
    assert Glossary().matching("EHR") == ()


@pytest.mark.parametrize(
    ("wanted", "shorts"),
    [
        ("phi", ["PHI", "ePHI"]),
        ("health electronic", ["EHR", "ePHI"]),
        ("prior", ["prior authorization"]),
        ("covered", ["270"]),
        ("as", ["AS"]),
        ("nowhere", []),
    ],
)
def test_a_search_ranks_shorts_before_terms_before_meanings(wanted: str, shorts: list[str]) -> None:
    assert [entry.short for entry in GLOSSARY.matching(wanted)][: len(shorts)] == shorts
    assert bool(GLOSSARY.matching(wanted)) == bool(shorts)


def test_without_words_everything_is_shown_in_its_order() -> None:
    assert GLOSSARY.matching("  ") == GLOSSARY.entries


def test_an_entry_is_had_by_its_short() -> None:
    entry = GLOSSARY.entry("PHI")
    assert entry is not None
    assert entry.term == "Protected health information"
    assert GLOSSARY.entry("phi") is None
