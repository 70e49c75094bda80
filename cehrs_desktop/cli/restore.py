"""`cehrs-desktop restore`: puts a backup or an archive in place of the study file, which is kept aside."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cehrs_desktop.activities.take_over import put_in_place
from cehrs_desktop.cli.place import DataDir, chosen
from cehrs_desktop.clock import SystemClock
from cehrs_desktop.errors import UserError


def restore(
    context: typer.Context,
    source: Annotated[Path, typer.Argument(help="The backup, or the .cehrs.zip of another computer, to put in place.")],
    data_dir: DataDir = None,
) -> None:
    """Put the backup or archive SOURCE in place of the study file. Close the program first."""
    place = chosen(context, data_dir)
    if place.is_running(place.data_dir):
        raise UserError("CEHRS Trainer is open on this data. Close its window, then restore.")
    kept = put_in_place(place.data_dir, source, SystemClock())
    typer.echo(f"Restored {source}." + ("" if kept is None else f" What was there before is kept at {kept}."))
