"""The command line: without a command it starts the window, with one it does its work and ends."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from cehrs_desktop import __version__, paths
from cehrs_desktop.cli import (
    backup,
    content,
    doctor,
    exam,
    export_cards,
    import_cards,
    plan,
    restore,
    self_test,
    simulate,
)
from cehrs_desktop.cli.export_cards import WriteSheets
from cehrs_desktop.cli.place import Place
from cehrs_desktop.cli.self_test import TrySelf
from cehrs_desktop.errors import UserError

StartWindow = Callable[[Path], int]
IsRunning = Callable[[Path], bool]


def run(
    arguments: list[str],
    *,
    start_window: StartWindow,
    is_running: IsRunning,
    self_test: TrySelf,
    write_sheets: WriteSheets,
) -> int:
    """Carry out a command line; returns the exit code. A UserError is printed as its sentence."""
    try:
        _program(start_window, is_running, self_test, write_sheets)(args=arguments, prog_name="cehrs-desktop")
    except UserError as error:
        typer.echo(str(error), err=True)
        return 1
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 0
    return 0


def _program(
    start_window: StartWindow, is_running: IsRunning, try_self: TrySelf, write_sheets: WriteSheets
) -> typer.Typer:
    program = typer.Typer(pretty_exceptions_enable=False, add_completion=False)
    program.add_typer(content.app, name="content")
    program.add_typer(exam.app, name="exam")
    for command in (doctor.doctor, backup.backup, restore.restore, simulate.simulate, plan.plan):
        program.command()(command)
    program.command(name="self-test", hidden=True)(self_test.command(try_self))
    program.command("import")(import_cards.import_cards)
    program.command("export")(export_cards.command(write_sheets))

    @program.callback(invoke_without_command=True)
    def main(
        context: typer.Context,
        data_dir: Annotated[
            Path | None,
            typer.Option(help="Where your data is.  [default: CEHRS_DATA_DIR, or the system's usual place]"),
        ] = None,
        version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
    ) -> None:
        """CEHRS Trainer: daily review for the CEHRS certification, offline. Without a command, starts the window."""
        if version:
            typer.echo(f"CEHRS Trainer {__version__}")
            raise typer.Exit
        context.obj = Place(paths.data_dir(data_dir), is_running)
        if context.invoked_subcommand is None:
            raise typer.Exit(start_window(context.obj.data_dir))

    return program
