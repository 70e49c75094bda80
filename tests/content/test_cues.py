"""What gives keys away to those who don't know the subject."""

from __future__ import annotations

from dataclasses import replace

from cehrs_desktop.content.cues import AbsoluteWords, KeyLengths, Tricks, absolute_words, key_lengths, tricks
from cehrs_desktop.rules.content import Item
from tests.builders import an_item


def an_item_with(*texts: str, stem: str = "What is done?") -> Item:
    """The key is the second option."""
    options = [replace(option, text=text) for option, text in zip(an_item("x").options, texts, strict=True)]
    return replace(an_item("x"), stem=stem, options=tuple(options))


def test_a_key_longer_or_shorter_than_all_others_is_counted() -> None:
    longest, shortest = an_item_with("aa", "aaaa", "aaa", "aaa"), an_item_with("aaa", "a", "aaa", "aa")
    tied = an_item_with("aaaa", "aaaa", "aaa", "aaa")

    assert key_lengths([longest, shortest, tied, tied]) == KeyLengths(uniquely_longest=0.25, uniquely_shortest=0.25)


def test_who_picks_the_longest_option_shares_a_tie() -> None:
    items = [an_item_with("aa", "aaaa", "aaa", "aaa"), an_item_with("aaaa", "aaaa", "aaa", "aaa")]

    assert tricks(items).longest == 0.75


def test_who_cannot_tell_the_options_apart_guesses() -> None:
    assert tricks([an_item_with("aa", "bb", "cc", "dd")]) == Tricks(longest=0.25, stem_words=0.25, hedged=0.25)


def test_words_of_the_stem_count_without_small_words_each_once() -> None:
    stem = "The nurse asks the registry for a copy of the chart. What does she do?"
    item = an_item_with(
        "She asks for the copy",
        "Copy the chart",
        "What she does is the same for a chart chart chart",
        "Wait",
        stem=stem,
    )

    assert tricks([item]).stem_words == 0.5  # with the first option: asks, copy


def test_hedges_count_every_time() -> None:
    assert tricks([an_item_with("It may", "It may, if it can", "Can it?", "It is")]).hedged == 1.0


def test_absolute_words_in_distractors_are_compared_with_those_in_keys() -> None:
    items = [an_item_with("Always", "Only once", "Never", "Now"), an_item_with("One", "Two", "Three", "Every one")]

    assert absolute_words(items) == AbsoluteWords(keys=0.5, distractors=0.5, ratio=1.0)


def test_no_absolute_key_at_all_counts_as_half_a_key() -> None:
    figures = absolute_words([an_item_with("Always", "Two", "Three", "Four")])

    assert figures == AbsoluteWords(keys=0.0, distractors=0.333, ratio=0.67)


def test_no_items_have_no_cues() -> None:
    assert key_lengths([]) == KeyLengths(0.0, 0.0)
    assert tricks([]) == Tricks(0.0, 0.0, 0.0)
    assert absolute_words([]) == AbsoluteWords(0.0, 0.0, 0.0)
