"""`cehrs-desktop content`: checks the text packs and prints their figures."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from cehrs_desktop import paths
from cehrs_desktop.clock import SystemClock
from cehrs_desktop.content.blueprint_reader import read_blueprint
from cehrs_desktop.content.library_checks import library_problems
from cehrs_desktop.content.library_reader import read_library
from cehrs_desktop.content.pack_reader import BrokenPack, read_pack
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.content import Pack
from cehrs_desktop.rules.library import Library

app = typer.Typer(help="Check the text packs and print their figures.", no_args_is_help=True)

Folder = Annotated[
    Path | None, typer.Argument(metavar="FOLDER", help="The folder of a pack; without one, every pack of the program.")
]
BlueprintPath = Annotated[
    Path | None, typer.Option("--blueprint", help="The exam's blueprint; without one, that of the program.")
]


@app.command()
def check(folder: Folder = None, blueprint: BlueprintPath = None) -> None:
    """Read packs and blueprint, and tell everything that is wrong with them. Exits with 1 if anything is.

    Without a folder the library is read too: primers, glossary, guide and sheet. Facts that change and were looked up
    more than twelve months ago are listed as notices: nothing is wrong with them yet.
    """
    today = SystemClock().now().date()
    packs = [_read_or_tell(each, today) for each in _folders(folder)]
    sound = [pack for pack in packs if pack is not None]
    library_is_sound = folder is not None or _library_is_sound(paths.resources_dir(), sound)
    try:
        read_blueprint(blueprint or paths.resources_dir() / "blueprint.toml")
    except UserError as error:
        typer.echo(error)
        raise typer.Exit(1) from None
    if len(sound) < len(packs) or not library_is_sound:
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


def _read_or_tell(folder: Path, today: date) -> Pack | None:
    try:
        pack = read_pack(folder)
    except BrokenPack as broken:
        for problem in broken.problems:
            typer.echo(problem)
        return None
    typer.echo(f"{pack.id}: {len(pack.flashcards)} flashcards, {len(pack.items)} items, no problems.")
    _tell_old_facts(pack, today)
    return pack


def _tell_old_facts(pack: Pack, today: date) -> None:
    from cehrs_desktop.content.statistics import OLD_MONTHS, volatile_sources  # as in stats

    for source in volatile_sources(pack, today):
        if source.old:
            sentence = f"Looked up in {source.as_of}, more than {OLD_MONTHS} months ago; it may have changed since."
            typer.echo(f"notice: sources.toml: {source.id}: {sentence}")


def _library_is_sound(resources: Path, packs: list[Pack]) -> bool:
    """Tells what is wrong with the library, or what it holds. Without a sound pack it can't be judged."""
    if not packs:
        return True
    try:
        library = read_library(resources)
        problems = library_problems(library, resources, packs)
    except BrokenPack as broken:
        problems = list(broken.problems)
    for problem in sorted(problems, key=lambda problem: problem.file):
        typer.echo(problem)
    if problems:
        return False
    if library != Library({}, (), (), None):
        counts = f"{len(library.primers)} primers, {len(library.glossary)} glossary entries, {len(library.guide)} pages"
        typer.echo(f"library: {counts} of the guide, {'a' if library.sheet else 'no'} sheet, no problems.")
    return True
