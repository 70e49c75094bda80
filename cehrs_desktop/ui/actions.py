"""What keys can do: every action, the moments at which it applies, its default keys and its name."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Flag, StrEnum, auto
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication


class Action(StrEnum):
    """What a key can do; the value is what is stored."""

    START = "start"
    SHOW_ANSWER = "show_answer"
    AGAIN = "again"
    MISSED = "again"  # the same rating, as the two-button mode calls it
    HARD = "hard"
    GOOD = "good"
    EASY = "easy"
    UNDO = "undo"
    BURY = "bury"
    SUSPEND = "suspend"
    FLAG = "flag"
    EDIT = "edit"
    INFO = "info"
    REPORT = "report"
    LOOK_UP = "look_up"
    END = "end"
    OPTION_A = "option_a"
    OPTION_B = "option_b"
    OPTION_C = "option_c"
    OPTION_D = "option_d"
    SURE = "sure"
    UNSURE = "unsure"
    GUESS = "guess"
    CONTINUE = "continue"
    PREVIOUS_ITEM = "previous_item"
    NEXT_ITEM = "next_item"
    STRIKE = "strike"
    HIGHLIGHT = "highlight"
    NOTE = "note"
    CALCULATOR = "calculator"
    SCRATCHPAD = "scratchpad"
    REVIEW_ITEMS = "review_items"
    LEAVE_EXAM = "leave_exam"
    LARGER = "larger"
    SMALLER = "smaller"
    OTHER_COLORS = "other_colors"
    PAGE_1 = "page_1"
    PAGE_2 = "page_2"
    PAGE_3 = "page_3"
    PAGE_4 = "page_4"
    PAGE_5 = "page_5"
    PAGE_6 = "page_6"
    PAGE_7 = "page_7"
    SETTINGS = "settings"
    HELP = "help"
    QUIT = "quit"


class Moment(Flag):
    """When an action applies; two that apply at one moment can't share a key."""

    START = auto()
    FRONT = auto()
    ANSWER = auto()
    QUESTION = auto()
    TOLD = auto()
    EXAM = auto()
    CARD = FRONT | ANSWER
    ALWAYS = START | FRONT | ANSWER | QUESTION | TOLD | EXAM


translate = QCoreApplication.translate

MOMENTS = {
    Action.START: Moment.START,
    Action.SHOW_ANSWER: Moment.FRONT,
    **dict.fromkeys((Action.AGAIN, Action.HARD, Action.GOOD, Action.EASY), Moment.ANSWER),
    **dict.fromkeys((Action.BURY, Action.SUSPEND, Action.EDIT, Action.INFO), Moment.CARD),
    Action.FLAG: Moment.CARD | Moment.QUESTION | Moment.TOLD | Moment.EXAM,
    **dict.fromkeys(
        (Action.UNDO, Action.REPORT, Action.LOOK_UP, Action.END), Moment.CARD | Moment.QUESTION | Moment.TOLD
    ),
    **dict.fromkeys(
        (Action.OPTION_A, Action.OPTION_B, Action.OPTION_C, Action.OPTION_D), Moment.QUESTION | Moment.EXAM
    ),
    **dict.fromkeys((Action.SURE, Action.UNSURE, Action.GUESS), Moment.QUESTION),
    Action.CONTINUE: Moment.TOLD,
    **dict.fromkeys((Action.PREVIOUS_ITEM, Action.NEXT_ITEM, Action.REVIEW_ITEMS, Action.LEAVE_EXAM), Moment.EXAM),
    **dict.fromkeys((Action.STRIKE, Action.HIGHLIGHT, Action.NOTE), Moment.EXAM),
    **dict.fromkeys((Action.CALCULATOR, Action.SCRATCHPAD), Moment.EXAM),
}

DEFAULTS: Mapping[Action, tuple[str, ...]] = MappingProxyType(
    {
        Action.START: ("Return",),
        Action.SHOW_ANSWER: ("Space", "Return"),
        Action.AGAIN: ("1",),
        Action.HARD: ("2",),
        Action.GOOD: ("Space", "Return", "3"),
        Action.EASY: ("4",),
        Action.UNDO: ("Z", "Ctrl+Z"),
        Action.BURY: ("-",),
        Action.SUSPEND: ("!",),
        Action.FLAG: ("F",),
        Action.EDIT: ("E",),
        Action.INFO: ("I",),
        Action.REPORT: ("R",),
        Action.LOOK_UP: ("L",),
        Action.END: ("Esc",),
        Action.OPTION_A: ("A", "1"),
        Action.OPTION_B: ("B", "2"),
        Action.OPTION_C: ("C", "3"),
        Action.OPTION_D: ("D", "4"),
        Action.SURE: ("Return", "S"),
        Action.UNSURE: ("U",),
        Action.GUESS: ("G",),
        Action.CONTINUE: ("Space", "Return"),
        Action.PREVIOUS_ITEM: ("P",),
        Action.NEXT_ITEM: ("N",),
        Action.STRIKE: ("S",),
        Action.HIGHLIGHT: ("H",),
        Action.NOTE: ("T",),
        Action.CALCULATOR: ("K",),
        Action.SCRATCHPAD: ("W",),
        Action.REVIEW_ITEMS: ("R",),
        Action.LEAVE_EXAM: ("Ctrl+Alt+Shift+Q",),
        Action.LARGER: ("Ctrl++", "Ctrl+="),
        Action.SMALLER: ("Ctrl+-",),
        Action.OTHER_COLORS: ("Ctrl+L",),
        **{Action(f"page_{number}"): (f"Ctrl+{number}",) for number in range(1, 8)},
        Action.SETTINGS: ("Ctrl+,",),
        Action.HELP: ("F1",),
        Action.QUIT: ("Ctrl+Q",),
    }
)


def action_name(action: Action) -> str:
    """What an action is called in the settings and in the list of keys."""
    return {
        Action.START: translate("KeyMap", "Start today’s review"),
        Action.SHOW_ANSWER: translate("KeyMap", "Show the answer"),
        Action.AGAIN: translate("KeyMap", "Missed it (Again)"),
        Action.HARD: translate("KeyMap", "Hard"),
        Action.GOOD: translate("KeyMap", "Got it (Good)"),
        Action.EASY: translate("KeyMap", "Easy"),
        Action.UNDO: translate("KeyMap", "Undo the last answer"),
        Action.BURY: translate("KeyMap", "Bury the card until tomorrow"),
        Action.SUSPEND: translate("KeyMap", "Suspend the card"),
        Action.FLAG: translate("KeyMap", "Flag the card or item"),
        Action.EDIT: translate("KeyMap", "Edit the card’s text"),
        Action.INFO: translate("KeyMap", "Show the card’s history"),
        Action.REPORT: translate("KeyMap", "Report a mistake"),
        Action.LOOK_UP: translate("KeyMap", "Look up the abbreviations in the text"),
        Action.END: translate("KeyMap", "End the session"),
        Action.OPTION_A: translate("KeyMap", "Question: answer A"),
        Action.OPTION_B: translate("KeyMap", "Question: answer B"),
        Action.OPTION_C: translate("KeyMap", "Question: answer C"),
        Action.OPTION_D: translate("KeyMap", "Question: answer D"),
        Action.SURE: translate("KeyMap", "Question: I am sure"),
        Action.UNSURE: translate("KeyMap", "Question: I am unsure"),
        Action.GUESS: translate("KeyMap", "Question: it is a guess"),
        Action.CONTINUE: translate("KeyMap", "Question: go on"),
        Action.PREVIOUS_ITEM: translate("KeyMap", "Exam: previous item"),
        Action.NEXT_ITEM: translate("KeyMap", "Exam: next item"),
        Action.STRIKE: translate("KeyMap", "Exam: strike out an answer"),
        Action.HIGHLIGHT: translate("KeyMap", "Exam: highlight the marked text"),
        Action.NOTE: translate("KeyMap", "Exam: note on this item"),
        Action.CALCULATOR: translate("KeyMap", "Exam: calculator"),
        Action.SCRATCHPAD: translate("KeyMap", "Exam: scratchpad"),
        Action.REVIEW_ITEMS: translate("KeyMap", "Exam: review all items"),
        Action.LEAVE_EXAM: translate("KeyMap", "Exam: leave it"),
        Action.LARGER: translate("KeyMap", "Larger text"),
        Action.SMALLER: translate("KeyMap", "Smaller text"),
        Action.OTHER_COLORS: translate("KeyMap", "Light or dark"),
        Action.PAGE_1: translate("KeyMap", "Today"),
        Action.PAGE_2: translate("KeyMap", "Practice"),
        Action.PAGE_4: translate("KeyMap", "Progress"),
        Action.PAGE_5: translate("KeyMap", "Plan"),
        Action.PAGE_6: translate("KeyMap", "Library"),
        Action.PAGE_7: translate("KeyMap", "Guide"),
        Action.SETTINGS: translate("KeyMap", "Settings"),
        Action.HELP: translate("KeyMap", "List of keys"),
        Action.QUIT: translate("KeyMap", "Quit"),
    }.get(action) or translate("KeyMap", "Go to page {number}").format(number=action.value.removeprefix("page_"))
