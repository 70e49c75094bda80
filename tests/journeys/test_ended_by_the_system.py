"""SIGTERM and SIGINT end the program as closing its window does, with an exam nobody watches too."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.killing import CHECKOUT
from tests.ui.open_window import rows_in


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_an_open_exam_is_left_with_the_note_that_was_being_typed(learner_dir: Path, number: signal.Signals) -> None:
    command = (sys.executable, "-m", "tests.journeys.exam_in_program", str(learner_dir))
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(command, cwd=CHECKOUT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            assert process.stdout.readline() == "sitting\n"
            process.send_signal(number)
            assert process.wait(timeout=20) == 0
        finally:
            process.kill()
    events = rows_in(learner_dir, "SELECT kind, payload FROM attempt_event ORDER BY number")
    assert [kind for kind, _ in events] == ["answer", "note", "leave"]
    assert json.loads(events[1][1])["text"] == "half a thought"
