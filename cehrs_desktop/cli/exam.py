"""`cehrs-desktop exam`: shows the forms that assembly makes of the questions that are shipped."""

from __future__ import annotations

import json
from statistics import fmean
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cehrs_desktop import paths

if TYPE_CHECKING:
    from cehrs_desktop.rules.content import Pack
    from cehrs_desktop.rules.exam.blueprint import Blueprint
    from cehrs_desktop.rules.exam.form import Form

app = typer.Typer(help="Look at how mock exams are put together.", no_args_is_help=True)


@app.callback()
def exam() -> None:
    """Look at how mock exams are put together."""  # a group, though it has one command only


@app.command()
def form(
    seed: Annotated[int, typer.Option(help="The same seed gives the same forms.")] = 0,
    count: Annotated[int, typer.Option(min=1, max=100, help="How many in a row, as if each were sat.")] = 1,
    as_json: Annotated[
        bool, typer.Option("--json", help="As JSON: `forms`, each a list of items, and `cuts`.")
    ] = False,
) -> None:
    """Print full mock exams in a row, as a learner who has done nothing else would get them. Your file isn't read."""
    from cehrs_desktop.activities.content_packs import shipped_pack
    from cehrs_desktop.content.blueprint_reader import read_blueprint
    from cehrs_desktop.content.pack_reader import read_pack

    blueprint = read_blueprint(paths.resources_dir() / "blueprint.toml")
    forms = mocks_in_a_row(read_pack(shipped_pack()), blueprint, seed=seed, count=count)
    typer.echo(as_written(forms) if as_json else as_lines(forms))


def mocks_in_a_row(pack: Pack, blueprint: Blueprint, *, seed: int, count: int) -> list[Form]:
    """So many mocks as a learner who has done nothing else would get them.

    Raises UserError when the pack has too few items, naming domain and shortfall.
    """
    from cehrs_desktop.content.fingerprint import item_versions
    from cehrs_desktop.rules.exam.bank import bank  # numpy, which no other command should pay for
    from cehrs_desktop.rules.exam.sealing import consecutive

    versions = {version.item.id: version.content_hash for version in item_versions(pack)}
    items = bank(pack.items, pack.topics, versions)
    return consecutive(items, blueprint, pack_id=pack.id, seed=seed, count=count)


def as_written(forms: list[Form]) -> str:
    """The forms as JSON: `forms` is a list of lists of items, `cuts` the lowest passing raw score of each."""
    cuts = [each.cut for each in forms]
    return json.dumps({"forms": [_items(each) for each in forms], "cuts": cuts}, indent=1)


def as_lines(forms: list[Form]) -> str:
    """A line for each form."""
    return "\n".join(_line(number, each) for number, each in enumerate(forms, 1))


def _items(form: Form) -> list[dict[str, Any]]:
    return [
        {
            "position": item.position,
            "item": item.item,
            "domain": int(item.domain),
            "topic": item.topic,
            "scored": item.scored,
            "expected": item.expected / 100,
        }
        for item in form.items
    ]


def _line(number: int, form: Form) -> str:
    mean = fmean(item.expected for item in form.scored) / 100
    pretest = len(form) - len(form.scored)
    return f"Form {number}: {len(form.scored)} scored, {pretest} pretest, mean expected {mean:.3f}, cut {form.cut}"
