"""What an item must be like, taken by itself: its stem, its four options, their whys."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cehrs_desktop.content.computed import computed_faults
from cehrs_desktop.content.tables import exhibit_faults
from cehrs_desktop.content.text_checks import markup_faults, word_count
from cehrs_desktop.rules.content import Item, Option

OPTIONS = 4
STEM_WORDS = 90
EXPECTED = (0.30, 0.95)
LENGTH_RATIO = 1.8
SHORT_WORDS = 6
"""The longest option has at most LENGTH_RATIO times the characters of the shortest, unless all have so few words."""

_NEGATIVE = re.compile(r"\b(?:NOT|EXCEPT|LEAST|FALSE)\b|\b[Aa]ll of the following\b.*\bexcept\b")
_TRUE_OR_FALSE = re.compile(
    r"\bwhich (?:of the following|statements?)\b[^.?]*?\b(?:is|are) (?:true|false|correct|incorrect)\b", re.IGNORECASE
)
_ABOUT_OPTIONS = re.compile(
    r"\b(?:all|none|any|both|neither|either|some|two) of (?:the (?:above|below|other (?:options|answers|choices))"
    r"|these (?:options|answers|choices))\b"
    r"|\b(?:both|either|neither) (?-i:[A-D]) (?:and|n?or) (?-i:[A-D])\b"
    r"|^(?:(?:options?|answers?|choices?) )?(?:[a-d],? )*[a-d],? (?:and|or) [a-d](?: only)?$",
    re.IGNORECASE,
)
# Options are shuffled, so neither a letter nor a place means anything.
_LETTER = re.compile(
    r"\b(?:[Oo]ptions?|[Aa]nswers?|[Cc]hoices?|[Dd]istractors?) \(?[A-D]\b"
    r"|\b(?:[Bb]oth|[Ee]ither|[Nn]either) [A-D] (?:and|n?or) [A-D]\b"
    r"|\b(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ll]ast|[Aa]bove|[Pp]revious|[Nn]ext) (?:option|answer|choice)s?\b"
    r"|\b(?:[Oo]ption|[Aa]nswer|[Cc]hoice)s? (?:above|below|[1-4]\b)"
)
_TOKEN = re.compile(r"[^\W_]+|[<>≤≥=+%]|(?<!\w)[-−](?=[\d.$])")


def item_faults(item: Item) -> Iterator[str]:
    """A sentence for everything that is wrong with an item by itself, an empty text of its own apart."""
    yield from _stem_faults(item.stem)
    yield from _options_faults(item.options)
    least, most = EXPECTED
    if not least <= item.expected <= most:
        yield f"`expected` must lie between {least:.2f} and {most:.2f}, not at {item.expected:g}."
    for name, text in (("stem", item.stem), ("exhibit", item.exhibit or "")):
        yield from markup_faults(name, text)
    for option in item.options:
        for name, text in (("text", option.text), ("why", option.why)):
            yield from markup_faults(f"{name} of option {option.id}", text)
    if item.exhibit:
        yield from exhibit_faults(item.exhibit)
    if item.computed and not item.exhibit:
        yield "`computed` needs an `exhibit`."
    yield from computed_faults(item)


def _stem_faults(stem: str) -> Iterator[str]:
    if stem and not stem.endswith("?"):
        yield "`stem` must end with a question mark."
    if word_count(stem) > STEM_WORDS:
        yield f"`stem` has {word_count(stem)} words; it may have {STEM_WORDS}."
    negative = _NEGATIVE.search(stem)
    if negative:
        yield f"`stem` says '{negative.group()}'; ask for what is so, not for the exception."
    true_or_false = _TRUE_OR_FALSE.search(stem)
    if true_or_false:
        yield f"`stem` says '{true_or_false.group()}'; ask one question that can be answered without the options."


def _options_faults(options: Sequence[Option]) -> Iterator[str]:
    if len(options) != OPTIONS:
        yield f"An item has {OPTIONS} options, not {len(options)}."
    keys = sum(option.key for option in options)
    if keys != 1:
        yield f"One option is the key, not {keys}."
    for number, option in enumerate(options, start=1):
        for name, text in (("id", option.id), ("text", option.text), ("why", option.why)):
            if not text:
                yield f"`options.{name}`, entry {number}, is empty."
        yield from _option_faults(option)
    yield from _likeness(options)
    yield from _unequal_lengths([option.text for option in options])


def _option_faults(option: Option) -> Iterator[str]:
    about_options = _ABOUT_OPTIONS.search(option.text.rstrip("."))
    if about_options:
        yield f"Option {option.id} says '{about_options.group()}'; an option stands for itself."
    letter = _LETTER.search(option.why)
    if letter:
        yield f"The why of option {option.id} says '{letter.group()}', but options are shuffled."


def _likeness(options: Sequence[Option]) -> Iterator[str]:
    ids: set[str] = set()
    texts: dict[tuple[str, ...], str] = {}
    for option in options:
        if option.id in ids:
            yield f"Two options have the id `{option.id}`."
        ids.add(option.id)
        text = tuple(_TOKEN.findall(option.text.casefold()))
        if option.text and text in texts:
            yield f"Options {texts[text]} and {option.id} are alike."
        texts.setdefault(text, option.id)


def _unequal_lengths(texts: Sequence[str]) -> Iterator[str]:
    if len(texts) < 2 or not all(texts) or max(word_count(text) for text in texts) <= SHORT_WORDS:
        return
    shortest, *_, longest = sorted(len(text) for text in texts)
    if longest > LENGTH_RATIO * shortest:
        yield (
            f"The longest option has {longest} characters and the shortest {shortest}: "
            f"more than {LENGTH_RATIO} times as many."
        )
