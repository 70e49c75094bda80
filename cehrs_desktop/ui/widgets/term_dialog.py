"""What abbreviations and terms mean, over the text they were met in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication, QSize, Qt, Slot
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from cehrs_desktop.rules.library import GlossaryEntry
from cehrs_desktop.rules.reference import Glossary
from cehrs_desktop.ui.theme import Theme
from cehrs_desktop.ui.widgets.card_text import TERM
from cehrs_desktop.ui.widgets.markdown_view import MarkdownRole, MarkdownView
from cehrs_desktop.ui.widgets.page_dialog import PageDialog

_SIZE_EMS = (40, 26)


class TermDialog(PageDialog):
    """One entry or several below one another; what they name besides is shown in their place."""

    def __init__(self, shorts: Sequence[str], glossary: Glossary, *, parent: QWidget) -> None:
        super().__init__(self.tr("Glossary"), heading=self.tr("Glossary"), parent=parent)
        self._glossary = glossary
        self._text = MarkdownView(pages=term_addresses(glossary))
        self._text.term_chosen.connect(self._on_term_chosen)
        self.page.add(self._text)
        self.add_buttons(QDialogButtonBox.StandardButton.Close)
        self._show(shorts)
        theme = Theme.current()
        self.resize(QSize(*map(theme.px, _SIZE_EMS)).boundedTo(self.size()))

    def _show(self, shorts: Iterable[str]) -> None:
        entries = [entry for short in shorts if (entry := self._glossary.entry(short)) is not None]
        text = "\n\n".join(f"**{escaped(entry.short)}** · {term_markdown(entry)}" for entry in entries)
        self._text.set_markdown(text or self.tr("No word here is in the glossary."), role=MarkdownRole.BODY)

    @Slot(str)
    def _on_term_chosen(self, short: str) -> None:
        self._show([short])
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)


def term_addresses(glossary: Glossary) -> frozenset[str]:
    """The addresses of all entries, for a view whose texts link to them."""
    return frozenset(TERM + entry.short for entry in glossary.entries)


def term_markdown(entry: GlossaryEntry) -> str:
    """An entry in full, with links to what it names besides."""
    text = f"**{escaped(entry.term)}**\n\n{escaped(entry.meaning)}"
    if entry.see:
        links = ", ".join(f"[{escaped(short)}](<{TERM}{short}>)" for short in entry.see)
        text += "\n\n" + QCoreApplication.translate("TermDialog", "See also: %s").replace("%s", links)
    return text


def escaped(text: str) -> str:
    """A plain text as Markdown that says just that."""
    return "".join(f"\\{letter}" if letter in "\\`*_[]<>#|~" else letter for letter in text)
