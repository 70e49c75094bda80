"""Real exams and their outcomes, and the log of continuing education."""

from __future__ import annotations

import json
import logging
import sqlite3
from datetime import date, datetime

from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.plain_values import as_plain, from_plain
from cehrs_desktop.rules.progress.certification import CeEntry, ExamOutcome, OurForecast
from cehrs_desktop.rules.study.learner_day import StudyDay, date_of, day_of
from cehrs_desktop.storage.rows import insert_row, put_row, written

_LOG = logging.getLogger(__name__)


def read_outcomes(connection: sqlite3.Connection) -> tuple[ExamOutcome, ...]:
    """Every outcome, oldest first."""
    rows = connection.execute(
        "SELECT taken_on, passed, score, feedback, certified_on, forecast FROM exam_outcome ORDER BY taken_on"
    )
    return tuple(
        ExamOutcome(
            taken=date_of(StudyDay(taken)),
            passed=bool(passed),
            score=score,
            feedback=_feedback(feedback),
            certified=None if certified is None else date_of(StudyDay(certified)),
            forecast=_forecast(forecast),
        )
        for taken, passed, score, feedback, certified, forecast in rows
    )


def _feedback(stored: str) -> dict[DomainNumber, str]:
    try:
        return {DomainNumber(int(number)): str(note) for number, note in json.loads(stored).items()}
    except (ValueError, AttributeError):
        _LOG.warning("The stored feedback can't be read: %r", stored)
        return {}


def _forecast(stored: str | None) -> OurForecast | None:
    try:
        return None if stored is None else from_plain(OurForecast, json.loads(stored))
    except ValueError:
        _LOG.warning("The stored forecast can't be read: %r", stored)
        return None


def write_outcome(connection: sqlite3.Connection, outcome: ExamOutcome, *, now: datetime) -> None:
    """Store an outcome; one of the same day is replaced."""
    columns = {
        "passed": outcome.passed,
        "score": outcome.score,
        "feedback": json.dumps({int(number): note for number, note in sorted(outcome.feedback.items())}),
        "certified_on": None if outcome.certified is None else day_of(outcome.certified),
        "forecast": None if outcome.forecast is None else json.dumps(as_plain(outcome.forecast)),
        "entered_at": written(now),
    }
    put_row(connection, "exam_outcome", {"taken_on": day_of(outcome.taken)}, columns)


def delete_outcome(connection: sqlite3.Connection, taken: date) -> None:
    """Take an outcome back; where there is none, nothing happens."""
    connection.execute("DELETE FROM exam_outcome WHERE taken_on = ?", (day_of(taken),))


def read_entries(connection: sqlite3.Connection) -> tuple[CeEntry, ...]:
    """The log of continuing education, newest first."""
    rows = connection.execute(
        "SELECT id, title, earned_on, hundredths, file_name, shown_name FROM ce_entry ORDER BY earned_on DESC, id DESC"
    )
    return tuple(
        CeEntry(id_, title, date_of(StudyDay(earned)), hundredths, file, shown)
        for id_, title, earned, hundredths, file, shown in rows
    )


def insert_entry(
    connection: sqlite3.Connection,
    title: str,
    earned: date,
    hundredths: int,
    *,
    file: tuple[str, str] | None,
    now: datetime,
) -> int:
    """Add to the log; `file` is the certificate's stored name and the one it came with. Returns the entry's id."""
    name, shown = file or (None, None)
    columns = {
        "title": title,
        "earned_on": day_of(earned),
        "hundredths": hundredths,
        "file_name": name,
        "shown_name": shown,
        "entered_at": written(now),
    }
    return insert_row(connection, "ce_entry", columns)


def delete_entry(connection: sqlite3.Connection, entry: int) -> str | None:
    """Take an entry out; returns the certificate file that no entry names any more."""
    found = connection.execute("SELECT file_name FROM ce_entry WHERE id = ?", (entry,)).fetchone()
    connection.execute("DELETE FROM ce_entry WHERE id = ?", (entry,))
    if found is None or found[0] is None:
        return None
    (left,) = connection.execute("SELECT count(*) FROM ce_entry WHERE file_name = ?", found).fetchone()
    return None if left else str(found[0])
