"""One item: stem, exhibit, and its four options, which can be chosen or struck out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cehrs_desktop.rules.content import OptionId
from cehrs_desktop.rules.reference import Glossary
from cehrs_desktop.ui.widgets.markdown_view import MarkdownRole, MarkdownView
from cehrs_desktop.ui.widgets.option_button import OptionButton, OptionMark
from cehrs_desktop.ui.widgets.spacing import EmSpacing

LETTERS = "ABCD"


@dataclass(frozen=True, slots=True)
class ShownOption:
    """One option in its place on the screen."""

    id: OptionId
    text: str


class ItemView(QWidget):
    """With a glossary its terms can be clicked; in options once they can't be chosen any more.

    Signals: `chosen(OptionId)`, `struck(OptionId)` by the right mouse button or in strike mode, `term_chosen(short)`.
    """

    chosen = Signal(object)
    struck = Signal(object)
    term_chosen = Signal(str)

    def __init__(
        self,
        *,
        image_folder: Path | None = None,
        glossary: Glossary | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._options: tuple[ShownOption, ...] = ()
        self._striking = False
        column = QVBoxLayout(self)
        EmSpacing(column, spacing=0.8, margins=(0, 0, 0, 0))
        self._glossary = glossary
        self._stem, self._exhibit = (MarkdownView(image_folder=image_folder, glossary=glossary) for _ in range(2))
        for view in (self._stem, self._exhibit):
            view.term_chosen.connect(self.term_chosen)
            column.addWidget(view)
        self._buttons = [OptionButton(place, letter) for place, letter in enumerate(LETTERS)]
        for button in self._buttons:
            button.picked.connect(self.choose)
            button.term_chosen.connect(self.term_chosen)
            button.strike_wanted.connect(self._on_strike_wanted)
            column.addWidget(button)
        self._whys: list[MarkdownView] = []
        self._column = column

    @property
    def stem(self) -> MarkdownView:
        """The question's text."""
        return self._stem

    @property
    def first_option(self) -> QWidget:
        """Where the options begin."""
        return self._buttons[0]

    def show_item(self, stem: str, exhibit: str | None, options: Sequence[ShownOption]) -> None:
        """Show another item; `show_state` tells what is chosen."""
        self._options = tuple(options)
        self._stem.set_markdown(stem, role=MarkdownRole.STEM)
        self._exhibit.setVisible(exhibit is not None)
        if exhibit is not None:
            self._exhibit.set_markdown(exhibit, role=MarkdownRole.BODY)
        for why in self._whys:
            why.hide()

    def show_whys(self, whys: Mapping[OptionId, str]) -> None:
        """Show below each option why it is, or isn't, the best; until the next item comes."""
        if not self._whys:
            for button in self._buttons:
                self._whys.append(MarkdownView(glossary=self._glossary, parent=self))
                self._whys[-1].term_chosen.connect(self.term_chosen)
                self._column.insertWidget(self._column.indexOf(button) + 1, self._whys[-1])
        for view, option in zip(self._whys, self._options, strict=False):
            view.set_markdown(whys.get(option.id, ""), role=MarkdownRole.WHY)
            view.show()

    def show_state(
        self,
        *,
        chosen: OptionId | None,
        struck: Collection[OptionId],
        marks: Mapping[OptionId, OptionMark] | None = None,
    ) -> None:
        """Show what is chosen and struck out, and, once it may be told, which was right."""
        told = marks or {}
        for button, option in zip(self._buttons, self._options, strict=False):
            mark = told.get(option.id, OptionMark.NONE)
            terms = () if marks is None or self._glossary is None else tuple(self._glossary.found_in(option.text))
            button.show_option(
                option.text, chosen=option.id == chosen, struck=option.id in struck, mark=mark, terms=terms
            )

    def read_text(self) -> str:
        """All that is in view: stem, exhibit, options, and their reasons once they are shown."""
        views = [view.plain_text() for view in (self._stem, self._exhibit, *self._whys) if view.isVisible()]
        return "\n".join([*views, *(button.written for button in self._buttons)])

    def set_answerable(self, *, on: bool) -> None:
        """Whether options can be chosen now."""
        for button in self._buttons:
            button.setEnabled(on)

    def set_striking(self, *, on: bool) -> None:
        """In strike mode choosing an option strikes it out, or takes that back."""
        self._striking = on

    @property
    def striking(self) -> bool:
        """Whether strike mode is on."""
        return self._striking

    @Slot(int)
    def choose(self, place: int) -> None:
        """Choose the option in this place, from 0; what its key does. In strike mode it is struck out instead."""
        if place < len(self._options) and self._buttons[place].isEnabled():
            (self.struck if self._striking else self.chosen).emit(self._options[place].id)

    @Slot(int)
    def _on_strike_wanted(self, place: int) -> None:
        if place < len(self._options):
            self.struck.emit(self._options[place].id)
