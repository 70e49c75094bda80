"""What is known of each question the learner has met: the last answer, and the learner's own flag."""

from __future__ import annotations

from cehrs_desktop.activities.changed import Changed
from cehrs_desktop.rules.content import ItemId
from cehrs_desktop.rules.exam.events import Confidence
from cehrs_desktop.rules.exam.practice import Record
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.responses import read_all_responses, read_flagged, write_flag


def question_records(database: Database) -> dict[ItemId, Record]:
    """A record for every question that was met, by its newest answer."""
    with database.reading() as connection:
        flagged, responses = read_flagged(connection), read_all_responses(connection)
    records: dict[ItemId, Record] = {}
    for response in sorted(responses, key=lambda each: each.study_day):
        before = records.get(response.item)
        records[response.item] = Record(
            times=1 if before is None else before.times + 1,
            last_day=response.study_day,
            missed=response.counts_as_missed,
            guessed=response.confidence is Confidence.GUESS,
            flagged=response.item in flagged,
        )
    return records


def flag_question(database: Database, item: ItemId, *, flagged: bool) -> Changed:
    """Flag a question, or take its flag off."""
    with database.changing() as connection:
        write_flag(connection, item, flagged=flagged)
    return Changed.QUESTIONS
