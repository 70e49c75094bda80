"""Settings, Advanced: what memory is predicted with, and the way back."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from cehrs_desktop.activities.calibration import recalibrate
from cehrs_desktop.paths import study_file
from cehrs_desktop.ui.main_window import SETTINGS
from tests.fakes import FakeClock
from tests.ui.conftest import OpenOne


def _make_forgetful(data_dir: Path) -> None:
    """Sixty cards more were met nine days ago and missed on each third day since."""
    with closing(sqlite3.connect(study_file(data_dir))) as connection, connection:
        ((day,),) = connection.execute("SELECT max(study_day) FROM review").fetchall()
        for card in range(101, 161):
            for turn in range(3):
                then = day - 9 + 3 * turn
                connection.execute(
                    """INSERT INTO review (card_id, reviewed_at, study_day, local_hour, domain, rating, seconds,
                           predicted_recall, desired_retention, parameter_set_id, state_before, last_day_before,
                           reviews_before, lapses_before)
                       VALUES (?, '2026-12-01 12:00:00.000000', ?, 9, 1, ?, 8.0, ?, 0.9, 1, ?, ?, ?, 0)""",
                    (card, then, 1 if turn else 3, 0.9 if turn else None, 2 if turn else 0,
                     then - 3 if turn else None, turn),
                )  # fmt: skip
            connection.execute("UPDATE card SET state = 2, stability = 3, difficulty = 5, due_day = ?, last_day = ? "
                               "WHERE id = ?", (day + 3, day - 3, card))  # fmt: skip


def test_a_refit_is_told_with_its_date_and_figures_and_can_be_taken_back(
    studied: Path, open_window: OpenOne, clock: FakeClock
) -> None:
    window = open_window()
    window.window.show_page(SETTINGS)
    window.choose("Show Advanced")
    assert "The memory parameters are FSRS's own. From about 50 answers on they are fitted to you." in window.texts
    assert "Go back to the earlier ones" not in window.texts
    _make_forgetful(studied)
    changed = recalibrate(study_file(studied), clock)
    assert changed is not None
    window.window.desk.tell(changed)
    window.window.show_page(SETTINGS)
    assert "The memory parameters were fitted to your answers on November 2, 2026." in window.texts
    assert re.search(r"Predicted recall \d+%, actual recall \d+%, over 1\d\d answers", window.texts)
    window.choose("Go back to the earlier ones")
    assert "The memory parameters are FSRS's own." in window.texts
    assert window.rows("SELECT count(*), sum(active) FROM parameter_set") == [(2, 1)]
