"""Tables of real exams and of continuing education. Days are integers as everywhere, moments UTC."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel


class ExamOutcomeRow(SQLModel, table=True):
    """How the real exam of one day went, as the learner entered it.

    `feedback` has NHA's words by domain number, `forecast` what readiness said at the time (both JSON).
    """

    __tablename__ = "exam_outcome"
    taken_on: int = Field(primary_key=True)
    passed: bool
    score: int | None
    feedback: str
    certified_on: int | None
    forecast: str | None
    entered_at: datetime


class CeEntryRow(SQLModel, table=True):
    """One continuing education activity, in hundredths of credits.

    `file_name` is that of its certificate in the folder beside the study file, `shown_name` the one it came with.
    """

    __tablename__ = "ce_entry"
    id: int | None = Field(default=None, primary_key=True)
    title: str
    earned_on: int
    hundredths: int
    file_name: str | None
    shown_name: str | None
    entered_at: datetime
