"""Looking things up: the guide, the sheet, the glossary, and a topic's primer before its first card."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from cehrs_desktop.content.library_reader import read_glossary, read_guide, read_primer, read_sheet
from cehrs_desktop.paths import resources_dir
from cehrs_desktop.rules.content import DomainNumber, TopicId
from cehrs_desktop.rules.library import GuidePage, Primer
from cehrs_desktop.rules.preferences import Preferences
from cehrs_desktop.rules.reference import Glossary
from cehrs_desktop.rules.study.cards import CardState
from cehrs_desktop.rules.study.shown_card import ShownCard
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.topics import is_topic_met, read_all_topics, topic_of


@dataclass(frozen=True, slots=True)
class TopicPrimer:
    """A primer with its topic's domain and name."""

    domain: DomainNumber
    topic_name: str
    primer: Primer


@cache
def guide_pages() -> tuple[GuidePage, ...]:
    """The guide in reading order; its texts without their headings, which are the titles."""
    return tuple(replace(page, text=_below_heading(page.text)) for page in read_guide(resources_dir()))


@cache
def sheet() -> GuidePage:
    """The numbers and deadlines on one sheet; its text without the heading."""
    page = read_sheet(resources_dir())
    assert page is not None, "the program brings one"
    return replace(page, text=_below_heading(page.text))


@cache
def glossary() -> Glossary:
    """Abbreviations and terms."""
    return Glossary(read_glossary(resources_dir()))


def primers(database: Database) -> tuple[TopicPrimer, ...]:
    """The primers of the topics in the learner's file, in the order of domains and topics."""
    with database.reading() as connection:
        topics = read_all_topics(connection)
    found = []
    for topic in topics:
        primer = _primer(topic.id)
        if primer is not None:
            found.append(TopicPrimer(topic.domain, topic.name, primer))
    return tuple(found)


def primer_before(database: Database, shown: ShownCard, preferences: Preferences) -> Primer | None:
    """The primer to show before this card: of a topic no card of which was ever answered, and that wasn't shown yet."""
    if not preferences.show_primers or shown.card.state is not CardState.NEW:
        return None
    with database.reading() as connection:
        topic = topic_of(connection, shown.card.id)
        if topic in preferences.primers_shown or is_topic_met(connection, topic):
            return None
    return _primer(topic)


def with_primer_shown(preferences: Preferences, topic: TopicId) -> Preferences:
    """The choices once a topic's primer was shown: it won't come again by itself."""
    return replace(preferences, primers_shown=preferences.primers_shown | {topic})


def _primer(topic: TopicId) -> Primer | None:
    primer = read_primer(resources_dir(), topic)
    return None if primer is None else replace(primer, text=_below_heading(primer.text))


def _below_heading(text: str) -> str:
    return text.partition("\n")[2].strip()
