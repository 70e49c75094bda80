"""The program as a process: what it imports at its start, how it ends, and what it does while it is still loading."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cehrs_desktop import __version__
from cehrs_desktop.app import is_running, main
from cehrs_desktop.paths import DATA_DIR_VARIABLE, study_file
from tests.builders import everything_in
from tests.fakes import FakeClock
from tests.ui.open_window import prefer, rows_in

CHECKOUT = Path(__file__).parents[1]
NEVER_AT_START = {"alembic", "pyqtgraph", "PySide6.QtMultimedia", "cv2", "sqlmodel", "pydantic", "typer"} | {
    f"cehrs_desktop.{name}"
    for name in ("ui.review_pages", "activities.daily_review", "activities.credential", "activities.exam.prepare")
}

# Starts the program and ends it as soon as the first page is painted, telling what has been imported by then.
PAINT_AND_QUIT = """
import json, sys
from pathlib import Path
from cehrs_desktop.app import start_window

def painted():
    from PySide6.QtWidgets import QApplication
    from cehrs_desktop.ui.today.page import TodayPage
    shown = [w for w in QApplication.allWidgets() if isinstance(w, TodayPage) and w.isVisible()]
    print(json.dumps({"today": len(shown), "modules": sorted(sys.modules), "order": list(sys.modules)}), flush=True)
    QApplication.closeAllWindows()

sys.exit(start_window(Path(sys.argv[1]), on_painted=painted))
"""

# Begins a change on one thread while another is still loading what both need.
CHANGE_WHILE_LOADING = """
import sys, threading
from contextlib import closing
from pathlib import Path
from cehrs_desktop.storage.database import Database

with closing(Database(Path(sys.argv[1]))) as database:
    assert "sqlmodel" not in sys.modules
    def change() -> None:
        with closing(Database(Path(sys.argv[1]))) as other, other.transaction():
            pass

    loading = threading.Thread(target=change)
    loading.start()
    try:
        with database.transaction():
            pass
    finally:
        loading.join()
"""


def run(*command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        (sys.executable, *command),
        cwd=CHECKOUT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_start_imports_nothing_that_only_later_steps_need(studied: Path) -> None:
    prefer(studied, FakeClock(), welcomed=True)
    ended = run("-c", PAINT_AND_QUIT, studied)
    assert ended.returncode == 0, ended.stderr
    told = json.loads(ended.stdout)
    assert told["today"] == 1
    assert NEVER_AT_START & set(told["modules"]) == set()
    order = told["order"]  # PySide reads the source of what is imported after it: what isn't Qt comes first
    qt = order.index("PySide6.QtWidgets")
    assert max(order.index("numpy"), order.index("cehrs_desktop.activities.today")) < qt


def test_a_change_while_another_thread_is_still_loading_what_it_needs_is_kept(studied: Path) -> None:
    failures = [
        ended.stderr for _ in range(3) if (ended := run("-c", CHANGE_WHILE_LOADING, study_file(studied))).returncode
    ]
    assert failures == []


def test_the_program_is_a_module_and_says_its_version() -> None:
    ended = run("-m", "cehrs_desktop", "--version")
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, f"CEHRS Trainer {__version__}\n", "")


def test_a_command_line_without_anything_starts_the_window(tmp_path: Path) -> None:
    start = "import sys; from PySide6.QtCore import QTimer; from PySide6.QtWidgets import QApplication;"
    start += "application = QApplication([]); timer = QTimer(interval=20);"
    start += "timer.timeout.connect(lambda: [w.close() for w in application.topLevelWidgets() if w.isVisible()]);"
    start += "timer.start(); from cehrs_desktop.app import main; sys.exit(main([]))"
    ended = run("-c", start, **{DATA_DIR_VARIABLE: str(tmp_path / "data")})
    assert ended.returncode == 0, ended.stderr
    assert rows_in(tmp_path / "data", "SELECT count(*) FROM flashcard") > [(100,)]


def test_commands_dont_load_the_window(tmp_path: Path) -> None:
    look = "import sys; from cehrs_desktop.app import main; main(['--version']); print('PySide6' in sys.modules)"
    assert run("-c", look).stdout.splitlines()[-1] == "False"


def test_sheets_to_print_are_written_without_a_screen(tmp_path: Path) -> None:
    cards = tmp_path / "cards.csv"
    cards.write_text("front,back\nOne?,1\n")
    place = ("--data-dir", str(tmp_path / "data"))
    assert main([*place, "import", str(cards), "--domain", "3"]) == 0
    ended = run(
        "-m", "cehrs_desktop", *place, "export", str(tmp_path / "sheets.pdf"), QT_QPA_PLATFORM="xcb", DISPLAY=""
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert (tmp_path / "sheets.pdf").read_bytes().startswith(b"%PDF")


def test_nothing_runs_on_a_folder_that_isnt_there(tmp_path: Path) -> None:
    assert not is_running(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


def test_doctor_changes_nothing_in_a_learners_file(learner_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    prefer(learner_dir, FakeClock(), welcomed=True)
    before = everything_in(study_file(learner_dir))
    assert main(["--data-dir", str(learner_dir), "doctor"]) == 0
    assert "integrity ok" in capsys.readouterr().out
    assert everything_in(study_file(learner_dir)) == before
