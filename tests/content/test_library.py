"""Primers, glossary, guide and sheet: reading them, and what they must be like."""

from __future__ import annotations

from pathlib import Path

import pytest

from cehrs_desktop.content.library_checks import library_problems
from cehrs_desktop.content.library_reader import read_glossary, read_guide, read_library, read_primer
from cehrs_desktop.content.pack_reader import BrokenPack, read_pack
from cehrs_desktop.paths import resources_dir
from cehrs_desktop.rules.content import SourceId, TopicId
from cehrs_desktop.rules.library import GlossaryEntry, GuidePage, Library, Primer
from tests.content.written_pack import WrittenPack

TOPICS = ("privacy", "scheduling", "chart-structure", "medications", "claims", "reports")
FROM_THE_NETWORK = "holds a link or image from the network; addresses belong in sources.toml."
GLOSSARY = """
[[entry]]
short = "A/R"
term = "Accounts receivable"
meaning = "What is owed for services."
source = "practice-metrics"

[[entry]]
short = "aging report"
term = "Aging report"
meaning = " A/R by the time it has been owed. "
see = ["A/R"]
"""


class WrittenLibrary:
    """A sound library beside the small pack."""

    def __init__(self, resources: Path) -> None:
        self.resources = resources
        self.pack = WrittenPack(resources / "content")
        for topic in TOPICS:
            self.write(f"primers/{topic}.md", f"# The topic {topic}\n\nIn short.\n")
        self.write("glossary.toml", GLOSSARY)
        self.write("guide/guide.toml", "".join(f'[[page]]\nfile = "{n}.md"\ntitle = "Page {n}"\n' for n in "ba"))
        self.write("guide/a.md", "# Page a\n\nSee [the other](b.md#how-to-read).\n")
        self.write("guide/b.md", "# Page b\n\n## How to read?\n\n[Privacy](../primers/privacy.md), [top](#page-b)\n")
        self.write("sheet.md", "# Numbers\n\n| A | B |\n|---|---|\n| 1 | 2 |\n")

    def write(self, file: str, text: str) -> None:
        path = self.resources / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def problems(self) -> list[str]:
        try:
            library = read_library(self.resources)
        except BrokenPack as broken:
            return [str(problem) for problem in broken.problems]
        pack = read_pack(self.pack.folder)
        return [str(problem) for problem in library_problems(library, self.resources, [pack])]


@pytest.fixture
def library(tmp_path: Path) -> WrittenLibrary:
    return WrittenLibrary(tmp_path)


def test_the_shipped_library_has_no_problems() -> None:
    pack = read_pack(resources_dir() / "content" / "cehrs-2020")

    assert library_problems(read_library(resources_dir()), resources_dir(), [pack]) == []


def test_every_primer_of_the_program_ends_with_what_it_rests_on() -> None:
    last_lines = {topic: page.text.splitlines()[-1] for topic, page in read_library(resources_dir()).primers.items()}

    assert [topic for topic, line in last_lines.items() if not line.startswith("Rests on: ")] == []


def test_a_sound_library_is_read_as_it_is_written(library: WrittenLibrary) -> None:
    read = read_library(library.resources)

    assert library.problems() == []
    assert set(read.primers) == set(TOPICS)
    assert read.primers[TopicId("privacy")] == Primer(
        TopicId("privacy"), "The topic privacy", "# The topic privacy\n\nIn short.\n"
    )
    assert read.glossary == (
        GlossaryEntry("A/R", "Accounts receivable", "What is owed for services.", source=SourceId("practice-metrics")),
        GlossaryEntry("aging report", "Aging report", "A/R by the time it has been owed.", see=("A/R",)),
    )
    assert [(page.file, page.title) for page in read.guide] == [("b.md", "Page b"), ("a.md", "Page a")]
    assert read.sheet is not None
    assert read.sheet.startswith("# Numbers\n")


def test_each_part_can_be_read_by_itself(library: WrittenLibrary) -> None:
    read = read_library(library.resources)

    assert read_primer(library.resources, TopicId("claims")) == read.primers[TopicId("claims")]
    assert read_primer(library.resources, TopicId("unheard-of")) is None
    assert read_glossary(library.resources) == read.glossary
    assert read_guide(library.resources) == read.guide
    assert isinstance(read.guide[0], GuidePage)


def test_every_part_may_be_missing(tmp_path: Path) -> None:
    assert read_library(tmp_path) == Library({}, (), (), None)
    assert library_problems(read_library(tmp_path), tmp_path, [read_pack(WrittenPack(tmp_path).folder)]) == []


def test_a_topic_without_a_primer_and_a_primer_without_a_topic_are_told(library: WrittenLibrary) -> None:
    (library.resources / "primers/claims.md").rename(library.resources / "primers/bills.md")

    assert library.problems() == [
        "primers/bills.md: There is no topic `bills`; a primer is named after one.",
        "primers/claims.md: The topic has no primer.",
    ]


def test_a_primer_has_the_name_of_its_topic_and_300_words(library: WrittenLibrary) -> None:
    library.write("primers/claims.md", "# The topic claims\n" + "word " * 297)
    assert library.problems() == []
    library.write("primers/claims.md", "# Claims\n" + "word " * 300)
    assert library.problems() == [
        "primers/claims.md: The heading must be the topic's name, 'The topic claims'.",
        "primers/claims.md: The primer has 301 words; it may have 300.",
    ]


@pytest.mark.parametrize("text", ["", "No heading", "## Second level", "#\n", "\n# Late"])
def test_a_page_without_a_heading_is_told(library: WrittenLibrary, text: str) -> None:
    library.write("primers/claims.md", text)

    assert library.problems() == ["primers/claims.md: The first line must be the heading: # and the title."]
    with pytest.raises(BrokenPack):
        read_primer(library.resources, TopicId("claims"))


def test_a_page_in_another_encoding_is_told(library: WrittenLibrary) -> None:
    (library.resources / "sheet.md").write_bytes(b"# caf\xe9")
    (library.resources / "guide/a.md").unlink()

    assert library.problems() == [
        "guide/a.md: The file cannot be read: No such file or directory.",
        "sheet.md: The file is not UTF-8 text.",
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("<b>x</b>", "`page` holds raw HTML; write Markdown, and a space after a less-than sign."),
        ("https://example.org", f"`page` {FROM_THE_NETWORK}"),
        ("| A | B |\n| 1 | 2 |", "The table that begins with '| A | B |' is none."),
        ("| A |\n|---|\n| 1 | 2 |", "Line 3 of the table in '| A |' differs from its header in cells: 2, not 1."),
        ("[x](c.md)", "The link to 'c.md' leads to no page."),
        ("[x](../../x.md)", "The link to '../../x.md' leads to no page."),
        ("[x](/etc/passwd)", "The link to '/etc/passwd' leads to no page."),
        ("[x](b.md#nothing)", "The link to 'b.md#nothing' leads to no heading of that page."),
        ("[x](#nothing)", "The link to '#nothing' leads to no heading of that page."),
        ("![x](x.png)", "There is no picture 'x.png'."),
        ("![x](../../../x.png)", "There is no picture '../../../x.png'."),
    ],
)
def test_what_a_page_may_not_hold_is_told(library: WrittenLibrary, text: str, sentence: str) -> None:
    library.write("guide/a.md", f"# Page a\n\n{text}\n")

    assert library.problems() == [f"guide/a.md: {sentence}"]


def test_a_picture_of_the_resources_is_found(library: WrittenLibrary) -> None:
    library.write("icons/x.svg", "")
    library.write("guide/a.md", "# Page a\n![An x](../icons/x.svg 'x')")

    assert library.problems() == []


@pytest.mark.parametrize(
    ("old", "new", "problems"),
    [
        ("[[entry]]", "[[word]]", ["The file must be a list of `[[entry]]` and nothing else."]),
        ('short = "A/R"', "short = A/R", ["The file is not TOML: Invalid value (at line 3, column 9)."]),
        ('short = "A/R"', "", ["entry 1: `short` is missing."]),
        ('short = "A/R"', "short = 7", ["entry 1: `short` must be text, and not empty."]),
        ('term = "Acc', 'long = "x"\nterm = "Acc', ["A/R: `long` is not a known key."]),
        ('meaning = "What is owed for services."', 'meaning = " "', ["A/R: `meaning` must be text, and not empty."]),
        ('see = ["A/R"]', 'see = "A/R"', ["aging report: `see` must be a list of texts."]),
        ('"practice-metrics"', "1", ["A/R: `source` must be text, and not empty."]),
        ('"practice-metrics"', '"hearsay"', ["A/R: There is no source `hearsay` in sources.toml."]),
        ('see = ["A/R"]', 'see = ["B/R"]', ["aging report: `see` names 'B/R', which is no other entry."]),
        (
            'see = ["A/R"]',
            'see = ["Aging report"]',
            ["aging report: `see` names 'Aging report', which is no other entry."],
        ),
        (
            'short = "A/R"',
            'short = "C/R"',
            [
                "aging report: The entry must stand before 'C/R': by the alphabet.",
                "aging report: `see` names 'A/R', which is no other entry.",
            ],
        ),
        ("What is owed", "word " * 39, ["A/R: `meaning` has 41 words; it may have 40."]),
        ("What is owed", "www.example.org", [f"A/R: `meaning` {FROM_THE_NETWORK}"]),
    ],
)
def test_what_is_wrong_with_the_glossary_is_told(
    library: WrittenLibrary, old: str, new: str, problems: list[str]
) -> None:
    assert old in GLOSSARY
    library.write("glossary.toml", GLOSSARY.replace(old, new, 1 if old != "[[entry]]" else 2))

    assert library.problems() == [f"glossary.toml: {problem}" for problem in problems]


def test_an_entry_that_is_no_table_and_one_of_a_name_used_before_are_told(library: WrittenLibrary) -> None:
    library.write("glossary.toml", "entry = [1]")
    assert library.problems() == ["glossary.toml: entry 1: An entry must be a table."]
    library.write("glossary.toml", GLOSSARY.replace("aging report", "a/r").replace('see = ["A/R"]', ""))
    assert library.problems() == [
        "glossary.toml: A/R: There is more than one entry of this name.",
        "glossary.toml: a/r: There is more than one entry of this name.",
    ]


def test_the_guide_lists_every_page_once_by_its_title(library: WrittenLibrary) -> None:
    library.write("guide/c.md", "# Page c")
    more = '[[page]]\nfile = "a.md"\ntitle = "Page a"\n[[page]]\nfile = "../sheet.md"\ntitle = "Numbers"\n'
    guide = (library.resources / "guide/guide.toml").read_text(encoding="utf-8")
    library.write("guide/guide.toml", guide.replace("Page b", "Page B") + more)

    assert library.problems() == [
        "guide/b.md: The heading must be the title in guide.toml, 'Page B'.",
        "guide/guide.toml: ../sheet.md: The page must lie in the folder of the guide.",
        "guide/c.md: guide.toml does not list this page.",
        "guide/guide.toml: a.md: The page is listed twice.",
    ]
