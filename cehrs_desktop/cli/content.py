"""`cehrs-desktop content`: checks the text packs and prints their figures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from cehrs_desktop import paths
from cehrs_desktop.clock import SystemClock
from cehrs_desktop.content.blueprint_reader import read_blueprint
from cehrs_desktop.content.pack_reader import BrokenPack, read_pack
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.content import Pack

app = typer.Typer(help="Check the text packs and print their figures.", no_args_is_help=True)

Folder = Annotated[
    Path | None, typer.Argument(metavar="FOLDER", help="The folder of a pack; without one, every pack of the program.")
]
BlueprintPath = Annotated[
    Path | None, typer.Option("--blueprint", help="The exam's blueprint; without one, that of the program.")
]


@app.command()
def check(folder: Folder = None, blueprint: BlueprintPath = None) -> None:
    """Read packs and blueprint, and tell everything that is wrong with them. Exits with 1 if anything is."""
    packs = [_read_or_tell(each) for each in _folders(folder)]
    try:
        read_blueprint(blueprint or paths.resources_dir() / "blueprint.toml")
    except UserError as error:
        typer.echo(error)
        raise typer.Exit(1) from None
    if None in packs:
        raise typer.Exit(1)


@app.command()
def stats(
    folder: Folder = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON; the keys are in docs/content-format.md.")] = False,
) -> None:
    """Print the figures of packs. Exits with 1 if a pack is broken."""
    # 20 ms that no other command should pay
    from cehrs_desktop.cli.content_figures import written
    from cehrs_desktop.content.statistics import statistics

    today = SystemClock().now().date()
    figures = []
    for each in _folders(folder):
        try:
            figures.append(statistics(read_pack(each), today))
        except BrokenPack as error:
            typer.echo(error, err=True)
            raise typer.Exit(1) from None
    if as_json:
        typer.echo(json.dumps({"packs": [each.as_dict() for each in figures]}, indent=2, ensure_ascii=False))
    else:
        typer.echo("\n\n".join(written(each) for each in figures))


def _folders(folder: Path | None) -> list[Path]:
    if folder is not None:
        return [folder.resolve()]
    return sorted(each for each in (paths.resources_dir() / "content").iterdir() if each.is_dir())


def _read_or_tell(folder: Path) -> Pack | None:
    try:
        pack = read_pack(folder)
    except BrokenPack as broken:
        for problem in broken.problems:
            typer.echo(problem)
        return None
    typer.echo(f"{pack.id}: {len(pack.flashcards)} flashcards, {len(pack.items)} items, no problems.")
    return pack
