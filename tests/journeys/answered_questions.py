"""Answering questions by keys, right or wrong as a test wants: the key is read from the attempt on disk."""

from __future__ import annotations

import json

from PySide6.QtWidgets import QWidget

from cehrs_desktop.ui.question.page import QuestionPage
from tests.ui.open_window import OpenWindow, press


def shows(window: OpenWindow, kind: type[QWidget]) -> bool:
    """Whether the page in view is of this kind."""
    return isinstance(window.page, kind)


def letter(window: OpenWindow, *, right: bool = True) -> str:
    """The letter of the best answer of the question that comes next in the open attempt, or of another."""
    ((attempt, form),) = window.rows(
        "SELECT id, form FROM attempt WHERE ended_at IS NULL AND kind IN ('daily', 'practice') ORDER BY id DESC LIMIT 1"
    )
    ((answered,),) = window.rows("SELECT count(*) FROM response WHERE attempt_id = ?", attempt)
    item = json.loads(form)["items"][answered]
    place = item["options"].index(item["key"])
    return "ABCD"[place if right else (place + 1) % 4]


def answer(window: OpenWindow, confidence: str = "S", *, right: bool = True, seconds: float = 30) -> None:
    """Choose, say how sure, read for ten seconds, go on."""
    assert shows(window, QuestionPage)
    window.clock.advance(seconds=seconds)
    press(letter(window, right=right), confidence)
    window.clock.advance(seconds=10)
    press("Space")
