"""`cehrs-desktop backup`: copies the study file, also while the program is running."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cehrs_desktop.activities.learner_file import back_up_to
from cehrs_desktop.cli.place import DataDir, chosen


def backup(
    context: typer.Context,
    target: Annotated[Path, typer.Argument(help="The file to write. It must not exist yet.")],
    data_dir: DataDir = None,
) -> None:
    """Copy the study file to TARGET, and certificates and images of own cards to a folder beside it."""
    beside = back_up_to(chosen(context, data_dir).data_dir, target)
    typer.echo(f"Backed up to {target}." + ("" if beside is None else f" Certificates and images are in {beside}."))
