"""`cehrs-desktop doctor`: says where things are and whether they are in order."""

from __future__ import annotations

import subprocess
import sys

import typer

from cehrs_desktop.activities.checkup import Finding, checkup
from cehrs_desktop.cli.place import DataDir, chosen

# A missing system library ends the process that loads Qt, so another one tries.
_TRY_QT = (
    "from PySide6.QtGui import QGuiApplication as A; from PySide6.QtCore import qVersion as v;"
    " print(A([]).platformName(), v())"
)


def doctor(context: typer.Context, data_dir: DataDir = None) -> None:
    """Look at paths, versions, the study file and the window system. Exits with 1 if something is wrong."""
    findings = (*checkup(chosen(context, data_dir).data_dir), _qt())
    width = max(len(finding.name) for finding in findings)
    for finding in findings:
        typer.echo(f"{finding.name:<{width}}  {finding.found}")
    troubles = [finding.trouble for finding in findings if finding.trouble is not None]
    for trouble in troubles:
        typer.echo(trouble, err=True)
    if troubles:
        raise typer.Exit(1)
    typer.echo("Everything is in order.")


def _qt() -> Finding:
    if getattr(sys, "frozen", False):
        return Finding("Qt", "part of the program")
    tried = subprocess.run([sys.executable, "-c", _TRY_QT], capture_output=True, text=True, timeout=60, check=False)
    if tried.returncode == 0:
        platform, version = tried.stdout.split()
        return Finding("Qt", f"{version}, platform {platform}")
    reason = (tried.stderr.strip().splitlines() or ["no reason given"])[0]
    return Finding(
        "Qt",
        "the window system can't be used",
        trouble=f"No window can be opened: {reason} On Debian or Ubuntu, `make run` names the packages to install.",
    )
