"""Saves what a real screen shows: `python -m tests.journeys.picture_of_screen FILE`, with DISPLAY set."""

from __future__ import annotations

import sys

from PySide6.QtGui import QGuiApplication


def main() -> int:
    """Returns the exit code."""
    application = QGuiApplication(sys.argv)
    picture = application.primaryScreen().grabWindow(0)
    return 0 if picture.save(sys.argv[1]) else 1


if __name__ == "__main__":
    sys.exit(main())
