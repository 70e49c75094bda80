"""Tables of forms, attempts and responses. Bodies are JSON of frozen values of `rules.exam`; events are append-only."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel


class SealedFormRow(SQLModel, table=True):
    """The items of a sealed form of a pack, chosen once; `over` once its sitting has ended: practice may show them."""

    __tablename__ = "sealed_form"
    pack_id: str = Field(primary_key=True, foreign_key="pack.id")
    name: str = Field(primary_key=True)
    scored: str
    pretest: str
    over: bool = False


class AttemptRow(SQLModel, table=True):
    """One sitting of one form, frozen before its first item. Open while `ended_at` is empty.

    `form` holds the items in order with their versions, options in order, keys and cut; `conditions` how it is held;
    `result` what came of it (all JSON). `sealed` names the sealed form it is, if it is one.
    """

    __tablename__ = "attempt"
    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(index=True)
    sealed: str | None
    form: str
    conditions: str
    study_day: int = Field(index=True)
    started_at: datetime
    ended_at: datetime | None
    ended_by: str | None
    result: str | None


class AttemptItemRow(SQLModel, table=True):
    """Which version of an item an attempt shows; while this row names it, the version is kept."""

    __tablename__ = "attempt_item"
    attempt_id: int = Field(primary_key=True, foreign_key="attempt.id")
    position: int = Field(primary_key=True)
    version: str = Field(foreign_key="item_version.content_hash")


class AttemptEventRow(SQLModel, table=True):
    """One thing that happened in an attempt, at so many active seconds.

    `hash` chains it to the one before, so that a changed row is noticed.
    """

    __tablename__ = "attempt_event"
    attempt_id: int = Field(primary_key=True, foreign_key="attempt.id")
    number: int = Field(primary_key=True)
    active: float
    happened_at: datetime
    kind: str
    payload: str
    hash: str


class ResponseRow(SQLModel, table=True):
    """What became of one item that was shown. `chosen` is empty where nothing was chosen.

    `times_met` counts how often it had been shown before; `cause` is the learner's own word for why it was missed.
    """

    __tablename__ = "response"
    attempt_id: int = Field(primary_key=True, foreign_key="attempt.id")
    position: int = Field(primary_key=True)
    item_id: str = Field(index=True)
    version: str = Field(foreign_key="item_version.content_hash")
    domain: int
    topic_id: str
    scored: bool
    expected: int
    chosen: str | None
    correct: bool
    confidence: str | None
    seconds: float
    times_met: int
    study_day: int = Field(index=True)
    cause: str | None = None


class ItemMarkRow(SQLModel, table=True):
    """The learner's flag on an item, kept for practice, and the note on it."""

    __tablename__ = "item_mark"
    item_id: str = Field(primary_key=True)
    flagged: bool
    note: str | None = None
