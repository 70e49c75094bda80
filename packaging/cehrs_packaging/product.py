"""What every package says of the program: names, version, date and texts, each from its one source."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

from cehrs_desktop import __version__

CHECKOUT = Path(__file__).parents[2]
RESOURCES = CHECKOUT / "resources"
ICON = RESOURCES / "icons" / "app.svg"

NAME = "CEHRS Trainer"
"""As learners read it, and as the folder of their data is called (`cehrs_desktop.paths`)."""

PACKAGE = "cehrs-trainer"
COMMAND = "cehrs-desktop"
VERSION = __version__

APP_ID = "io.github.cehrs_trainer.CehrsTrainer"
"""Names the program to desktops and to macOS. To be made the address of the place where the project is published."""

WINDOWS_APP_ID = "6E0A6E3B-5B0B-4E0F-9C39-8E3C2C1F7A55"
"""Names the program to Windows' list of installed programs: never changed, or updates install a second copy."""

MAINTAINER = "CEHRS Trainer contributors <contributors@cehrs-trainer.invalid>"
"""To be made an address that is read before the first release."""

SUMMARY = "Prepare for the CEHRS exam, offline"
COPYRIGHT = "CEHRS Trainer contributors. Code: MIT. Content: CC BY 4.0."

CAMERA_TEXT = (
    "CEHRS Trainer can rehearse a remotely proctored exam with you. While you practice that, it looks whether one face "
    "is in view. Pictures are never stored and never leave this computer."
)
MICROPHONE_TEXT = (
    "CEHRS Trainer can rehearse a remotely proctored exam with you. While you practice that, it measures how loud the "
    "room is. Sound is never stored and never leaves this computer."
)

BUILD = CHECKOUT / "build"
BUNDLES = BUILD / "bundle"
BUNDLE = BUNDLES / PACKAGE
"""Where PyInstaller puts the folder that has all the program needs."""

DIST = CHECKOUT / "dist"
"""Where the packages go."""


def built_at() -> datetime:
    """When this version was made: SOURCE_DATE_EPOCH, else the last commit, so that a build can be repeated."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        asked = subprocess.run(
            ["git", "log", "-1", "--format=%ct"], cwd=CHECKOUT, capture_output=True, text=True, check=False
        )
        epoch = asked.stdout.strip()
    return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)


def release_date() -> date:
    """The day of this version."""
    return built_at().date()
