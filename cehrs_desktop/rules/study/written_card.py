"""A card as the learner writes it: what it still lacks, and the cards it becomes, one for each blank."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from cehrs_desktop.rules.content import DomainNumber, TopicId
from cehrs_desktop.rules.exchange import LONGEST_TEXT
from cehrs_desktop.rules.study.cloze import answers_to, blanks_in, with_blank
from cehrs_desktop.rules.study.own_card import OwnCard
from cehrs_desktop.rules.study.shown_card import Text

MOST_BLANKS = 20


@dataclass(frozen=True, slots=True)
class WrittenCard:
    """What was written so far. `topic` empty: not chosen yet; one of the domain's own may be chosen."""

    text: Text
    domain: DomainNumber | None = None
    topic: TopicId | None = None


class Lack(Enum):
    """What keeps a card from being saved."""

    FRONT = "question"
    BACK = "answer"
    EMPTY_BLANK = "empty blank"
    TOO_MANY_BLANKS = "too many blanks"
    TOO_LONG = "too long"
    DOMAIN = "domain"
    TOPIC = "topic"


def lacks(card: WrittenCard) -> tuple[Lack, ...]:
    """What the card still lacks, in the order of its fields; nothing: it can be saved."""
    front, back, domain, topic = card.text.front.strip(), card.text.back.strip(), card.domain, card.topic
    blanks = blanks_in(front)
    found = {
        Lack.FRONT: not front,
        Lack.BACK: bool(front) and not blanks and not back,
        Lack.EMPTY_BLANK: any(not "".join(answers_to(front, blank)).strip() for blank in blanks),
        Lack.TOO_MANY_BLANKS: len(blanks) > MOST_BLANKS,
        Lack.TOO_LONG: max(map(len, (front, back, card.text.why))) > LONGEST_TEXT,
        Lack.DOMAIN: domain is None,
        Lack.TOPIC: domain is not None and topic is None,
    }
    return tuple(lack for lack, is_so in found.items() if is_so)


def sides_of(text: Text) -> tuple[Text, ...]:
    """What the cards say: one, or one for each blank, whose answer comes before what else the learner wrote."""
    front, back, why = text.front.strip(), text.back.strip(), text.why.strip()
    blanks = blanks_in(front)
    if not blanks:
        return (Text(front, back, why),)
    return tuple(
        Text(
            with_blank(front, blank, gap=lambda hint: f"**[{hint}]**"),
            "\n\n".join(filter(None, ("; ".join(answers_to(front, blank)).strip(), back))),
            why,
        )
        for blank in blanks
    )


def cards_of(card: WrittenCard, *, key: str) -> tuple[OwnCard, ...]:
    """The cards as they are stored; `key` is the text's identity among own cards. Nothing may be lacking."""
    assert not lacks(card), "what lacks something isn't saved"
    assert card.domain is not None
    sides = sides_of(card.text)
    return tuple(
        OwnCard(
            key=key if len(sides) == 1 else f"{key}-{number}",
            text=side,
            domain=card.domain,
            topic=card.topic,
            group=key if len(sides) > 1 else None,
        )
        for number, side in enumerate(sides, start=1)
    )
