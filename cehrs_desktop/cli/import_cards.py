"""`cehrs-desktop import`: takes over cards of a CSV or TSV file or an Anki package."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
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
    with (
        _tried_on(place.data_dir) if dry_run else nullcontext(place.data_dir) as folder,
        closing(open_learner_file(folder, clock)) as database,
    ):
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


@contextmanager
def _tried_on(data_dir: Path) -> Iterator[Path]:
    """A folder with a copy of the data (empty where there is none), so that trying leaves nothing behind."""
    from cehrs_desktop.activities.learner_file import back_up_to
    from cehrs_desktop.paths import study_file

    with tempfile.TemporaryDirectory() as name:
        if study_file(data_dir).exists():
            back_up_to(data_dir, study_file(Path(name)))
        yield Path(name)
