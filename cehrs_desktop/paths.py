"""Where files are: the program's own resources and the learner's data. Creates nothing."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from cehrs_desktop.errors import UserError

DATA_DIR_VARIABLE = "CEHRS_DATA_DIR"
"""Environment variable that names another place for the learner's data."""

_APP_NAME = "CEHRS Trainer"


def resources_dir() -> Path:
    """The folder of the program's resources: in a frozen bundle, an installed wheel or a checkout.

    Raises UserError when there is none, which only a broken installation brings about.
    """
    package = Path(__file__).resolve().parent
    bundle: str | None = getattr(sys, "_MEIPASS", None)  # set by PyInstaller in a frozen program
    places = [Path(bundle) / "resources"] if bundle else [package / "resources", package.parent / "resources"]
    for place in places:
        if place.is_dir():
            return place
    raise UserError("The program's own files are missing: {place}. Install CEHRS Trainer again.", place=places[0])


def data_dir(override: Path | None = None) -> Path:
    """The folder of the learner's data, absolute; it need not exist.

    `override` (the command line) goes before CEHRS_DATA_DIR, and that before the platform's usual place.
    """
    if override is not None:
        return override.expanduser().absolute()
    named = os.environ.get(DATA_DIR_VARIABLE)
    if named:
        return Path(named).expanduser().absolute()
    # appdirs is no longer maintained. It is asked here and nowhere else, so that replacing it changes one line; and
    # only when nothing else names the place, so that it costs nothing otherwise.
    import appdirs

    return Path(appdirs.user_data_dir(_APP_NAME, appauthor=False))


def study_file(data_dir: Path) -> Path:
    """The SQLite file with everything the learner did."""
    return data_dir / "study.sqlite3"


def backups_dir(data_dir: Path) -> Path:
    """The folder of the automatic backups."""
    return data_dir / "backups"


def own_images_dir(data_dir: Path) -> Path:
    """The folder of the images in the learner's own cards."""
    return data_dir / "images"


def certificates_dir(data_dir: Path) -> Path:
    """The folder of the certificates in the learner's log of continuing education."""
    return data_dir / "certificates"


def log_file(data_dir: Path) -> Path:
    """The program's log."""
    return data_dir / "log.txt"


def hang_file(data_dir: Path) -> Path:
    """What the program was doing when it hung in a watched exam and ended itself."""
    return data_dir / "hang.txt"


def window_file(data_dir: Path) -> Path:
    """Where the window was and how large, in Qt's own words."""
    return data_dir / "window.ini"


def set_aside_dir(data_dir: Path) -> Path:
    """The folder of damaged and replaced files, kept in case they are wanted."""
    return data_dir / "set-aside"
