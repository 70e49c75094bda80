"""What a card lacks while it is written, and the cards that its blanks make."""

from __future__ import annotations

import pytest

from cehrs_desktop.rules.content import DomainNumber, TopicId
from cehrs_desktop.rules.exchange import LONGEST_TEXT
from cehrs_desktop.rules.study.cloze import answers_to, blanks_in, next_blank, with_blank
from cehrs_desktop.rules.study.shown_card import Text
from cehrs_desktop.rules.study.written_card import MOST_BLANKS, Lack, WrittenCard, cards_of, lacks, sides_of

DOMAIN, TOPIC = DomainNumber.REPORTING, TopicId("topic-5")


def written(front: str = "Who?", back: str = "She", why: str = "") -> WrittenCard:
    return WrittenCard(Text(front, back, why), DOMAIN, TOPIC)


@pytest.mark.parametrize(
    ("card", "lack"),
    [
        (written(), ()),
        (written("{{c1::A}} and b", ""), ()),
        (written(" ", "x"), (Lack.FRONT,)),
        (written("Who?", "\n"), (Lack.BACK,)),
        (written("A {{c1:: }} is", ""), (Lack.EMPTY_BLANK,)),
        (written("".join(f"{{{{c{n}::x}}}}" for n in range(MOST_BLANKS + 1))), (Lack.TOO_MANY_BLANKS,)),
        (written(why="x" * (LONGEST_TEXT + 1)), (Lack.TOO_LONG,)),
        (WrittenCard(Text("Who?", "She", "")), (Lack.DOMAIN,)),
        (WrittenCard(Text("", "", ""), DOMAIN), (Lack.FRONT, Lack.TOPIC)),
    ],
)
def test_what_a_card_lacks(card: WrittenCard, lack: tuple[Lack, ...]) -> None:
    assert lacks(card) == lack


def test_a_text_without_blanks_is_one_card() -> None:
    (card,) = cards_of(written(" Who? ", "She\n", "Because"), key="k")
    assert (card.key, card.text, card.group) == ("k", Text("Who?", "She", "Because"), None)
    assert (card.domain, card.topic) == (DOMAIN, TOPIC)


def test_each_blank_is_a_card_of_one_group() -> None:
    text = "The {{c2::ABN::notice}} comes {{c1::before}} it; so does the {{c2::GFE}}."
    first, second = cards_of(written(text, "More", ""), key="k")
    assert first.text == Text("The ABN comes **[…]** it; so does the GFE.", "before\n\nMore", "")
    assert second.text.front == "The **[notice]** comes before it; so does the **[…]**."
    assert second.text.back == "ABN; GFE\n\nMore"
    assert (first.key, second.key, first.group, second.group) == ("k-1", "k-2", "k", "k")


def test_one_blank_alone_needs_no_group() -> None:
    (card,) = cards_of(written("A {{c7::b}}", ""), key="k")
    assert (card.key, card.group, card.text.back) == ("k", None, "b")
    assert sides_of(card.text) == (card.text,)


def test_blanks_within_blanks_end() -> None:
    text = "{{c1::a {{c2::b}} c}}"
    assert blanks_in("none") == ()
    assert with_blank(text, 2, gap=lambda hint: f"[{hint}]") == "a […] c"
    assert blanks_in(text) == (1, 2)
    assert answers_to(text, 1) == ("a b c",)
    assert next_blank(text) == 3
    assert blanks_in("{{c1::" * 30 + "x" + "}}" * 30) == (1,)
