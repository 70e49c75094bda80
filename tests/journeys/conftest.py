"""Journeys through the real window open it as the window's own tests do."""

from __future__ import annotations

import pytest

from cehrs_desktop.ui.exam import proctoring
from tests.ui.conftest import _windows_close_for_themselves as _windows_close_for_themselves
from tests.ui.conftest import open_window as open_window
from tests.ui.lockdown.test_proctor_session import Desk


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A machine whose windows a test moves, in place of the real one."""
    machine = Desk()
    monkeypatch.setattr(proctoring, "this_platform", lambda: machine)
    return machine
