"""Where a command works: the data folder, given before the command or after it, and whether a window is open on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import typer

from cehrs_desktop import paths

DataDir = Annotated[Path | None, typer.Option("--data-dir", help="Where your data is.")]


@dataclass(frozen=True, slots=True)
class Place:
    """The data folder, and how to find out whether a window is open on one."""

    data_dir: Path
    is_running: Callable[[Path], bool]


def chosen(context: typer.Context, data_dir: Path | None) -> Place:
    """The place of a command: its own option, else the program's."""
    place = context.obj
    assert isinstance(place, Place), "the program's callback sets it"
    return place if data_dir is None else replace(place, data_dir=paths.data_dir(data_dir))
