"""`cehrs-desktop self-test`, for those who build the program: tries it without a screen and prints each step."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Protocol

import typer

from cehrs_desktop.errors import UserError


class TrySelf(Protocol):
    """Tries the program on a folder, telling each step; returns the exit code."""

    def __call__(self, data_dir: Path, tell: Callable[[str], None], *, only_start: bool = False) -> int: ...


def command(try_self: TrySelf) -> Callable[..., None]:
    """The command. It never touches the learner's data: `--data-dir` and CEHRS_DATA_DIR mean nothing to it."""

    def self_test(
        folder: Annotated[
            Path | None, typer.Option("--in", help="An empty folder to work in; without it, a temporary one.")
        ] = None,
        only_start: Annotated[
            bool, typer.Option("--only-start", help="Only open the window, paint it and close it, to time a start.")
        ] = False,
    ) -> None:
        """Try the program without a screen, on data of its own, and print each step. Exits with 1 if one fails."""
        if folder is not None:
            if not only_start and folder.exists() and any(folder.iterdir()):
                raise UserError("The folder {folder} isn't empty. Name an empty one.", folder=folder)
            raise typer.Exit(try_self(folder.absolute(), typer.echo, only_start=only_start))
        with tempfile.TemporaryDirectory(prefix="cehrs-trainer-self-test-", ignore_cleanup_errors=True) as made:
            code = try_self(Path(made), typer.echo, only_start=only_start)
        raise typer.Exit(code)

    return self_test
