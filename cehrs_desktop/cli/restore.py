"""`cehrs-desktop restore`: puts a backup in place of the study file, which is kept aside."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cehrs_desktop.activities.learner_file import restore as restore_file
from cehrs_desktop.cli.place import DataDir, chosen
from cehrs_desktop.clock import SystemClock
from cehrs_desktop.errors import UserError


def restore(
    context: typer.Context,
    source: Annotated[Path, typer.Argument(help="The backup to put in place.")],
    data_dir: DataDir = None,
) -> None:
    """Put the backup SOURCE in place of the study file. Close the program first."""
    place = chosen(context, data_dir)
    if place.is_running(place.data_dir):
        raise UserError("CEHRS Trainer is open on this data. Close its window, then restore.")
    kept = restore_file(place.data_dir, source, SystemClock())
    typer.echo(f"Restored {source}." + ("" if kept is None else f" What was there before is kept at {kept}."))
