"""Everything the learner has chosen: the exam ahead, how to study, how it looks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from cehrs_desktop.rules.progress.credential import CredentialChoices
from cehrs_desktop.rules.progress.plan_choices import PlanChoices
from cehrs_desktop.rules.study.settings import StudySettings

LEAST_TEXT_PERCENT = 80
GREATEST_TEXT_PERCENT = 400


class ExamPlace(Enum):
    """Where the exam will be taken."""

    HOME = "home"
    CENTER = "center"
    SCHOOL = "school"
    NOT_SURE = "not sure"


class TimeAccommodation(Enum):
    """How much time the learner has been granted."""

    STANDARD = "1"
    QUARTER_MORE = "1.25"
    HALF_MORE = "1.5"
    DOUBLE = "2"
    UNTIMED = "untimed"


class ColorScheme(Enum):
    """Light or dark, or as the system says."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Preferences:
    """The learner's choices; every one has a default and can be changed later. `exam_date` None: not booked.

    `keys` holds only the keys that were changed. `welcomed`: the first questions were answered (or skipped);
    `ratings_explained`: the rating buttons were explained once. `primers_shown` has the topics whose primer was shown
    before their first card; `show_primers` off: none is shown by itself.
    """

    exam_date: date | None = None
    place: ExamPlace = ExamPlace.NOT_SURE
    accommodation: TimeAccommodation = TimeAccommodation.STANDARD
    study: StudySettings = field(default_factory=StudySettings)
    plan: PlanChoices = field(default_factory=PlanChoices)
    credential: CredentialChoices = field(default_factory=CredentialChoices)
    scheme: ColorScheme = ColorScheme.SYSTEM
    text_percent: int = 100
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    welcomed: bool = False
    ratings_explained: bool = False
    show_primers: bool = True
    primers_shown: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not LEAST_TEXT_PERCENT <= self.text_percent <= GREATEST_TEXT_PERCENT:
            raise ValueError(f"Text size must be between {LEAST_TEXT_PERCENT} and {GREATEST_TEXT_PERCENT} percent.")
