"""What is asked at every start, before the first page is painted; so it loads little."""

from __future__ import annotations

from cehrs_desktop.storage.at_start import has_cut_short_exam, has_items_but_no_exam, has_outcome
from cehrs_desktop.storage.database import Database


def exam_was_cut_short(database: Database) -> bool:
    """Whether an exam is open whose clock was running when the program ended."""
    with database.reading() as connection:
        return has_cut_short_exam(connection)


def is_diagnostic_due(database: Database) -> bool:
    """Whether the diagnostic is worth offering: there are questions, and none of an exam was ever met."""
    with database.reading() as connection:
        return has_items_but_no_exam(connection)


def real_exam_was_taken(database: Database) -> bool:
    """Whether the learner told how the real exam went."""
    with database.reading() as connection:
        return has_outcome(connection)
