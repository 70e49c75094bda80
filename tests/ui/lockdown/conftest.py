"""A window with a session on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from cehrs_desktop.ui.theme import apply_theme
from tests.ui.lockdown.test_proctor_session import Room
from tests.ui.open_window import settle


@pytest.fixture
def room(tmp_path: Path, qapp: QApplication) -> Iterator[Room]:
    apply_theme(qapp)
    room = Room(tmp_path)
    yield room
    room.session.stop()
    room.session.deleteLater()
    room.window.close()
    room.window.deleteLater()
    settle()
