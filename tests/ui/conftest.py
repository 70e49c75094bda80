"""Windows for tests, closed after them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from tests.fakes import FakeClock
from tests.ui.open_window import OpenWindow, opened, prefer

OpenOne = Callable[..., OpenWindow]


@pytest.fixture(scope="session", autouse=True)
def _windows_close_for_themselves(qapp: QApplication) -> None:
    """Without a running program, a quit that nobody waits for would end the next dialog at once."""
    qapp.setQuitOnLastWindowClosed(False)


@pytest.fixture
def open_window(learner_dir: Path, clock: FakeClock, qapp: QApplication) -> Iterator[OpenOne]:
    """Opens the window of a learner who knows the program already: `open_window(exam_date=…, four_ratings=True)`.

    Primers stay away unless they are asked for.
    """
    with ExitStack() as windows:

        def open_one(*, size: tuple[int, int] = (1280, 800), **choices: Any) -> OpenWindow:
            prefer(
                learner_dir, clock, **{"welcomed": True, "ratings_explained": True, "show_primers": False, **choices}
            )
            return windows.enter_context(opened(learner_dir, clock, size=size))

        yield open_one


@pytest.fixture
def window(open_window: OpenOne) -> OpenWindow:
    """The window of a learner who knows the program and has met no card yet."""
    return open_window()
