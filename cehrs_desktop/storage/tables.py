"""Every table of the learner's file.

Study days are integers (days since January 1, 1970, see `rules.study.learner_day`); moments are UTC. Table classes do
not validate: what is written comes from frozen values that were checked when they were made.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from cehrs_desktop.storage import credential_tables as credential_tables
from cehrs_desktop.storage import exam_tables as exam_tables


class SettingRow(SQLModel, table=True):
    """One of the learner's choices, its value as JSON."""

    __tablename__ = "setting"
    name: str = Field(primary_key=True)
    value: str


class PackRow(SQLModel, table=True):
    """An installed pack; `fingerprint` is over all its files."""

    __tablename__ = "pack"
    id: str = Field(primary_key=True)
    name: str
    version: str
    language: str
    license: str
    disclaimer: str
    fingerprint: str
    installed_at: datetime


class TopicRow(SQLModel, table=True):
    """Our subdivision of a domain."""

    __tablename__ = "topic"
    id: str = Field(primary_key=True)
    pack_id: str = Field(foreign_key="pack.id")
    domain: int
    name: str
    share: int
    position: int


class SourceRow(SQLModel, table=True):
    """Where a fact is written down."""

    __tablename__ = "source"
    id: str = Field(primary_key=True)
    pack_id: str = Field(foreign_key="pack.id")
    title: str
    citation: str
    publisher: str
    address: str
    as_of: str
    volatile: bool


class FlashcardRow(SQLModel, table=True):
    """Content: a prompt and its answer. `position` is the order in which new cards are introduced."""

    __tablename__ = "flashcard"
    __table_args__ = (Index("flashcard_in_order", "retired", "position", "id", "core", "group_key"),)
    id: int | None = Field(default=None, primary_key=True)
    stable_id: str = Field(unique=True)
    pack_id: str = Field(foreign_key="pack.id")
    topic_id: str = Field(foreign_key="topic.id")
    front: str
    back: str
    why: str
    exhibit: str | None
    source_id: str = Field(foreign_key="source.id")
    core: bool
    group_key: str | None
    tags: str
    position: int
    content_hash: str
    retired: bool = False


class ItemVersionRow(SQLModel, table=True):
    """An item as it was at one time. A row is written once, never changed, and kept: attempts name it by its hash.

    `options`, `teaches`, `enemies`, `tags` and `source` are JSON; the source is the one that was shown with it.
    """

    __tablename__ = "item_version"
    content_hash: str = Field(primary_key=True)
    stable_id: str = Field(index=True)
    topic_id: str = Field(foreign_key="topic.id")
    domain: int
    cognitive: str
    stem: str
    exhibit: str | None
    computed: str | None
    options: str
    fixed_order: bool
    source: str
    expected: float
    teaches: str
    enemies: str
    tags: str


class ItemRow(SQLModel, table=True):
    """An item of a pack: which version of it is in use, and where it stands in the pack."""

    __tablename__ = "item"
    stable_id: str = Field(primary_key=True)
    pack_id: str = Field(foreign_key="pack.id")
    topic_id: str = Field(foreign_key="topic.id")
    content_hash: str = Field(foreign_key="item_version.content_hash")
    position: int
    retired: bool = False


class FlashcardEditRow(SQLModel, table=True):
    """The learner's own text for a flashcard; `content_hash` names the pack's version it replaced."""

    __tablename__ = "flashcard_edit"
    flashcard_id: int = Field(primary_key=True, foreign_key="flashcard.id")
    front: str
    back: str
    why: str
    content_hash: str
    edited_at: datetime


class FlashcardRemarkRow(SQLModel, table=True):
    """The learner's tags (JSON) and note on a flashcard; own cards have their tags in `flashcard`."""

    __tablename__ = "flashcard_remark"
    flashcard_id: int = Field(primary_key=True, foreign_key="flashcard.id")
    tags: str
    note: str


class CardRow(SQLModel, table=True):
    """The learner's memory of one flashcard, which has the same id."""

    __tablename__ = "card"
    id: int = Field(primary_key=True, foreign_key="flashcard.id")
    domain: int
    state: int = 0
    step: int | None = None
    stability: float | None = None
    difficulty: float | None = None
    due_day: int | None = None
    due_at: datetime | None = None
    last_day: int | None = None
    reviews: int = 0
    lapses: int = 0
    suspended: bool = False
    flagged: bool = False
    buried_day: int | None = None


class ParameterSetRow(SQLModel, table=True):
    """FSRS parameters with their model version; the newest active one is in use."""

    __tablename__ = "parameter_set"
    id: int | None = Field(default=None, primary_key=True)
    model: str
    weights: str
    created_at: datetime
    active: bool = True


class ReviewRow(SQLModel, table=True):
    """One rating given to one card, with the card as it was before: this row is also the undo."""

    __tablename__ = "review"
    id: int | None = Field(default=None, primary_key=True)
    card_id: int = Field(foreign_key="card.id", index=True)
    reviewed_at: datetime
    study_day: int = Field(index=True)
    local_hour: int
    domain: int
    rating: int
    seconds: float
    predicted_recall: float | None
    desired_retention: float
    parameter_set_id: int = Field(foreign_key="parameter_set.id")
    state_before: int
    step_before: int | None
    stability_before: float | None
    difficulty_before: float | None
    due_day_before: int | None
    due_at_before: datetime | None
    last_day_before: int | None
    reviews_before: int
    lapses_before: int


class StudyDayRow(SQLModel, table=True):
    """Roll-up of a study day by domain, kept in step with `review` in the same transaction.

    `recalled` and `missed` count answers to cards that had been in review, the ones retention is measured on.
    """

    __tablename__ = "study_day"
    study_day: int = Field(primary_key=True)
    domain: int = Field(primary_key=True)
    new: int = 0
    new_seconds: float = 0.0
    reviews: int = 0
    review_seconds: float = 0.0
    recalled: int = 0
    missed: int = 0


class UndoStepRow(SQLModel, table=True):
    """One step that can be taken back: a review (its row has the state before), or a change of marks or text.

    `card_id` is empty for a step on a question.
    """

    __tablename__ = "undo_step"
    id: int | None = Field(default=None, primary_key=True)
    made_at: datetime
    kind: str
    card_id: int | None = Field(default=None, foreign_key="card.id")
    review_id: int | None = Field(default=None, foreign_key="review.id")
    before: str | None = None
