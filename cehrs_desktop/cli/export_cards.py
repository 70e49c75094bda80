"""`cehrs-desktop export`: writes cards to CSV, an Anki package or sheets to print, or everything to one archive."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Protocol

import typer

from cehrs_desktop.cli.place import DataDir, chosen
from cehrs_desktop.errors import UserError

if TYPE_CHECKING:
    from cehrs_desktop.activities.export_cards import CardSides, SheetKind


class WriteSheets(Protocol):
    """Draws cards into a PDF, without a screen. Raises UserError when it can't be written."""

    def __call__(self, cards: Sequence[CardSides], target: Path, *, kind: SheetKind) -> object: ...


def command(write_sheets: WriteSheets) -> Callable[..., None]:
    """The command."""

    def export_cards(
        context: typer.Context,
        file: Annotated[
            Path,
            typer.Argument(
                help="What to write; its ending says how. .csv: a table. .apkg: an Anki package. "
                ".pdf: sheets to print and cut. .cehrs.zip: everything."
            ),
        ],
        history: Annotated[bool, typer.Option(help="Give memory and review log to an Anki package.")] = True,
        folded: Annotated[
            bool, typer.Option("--folded", help="Sheets printed on one side, to fold; otherwise on both sides.")
        ] = False,
        as_json: Annotated[bool, typer.Option("--json", help="Print the count as JSON.")] = False,
        data_dir: DataDir = None,
    ) -> None:
        """Write all cards to FILE, which must not exist yet; .cehrs.zip has everything, for another computer."""
        from cehrs_desktop.activities.export_cards import SheetKind, card_sides, export
        from cehrs_desktop.activities.learner_file import open_learner_file
        from cehrs_desktop.clock import SystemClock

        place = chosen(context, data_dir)
        if file.exists():
            raise UserError("There is a file at {path} already. Choose another name.", path=file)
        clock = SystemClock()
        with closing(open_learner_file(place.data_dir, clock)) as database:
            if file.name.lower().endswith(".pdf"):
                cards = card_sides(database, data_dir=place.data_dir)
                if not cards:
                    raise UserError("There are no cards yet, so there is nothing to print.")
                write_sheets(cards, file, kind=SheetKind.FOLDED if folded else SheetKind.FACING)
                count = len(cards)
            else:
                count = export(database, clock, file, data_dir=place.data_dir, with_memory=history)
        typer.echo(json.dumps({"cards": count, "file": str(file)}) if as_json else f"{count} cards written to {file}.")

    return export_cards
