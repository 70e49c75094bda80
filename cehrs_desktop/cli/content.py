"""`cehrs-desktop content`: checks the text packs and prints their figures."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cehrs_desktop import paths
from cehrs_desktop.clock import SystemClock
from cehrs_desktop.content.blueprint_reader import read_blueprint
from cehrs_desktop.content.pack_reader import BrokenPack, read_pack
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.content import Pack

if TYPE_CHECKING:
    from cehrs_desktop.content.statistics import FlashcardFigures, Spread, Statistics

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
    from cehrs_desktop.content.statistics import statistics  # 20 ms that no other command should pay

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
        typer.echo("\n\n".join(_table(each) for each in figures))


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
    typer.echo(f"{pack.id}: {len(pack.flashcards)} flashcards, no problems.")
    return pack


def _table(figures: Statistics) -> str:
    cards, sources = figures.flashcards, figures.sources
    return "\n".join(
        [
            f"{figures.id} {figures.version}: {cards.count} flashcards, {cards.core} core",
            "",
            *_quota_lines(cards),
            "",
            f"With exhibit {cards.with_exhibit}, in groups {cards.in_groups} ({cards.groups} groups)",
            f"Without tags {cards.without_tags}, without question mark {cards.without_question_mark}",
            f"Words of a front {_spread(cards.front_words)}",
            f"Words of a back {_spread(cards.back_words)}",
            f"Reading grade of a front {_spread(cards.reading_grade)}",
            "",
            f"Sources {sources.count}",
            *(f"  {each.publisher}: {each.sources}, {each.flashcards} cards" for each in sources.publishers),
            f"Volatile sources {len(sources.volatile)}, older than 12 months {sources.volatile_old}",
            *(f"  {each.id}: {each.age_months} months, {each.flashcards} cards" for each in sources.volatile),
            "",
            f"Most similar fronts {len(cards.nearest_fronts)}",
            *(f"  {each.similarity:.2f}  {each.first}  {each.second}" for each in cards.nearest_fronts),
        ]
    )


def _quota_lines(cards: FlashcardFigures) -> Iterator[str]:
    yield f"{'':36}{'cards':>7}{'quota':>7}{'core':>7}"
    for domain in cards.domains:
        yield f"{f'Domain {domain.number}':36}{domain.flashcards:>7}{domain.quota:>7}{domain.core:>7}"
        for topic in cards.topics:
            if topic.domain == domain.number:
                yield f"{f'  {topic.id}':36}{topic.flashcards:>7}{topic.quota:>7}{topic.core:>7}"


def _spread(spread: Spread) -> str:
    return f"{spread.median:g}, at most {spread.max:g}"
