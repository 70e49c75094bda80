"""Whether the program ended in the middle of an exam; asked at every start, so it loads little."""

from __future__ import annotations

from cehrs_desktop.storage.cut_short import has_cut_short_exam
from cehrs_desktop.storage.database import Database


def exam_was_cut_short(database: Database) -> bool:
    """Whether an exam is open whose clock was running when the program ended."""
    with database.reading() as connection:
        return has_cut_short_exam(connection)
