"""The learner's own wording of a card: a pack's beside its text, an own card as it was written."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from cehrs_desktop.activities import card_changes, reference
from cehrs_desktop.activities.content_packs import shipped_pack
from cehrs_desktop.activities.own_cards import Saved
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.study.cards import CardId
from cehrs_desktop.rules.study.own_card import is_own
from cehrs_desktop.rules.study.shown_card import ShownFlashcard
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.desk import Desk
from cehrs_desktop.ui.library.card_writer import CardWriter
from cehrs_desktop.ui.review.edit_dialog import EditDialog
from cehrs_desktop.ui.term_look_ups import TermLookUps


class CardEditor(QObject):
    """Signals: `rewritten(int)`, a card whose words have changed on disk; `failed(str)`, why they could not."""

    rewritten = Signal(int)
    failed = Signal(str)

    def __init__(self, page: QWidget, desk: Desk) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._writer = CardWriter(page, desk)
        self._writer.saved.connect(self._on_written)

    def open(self, card: CardId, flashcard: ShownFlashcard) -> None:
        """Show a card's words to be changed."""
        self._card, self._flashcard = card, flashcard
        if is_own(flashcard.id):
            try:
                self._writer.rewrite(card)
            except UserError as error:  # deleted meanwhile
                self.failed.emit(texts.told(error))
            return
        glossary = reference.glossary()
        self._dialog = EditDialog(flashcard, glossary=glossary, image_folder=shipped_pack(), parent=self._page)
        self._terms = TermLookUps(self._dialog)
        self._dialog.term_chosen.connect(self._terms.show_term)
        self._dialog.accepted.connect(self._on_accepted)
        self._dialog.open()

    @Slot(object)
    def _on_written(self, saved: Saved) -> None:
        if saved.changed:
            self._desk.tell(saved.changed)
            self.rewritten.emit(self._card)

    @Slot()
    def _on_accepted(self) -> None:
        text = self._dialog.text()
        if (text or self._flashcard.pack_text) == self._flashcard.text:
            return
        card = self._card
        try:
            changed = card_changes.rewrite(self._desk.database, self._desk.clock, card=card, text=text)
        except UserError as error:
            self.failed.emit(texts.told(error))
            return
        self._desk.tell(changed)
        self.rewritten.emit(card)
