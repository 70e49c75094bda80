"""Shows a topic's primer before the first card of the topic."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from cehrs_desktop.rules.library import Primer
from cehrs_desktop.rules.reference import Glossary
from cehrs_desktop.ui.actions import Action
from cehrs_desktop.ui.bound_keys import BoundKeys, bind
from cehrs_desktop.ui.key_map import KeyMap
from cehrs_desktop.ui.widgets.card_panel import CardPanel
from cehrs_desktop.ui.widgets.chip import Chip
from cehrs_desktop.ui.widgets.flow_layout import FlowLayout
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton
from cehrs_desktop.ui.widgets.markdown_view import MarkdownRole, MarkdownView
from cehrs_desktop.ui.widgets.scroll_page import ScrollPage
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole


class PrimerPage(ScrollPage):
    """Signals: `read()` on to the cards, `switched_off()`, `undo_chosen()`, `ended()`, `term_chosen(short)`."""

    read = Signal()
    switched_off = Signal()
    undo_chosen = Signal()
    ended = Signal()
    term_chosen = Signal(str)

    def __init__(self, glossary: Glossary, *, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("New topic"), parent=parent)
        self._keys: list[BoundKeys] = []
        self._chip = Chip()
        self._panel = CardPanel(padding=2.2)
        self._name = TextLabel(role=TextRole.VERDICT)
        self._text = MarkdownView(glossary=glossary)
        self._text.term_chosen.connect(self.term_chosen)
        self._panel.add(self._name)
        self._panel.add(self._text)
        self._go = KeyButton(self.tr("To the cards"), kind=ButtonKind.PRIMARY)
        self._go.clicked.connect(self._on_read)
        row = QWidget()
        layout = FlowLayout(row)
        note = self.tr("A primer comes once, before a topic's first card; all are in the Library.")
        layout.addWidget(TextLabel(note, role=TextRole.MUTED))
        off = KeyButton(self.tr("Don't show primers"), kind=ButtonKind.LINK)
        off.clicked.connect(self._on_off)
        layout.addWidget(off)
        for widget in (self._chip, self._panel, self._go, row):
            self.add(widget)

    def set_key_map(self, key_map: KeyMap) -> None:
        """Take these keys: what shows an answer goes on, what ends a session ends it."""
        for bound in self._keys:
            bound.release()
        self._go.set_key(key_map.label(Action.SHOW_ANSWER))
        self._keys = [
            bind(self._go, key_map, Action.SHOW_ANSWER, self._on_read),
            bind(self, key_map, Action.UNDO, self._on_undo),
            bind(self, key_map, Action.END, self._on_end),
        ]

    def show_primer(self, primer: Primer, *, domain: int, domain_name: str, topic_name: str) -> None:
        """Show one topic's primer."""
        self._chip.set_chip(f"{domain_name} · {topic_name}", domain=domain)
        self._name.setText(primer.title)
        self._text.set_markdown(primer.text, role=MarkdownRole.BODY)
        self.verticalScrollBar().setValue(0)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_read(self) -> None:
        self.read.emit()

    @Slot()
    def _on_off(self) -> None:
        self.switched_off.emit()

    @Slot()
    def _on_undo(self) -> None:
        self.undo_chosen.emit()

    @Slot()
    def _on_end(self) -> None:
        self.ended.emit()
