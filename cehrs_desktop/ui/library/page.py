"""Shows the parts of the Library, one at a time."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from cehrs_desktop.rules.content import Domain
from cehrs_desktop.rules.reference import Glossary
from cehrs_desktop.ui.library.cards_part import CardsPart
from cehrs_desktop.ui.library.glossary_part import GlossaryPart
from cehrs_desktop.ui.library.primers_part import PrimersPart
from cehrs_desktop.ui.library.questions_part import QuestionsPart
from cehrs_desktop.ui.widgets.notice import Notice
from cehrs_desktop.ui.widgets.scroll_page import ScrollPage
from cehrs_desktop.ui.widgets.segments import Segments


class Part(StrEnum):
    """What the Library is made of."""

    CARDS = "cards"
    QUESTIONS = "questions"
    PRIMERS = "primers"
    GLOSSARY = "glossary"


class LibraryPage(ScrollPage):
    """Signals: `term_chosen(short)` for an abbreviation in a text, `part_shown(id)`."""

    term_chosen = Signal(str)
    part_shown = Signal(str)

    def __init__(self, glossary: Glossary, domains: Sequence[Domain], *, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Library"), parent=parent)
        self.notice = Notice()
        names = {
            Part.CARDS.value: self.tr("Cards"),
            Part.QUESTIONS.value: self.tr("Questions"),
            Part.PRIMERS.value: self.tr("Primers"),
            Part.GLOSSARY.value: self.tr("Glossary"),
        }
        self._segments = Segments(names, name=self.tr("Parts of the Library"))
        self._segments.chosen.connect(self.show_part)
        self.cards = CardsPart(domains)
        self.questions = QuestionsPart(glossary)
        self.questions.term_chosen.connect(self.term_chosen)
        self.primers = PrimersPart(glossary)
        self.primers.term_chosen.connect(self.term_chosen)
        self.glossary = GlossaryPart(glossary)
        self._parts: dict[str, QWidget] = {
            Part.CARDS: self.cards,
            Part.QUESTIONS: self.questions,
            Part.PRIMERS: self.primers,
            Part.GLOSSARY: self.glossary,
        }
        self.add(self._segments)
        self.add(self.notice)
        for part in self._parts.values():
            self.add(part)
        self.show_part(Part.CARDS)

    @Slot(str)
    def show_part(self, part: str) -> None:
        """Bring a part into view."""
        self._segments.set_current(part)
        for name, widget in self._parts.items():
            widget.setVisible(name == part)
        self.verticalScrollBar().setValue(0)
        self.part_shown.emit(part)

    @property
    def shown_part(self) -> str:
        """Which part is in view."""
        return next(name for name, widget in self._parts.items() if not widget.isHidden())
