"""Reading the guide, the primers, the glossary and the sheet: those that are shipped, and broken ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from cehrs_desktop.content.pack_reader import read_pack
from cehrs_desktop.content.reference_reader import read_glossary, read_guide, read_primer, read_sheet
from cehrs_desktop.errors import UserError
from cehrs_desktop.paths import resources_dir
from cehrs_desktop.rules.content import TopicId


def test_the_shipped_guide_links_only_to_pages_it_has() -> None:
    pages = read_guide(resources_dir())
    files = {page.file for page in pages}
    assert len(files) == len(pages) >= 15
    for page in pages:
        linked = {part.partition(")")[0] for part in page.text.split("](")[1:]}
        assert linked <= files, page.file
        assert not page.text.startswith("# ")


def test_every_topic_of_the_shipped_pack_has_a_primer() -> None:
    pack = read_pack(resources_dir() / "content" / "cehrs-2020")
    for topic in pack.topics:
        primer = read_primer(resources_dir(), topic.id)
        assert primer is not None, topic.id
        assert primer.title
        assert len(primer.text.split()) <= 320, topic.id


def test_a_topic_may_be_without_a_primer() -> None:
    assert read_primer(resources_dir(), TopicId("none-of-ours")) is None


def test_the_shipped_sheet_and_glossary_are_read() -> None:
    assert read_sheet(resources_dir()).title == "Numbers and deadlines"
    assert read_glossary(resources_dir()).entry("HIPAA") is not None


@pytest.mark.parametrize(
    "glossary",
    [
        "not toml",
        "",
        '[[entry]]\nshort = "A"\n',
        '[[entry]]\nshort = "A"\nterm = "a"\nmeaning = "b"\nsee = ["B"]\n',
        '[[entry]]\nshort = "A"\nterm = "a"\nmeaning = "b"\n' * 2,
    ],
)
def test_a_broken_glossary_is_refused_with_its_name(tmp_path: Path, glossary: str) -> None:
    (tmp_path / "glossary.toml").write_text(glossary)
    with pytest.raises(UserError, match=r"glossary\.toml can't be used"):
        read_glossary(tmp_path)


def test_a_page_that_is_missing_or_without_heading_is_refused(tmp_path: Path) -> None:
    (tmp_path / "guide").mkdir()
    (tmp_path / "guide" / "guide.toml").write_text('[[page]]\nfile = "a.md"\ntitle = "A"\n')
    with pytest.raises(UserError, match=r"a\.md"):
        read_guide(tmp_path)
    (tmp_path / "guide" / "a.md").write_text("No heading\n")
    with pytest.raises(UserError, match=r"a\.md"):
        read_guide(tmp_path)
