"""HTML of strangers becomes Markdown that shows only text, tables and images that lie beside it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cehrs_desktop.content.exchange.safe_markdown import safe_markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("plain", "plain"),
        ("<b>bold</b> and <em>more</em>", "**bold** and *more*"),
        ("<div>one</div><div>two</div>", "one\n\ntwo"),
        ("a<br>b", "a  \nb"),
        ("<ul><li>x</li><li>y</li></ul>", "- x\n- y"),
        ("5 &lt; 6 &amp; *stars* [brackets] |pipes|", "5 \\< 6 & \\*stars\\* \\[brackets\\] \\|pipes\\|"),
        ("<a href='javascript:alert(1)'>link</a>", "link"),
        ("<script>alert(1)</script>text<style>b{}</style>", "text"),
        ("<img src='a.png' alt='A form'>", "![A form](<a.png>)"),
        ("<img src='http://x.example/a.png'>gone", "gone"),
        ("<img src='../a.png' alt='words'>", "words"),
        ("<svg><script>x</script></svg>after", "after"),
        ("[sound:a.mp3]heard", "heard"),
        ("<table><tr><th>A</th><th>B</th></tr><tr><td>1</td></tr></table>", "| A | B |\n|---|---|\n| 1 |  |"),
        ("<table><tr><td>open", ""),
        ("<b>open", "**open**"),
        ("# not a heading", "\\# not a heading"),
        ("<![CDATA[x]]>y", "y"),
        ("</b></i></table>stray", "stray"),
        ("<b> </b>nothing", "nothing"),
    ],
)
def test_html_becomes_markdown(html: str, markdown: str) -> None:
    assert safe_markdown(html)[0] == markdown


def test_images_are_named_once() -> None:
    assert safe_markdown("<img src='a.png'><img src='a.png'><img src='b.jpg'>")[1] == ("a.png", "b.jpg")


@given(st.text(st.sampled_from("<>b/ td='\"img&;#!-[]()*|_\n\0scripte"), max_size=200))
def test_any_text_is_accepted_and_no_tag_is_left(html: str) -> None:
    markdown, images = safe_markdown(html)
    assert "<script" not in markdown
    assert all("/" not in name for name in images)


def test_deep_nesting_takes_no_time() -> None:
    safe_markdown("<div>" * 50_000 + "<b>" * 50_000 + "x" + "<table><tr><td>" * 20_000)
