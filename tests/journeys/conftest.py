"""Journeys through the real window open it as the window's own tests do."""

from __future__ import annotations

from tests.ui.conftest import _windows_close_for_themselves as _windows_close_for_themselves
from tests.ui.conftest import open_window as open_window
