"""The program's log: one file beside the learner's, small, with nothing the learner wrote."""

from __future__ import annotations

import logging
import logging.handlers
from pathlib import Path

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


_OLDER_KEPT = 1


def set_up_log(path: Path) -> None:
    """Write warnings and above of everything, and our own notes, to `path`; keeps one older file. Never raises."""
    _close_log()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            path, maxBytes=500_000, backupCount=_OLDER_KEPT, encoding="utf-8"
        )
    except OSError:
        return  # a log that can't be written must not keep anyone from studying
    handler.setFormatter(logging.Formatter(_FORMAT))
    logging.getLogger().addHandler(handler)
    logging.getLogger("cehrs_desktop").setLevel(logging.INFO)


def delete_log(path: Path) -> None:
    """Delete the log and the older file; one that was being written begins anew, empty. Raises OSError."""
    was_written = _close_log()  # an open file can't be deleted on Windows
    try:
        for place in (path, *(path.with_name(f"{path.name}.{n}") for n in range(1, _OLDER_KEPT + 1))):
            place.unlink(missing_ok=True)
    finally:
        if was_written:
            set_up_log(path)


def _close_log() -> bool:
    """Close the log that is being written; whether there was one."""
    root = logging.getLogger()
    handlers = [each for each in root.handlers if isinstance(each, logging.handlers.RotatingFileHandler)]
    for handler in handlers:
        root.removeHandler(handler)
        handler.close()
    return bool(handlers)
