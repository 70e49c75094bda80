"""`cehrs-desktop exam`: shows the forms that assembly makes of the questions that are shipped."""

from __future__ import annotations

import json
from statistics import fmean
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from cehrs_desktop.rules.exam.form import Form

app = typer.Typer(help="Look at how mock exams are put together.", no_args_is_help=True)


@app.callback()
def exam() -> None:
    """Look at how mock exams are put together."""


@app.command()
def form(
    seed: Annotated[int, typer.Option(help="The same seed gives the same forms.")] = 0,
    count: Annotated[int, typer.Option(min=1, max=100, help="How many in a row, as if each were sat.")] = 1,
    as_json: Annotated[
        bool, typer.Option("--json", help="As JSON: `forms`, each a list of items, and `cuts`.")
    ] = False,
) -> None:
    """Print full mock exams in a row, as a learner who has done nothing else would get them. Your file isn't read."""
    from cehrs_desktop.activities.exam_forms import mocks_in_a_row  # numpy, which no other command should pay for

    forms = mocks_in_a_row(seed=seed, count=count)
    if as_json:
        cuts = [each.cut for each in forms]
        typer.echo(json.dumps({"forms": [_items(each) for each in forms], "cuts": cuts}, indent=1))
    else:
        typer.echo("\n".join(_line(number, each) for number, each in enumerate(forms, start=1)))


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
