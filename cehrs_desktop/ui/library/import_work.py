"""What the import dialog has done in the background: plain functions, each over a connection of its own."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from cehrs_desktop.activities.import_cards import Preview, carry_out, compared, preview
from cehrs_desktop.activities.import_choices import remembered, remembered_domain
from cehrs_desktop.activities.incoming_file import IncomingFile, is_package
from cehrs_desktop.activities.learner_file import LearnerFile
from cehrs_desktop.clock import Clock
from cehrs_desktop.content.exchange.delimited import Shape
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.ui.background import Job
from cehrs_desktop.ui.library.import_fields import FIRST_DOMAIN


@dataclass(frozen=True, slots=True)
class Asked:
    """What the learner has chosen so far; None: nothing yet, so it is guessed or remembered."""

    file: Path
    domain: DomainNumber | None = None
    encoding: str | None = None
    delimiter: str | None = None
    shape: Shape | None = None
    with_memory: bool = True


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of a look at the file: how it was read, and what importing it would do, or why it can't be read."""

    shape: Shape | None
    domain: DomainNumber
    preview: Preview | None = None
    problem: UserError | None = None


def look(study_file: Path, asked: Asked, job: Job, *, found: IncomingFile | None = None) -> Looked:
    """Read the file (unless it is `found`) and compare it with what is there."""
    with closing(LearnerFile(study_file)) as database:
        looked = Looked(asked.shape, asked.domain or FIRST_DOMAIN)
        try:
            if found is not None:
                return replace(looked, preview=compared(database, found, domain=looked.domain))
            if is_package(asked.file):
                looked = replace(looked, domain=asked.domain or remembered_domain(database) or looked.domain)
            elif looked.shape is None:
                shape, domain = remembered(database, asked.file, encoding=asked.encoding, delimiter=asked.delimiter)
                looked = replace(looked, shape=shape, domain=asked.domain or domain or looked.domain)
            done = preview(
                database,
                asked.file,
                domain=looked.domain,
                shape=looked.shape,
                with_memory=asked.with_memory,
                on_progress=job,
            )
        except UserError as error:
            return replace(looked, problem=error)
        return replace(looked, preview=done)


def take_over(study_file: Path, clock: Clock, wanted: Preview, job: Job, *, rollover_hour: int) -> Preview:
    """Carry out what was looked at; returns it."""
    with closing(LearnerFile(study_file)) as database:
        carry_out(database, clock, wanted, data_dir=study_file.parent, rollover_hour=rollover_hour, on_progress=job)
    return wanted
