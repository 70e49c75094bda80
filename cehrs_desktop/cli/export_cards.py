"""`cehrs-desktop export`: writes cards to CSV or an Anki package, or everything to one archive."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from cehrs_desktop.cli.place import DataDir, chosen
from cehrs_desktop.errors import UserError


def export_cards(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="What to write: its ending, .csv, .apkg or .cehrs.zip, says how.")],
    history: Annotated[bool, typer.Option(help="Give memory and review log to an Anki package.")] = True,
    as_json: Annotated[bool, typer.Option("--json", help="Print the count as JSON.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Write all cards to FILE, which must not exist yet; .cehrs.zip has everything, for another computer."""
    from cehrs_desktop.activities.export_cards import export
    from cehrs_desktop.activities.learner_file import open_learner_file
    from cehrs_desktop.clock import SystemClock

    place = chosen(context, data_dir)
    if file.exists():
        raise UserError("There is a file at {path} already. Choose another name.", path=file)
    clock = SystemClock()
    with closing(open_learner_file(place.data_dir, clock)) as database:
        count = export(database, clock, file, data_dir=place.data_dir, with_memory=history)
    typer.echo(json.dumps({"cards": count, "file": str(file)}) if as_json else f"{count} cards written to {file}.")
