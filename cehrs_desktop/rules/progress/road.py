"""The road to the credential as a whole, as the screens are drawn from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cehrs_desktop.rules.progress.certification import CeEntry, Certificate, ExamOutcome, Reminder, Retake, Stage
from cehrs_desktop.rules.progress.credential import Eligibility, Step


@dataclass(frozen=True, slots=True)
class Road:
    """Everything about the credential as of `today`. `entries` are newest first, `outcomes` oldest first."""

    today: date
    exam: date | None
    stage: Stage
    eligibility: Eligibility
    steps: tuple[Step, ...]
    outcomes: tuple[ExamOutcome, ...]
    retake: Retake | None
    certificate: Certificate | None
    reminder: Reminder | None
    entries: tuple[CeEntry, ...]

    @property
    def has_passed(self) -> bool:
        """Whether the road has ended well: nothing more has to be studied."""
        return self.stage is Stage.PASSED

    @property
    def is_too_early(self) -> bool:
        """Whether the exam date lies before the end of the wait after a failure."""
        return self.retake is not None and self.exam is not None and self.today <= self.exam < self.retake.earliest
