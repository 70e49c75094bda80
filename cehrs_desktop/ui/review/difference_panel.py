"""What the learner's own text and the pack's have in common, and the way back to the pack's."""

from __future__ import annotations

import re

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cehrs_desktop.rules.reference import Glossary
from cehrs_desktop.rules.study.difference import Kind, Stretch, differences
from cehrs_desktop.rules.study.own_card import is_own
from cehrs_desktop.rules.study.shown_card import ShownFlashcard
from cehrs_desktop.ui.widgets.card_panel import CardPanel
from cehrs_desktop.ui.widgets.fact_table import FactTable
from cehrs_desktop.ui.widgets.flow_layout import FlowLayout
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton
from cehrs_desktop.ui.widgets.markdown_view import MarkdownRole, MarkdownView
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole

_SIGNS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&])")


class DifferencePanel(CardPanel):
    """Both texts in one, and a table of what only one has. Signals: `new_text_wanted()`, `term_chosen(short)`."""

    new_text_wanted = Signal()
    term_chosen = Signal(str)

    def __init__(self, flashcard: ShownFlashcard, glossary: Glossary, *, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Your text"), padding=1.0, parent=parent)
        own, packs = flashcard.text, flashcard.pack_text
        names = {"front": self.tr("Question"), "back": self.tr("Answer"), "why": self.tr("Why")}
        rows = []
        if flashcard.pack_changed:
            self.add(TextLabel(self.tr("The pack has a new text for this card."), role=TextRole.STRONG))
        self.add(TextLabel(self.tr("Struck through: only in yours. Bold: only in the other."), role=TextRole.MUTED))
        for field, name in names.items():
            found = differences(getattr(own, field), getattr(packs, field))
            mine, others = (_only(found, kind) for kind in (Kind.FIRST, Kind.SECOND))
            if mine or others:
                rows.append([name, mine or "–", others or "–"])
                view = MarkdownView(glossary=glossary)
                view.term_chosen.connect(self.term_chosen)
                view.set_markdown(_in_one(found), role=MarkdownRole.BODY)
                self.add(view)
        other = self.tr("Only in your first text") if is_own(flashcard.id) else self.tr("Only in the pack's")
        table = FactTable()
        table.setAccessibleName(self.tr("What differs"))
        table.set_table([self.tr("Part"), self.tr("Only in yours"), other], rows, glossary=glossary)
        table.term_chosen.connect(self.term_chosen)
        self.add(table)
        button = self.tr("Take the new text") if flashcard.pack_changed else self.tr("Use the pack's text")
        if is_own(flashcard.id):
            button = self.tr("Use the first text")
        take = KeyButton(button, kind=ButtonKind.NEUTRAL)
        take.clicked.connect(self.new_text_wanted)
        place = QWidget()
        FlowLayout(place).addWidget(take)
        self.add(place)


def _only(found: tuple[Stretch, ...], kind: Kind) -> str:
    return " … ".join(" ".join(stretch.text.split()) for stretch in found if stretch.kind is kind)


def _in_one(found: tuple[Stretch, ...]) -> str:
    """As Markdown; between what only one has and the next there is always a space."""
    shown = ""
    for stretch in found:
        marked = _marked(stretch)
        shown += (" " if shown and not marked[:1].isspace() else "") + marked
    return shown


def _escaped(words: str) -> str:
    return _SIGNS.sub(r"\\\1", words)


def _marked(stretch: Stretch) -> str:
    """As Markdown that shows the text's own signs as they are."""
    sign = {Kind.BOTH: "", Kind.FIRST: "~~", Kind.SECOND: "**"}[stretch.kind]
    lines = []
    for line in re.split(r"(\n\s*)", stretch.text):
        words = line.strip()
        before = "\n\n" if "\n" in line else " " if line.startswith((" ", "\t")) else ""
        lines.append(before + (f"{sign}{_escaped(words)}{sign}" if words else ""))
    return "".join(lines)
