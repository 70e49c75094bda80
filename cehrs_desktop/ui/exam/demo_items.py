"""The items of the tutorial: about the tutorial itself."""

from __future__ import annotations

from PySide6.QtCore import QObject

from cehrs_desktop.activities.exam.tutorial import tutorial_item
from cehrs_desktop.rules.content import Item


def demo_items(context: QObject) -> tuple[Item, ...]:
    """Three items that show what can be done with an item."""
    tr = context.tr
    return (
        tutorial_item(
            "tutorial-1",
            tr("Choose an answer with the mouse, or with A to D or 1 to 4. Choose it again to take it back."),
            (tr("This one"), tr("Or this one"), tr("Choose, then change your mind"), tr("Guessing costs nothing")),
        ),
        tutorial_item(
            "tutorial-2",
            tr(
                "Press S, then a letter, to strike out an answer; the right mouse button does it too. "
                "F flags the item, so that you find it again."
            ),
            (tr("Strike me out"), tr("Or me"), tr("Keep me"), tr("Flag this item")),
            exhibit=tr("| What | Key |\n|---|---|\n| Next item | N |\n| Previous item | P |\n| Review all | R |"),
        ),
        tutorial_item(
            "tutorial-3",
            tr(
                "Mark some words and press H to highlight them. T keeps a note on the item. "
                "The clock above can be hidden; it comes back for the last five minutes."
            ),
            (tr("Highlight something"), tr("Write a note"), tr("Hide the clock"), tr("Review all ends the tutorial")),
        ),
    )
