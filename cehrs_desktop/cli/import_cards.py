"""`cehrs-desktop import`: takes over cards of a CSV or TSV file or an Anki package."""

from __future__ import annotations

import json
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from cehrs_desktop.cli.place import DataDir, chosen
from cehrs_desktop.errors import UserError


def import_cards(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A .csv, .tsv, .txt, .apkg or .colpkg file.")],
    domain: Annotated[
        int | None, typer.Option(min=1, max=5, help="The exam's domain of cards whose file doesn't say, 1 to 5.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would be done.")] = False,
    history: Annotated[bool, typer.Option(help="Take over memory and review log of Anki's cards.")] = True,
    as_json: Annotated[bool, typer.Option("--json", help="Print the counts as JSON.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Import the cards of FILE. Importing the same file again adds nothing. Close the program first."""
    from cehrs_desktop.activities.import_cards import carry_out, preview
    from cehrs_desktop.activities.learner_file import open_learner_file
    from cehrs_desktop.activities.preferences import load_preferences
    from cehrs_desktop.clock import SystemClock
    from cehrs_desktop.rules.content import DomainNumber

    place = chosen(context, data_dir)
    if not dry_run and place.is_running(place.data_dir):
        raise UserError("CEHRS Trainer is open on this data. Close its window, then import.")
    clock = SystemClock()
    with closing(open_learner_file(place.data_dir, clock)) as database:
        found = preview(database, file, domain=None if domain is None else DomainNumber(domain), with_memory=history)
        if not dry_run:
            rollover = load_preferences(database).study.rollover_hour
            carry_out(database, clock, found, data_dir=place.data_dir, rollover_hour=rollover)
    reasons = Counter(skipped.reason.value for skipped in found.plan.skipped)
    counts = {"added": len(found.plan.added), "changed": len(found.plan.changed), "skipped": sum(reasons.values())}
    if as_json:
        typer.echo(json.dumps({**counts, "reasons": dict(reasons), "dry_run": dry_run}, indent=2))
        return
    typer.echo(("Would be: " if dry_run else "") + ", ".join(f"{count} {what}" for what, count in counts.items()) + ".")
    for reason, count in reasons.most_common():
        typer.echo(f"  {count} skipped: {reason}")
