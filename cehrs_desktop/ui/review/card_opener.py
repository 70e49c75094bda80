"""The page of one card, from the review or the Library: shows it, keeps its note, takes the pack's text again."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from cehrs_desktop.activities import card_changes, reference, remarks
from cehrs_desktop.activities.card_info import card_info
from cehrs_desktop.activities.changed import Changed
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.study.cards import CardId
from cehrs_desktop.rules.study.desired_retention import retention_by_domain
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.desk import Desk
from cehrs_desktop.ui.review.info_dialog import InfoDialog
from cehrs_desktop.ui.term_look_ups import TermLookUps
from cehrs_desktop.ui.widgets.text_dialog import TextDialog


class CardOpener(QObject):
    """Signals: `changed(int)`, a card whose note or words have changed on disk; `failed(str)`, why they could not."""

    changed = Signal(int)
    failed = Signal(str)

    def __init__(self, page: QWidget, desk: Desk) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk

    def open(self, card: CardId) -> None:
        """Show a card. Raises UserError when the file can't be read."""
        desk, study = self._desk, self._desk.preferences.study
        found = card_info(
            desk.database, desk.clock, card=card, preferences=desk.preferences, order=desk.exam_orders.current
        )
        self._card, self._packs_front = card, found.flashcard.pack_text.front
        domain = found.flashcard.domain
        names = {each.number: each.name for each in desk.blueprint.domains}
        retention = retention_by_domain(
            study.weights(desk.blueprint.weights), base=study.base_retention, beta=study.bias.value
        )
        self._dialog = InfoDialog(
            found,
            reference.glossary(),
            desired_retention=retention[domain],
            domain_name=names[domain],
            parent=self._page,
        )
        self._terms = TermLookUps(self._dialog)
        self._dialog.term_chosen.connect(self._terms.show_term)
        self._dialog.note_wanted.connect(self._on_note_wanted)
        self._dialog.new_text_wanted.connect(self._on_new_text_wanted)
        self._dialog.open()

    def write_note(self, card: CardId, *, parent: QWidget) -> None:
        """Let the learner write a note on a card."""
        self._card = card
        note = remarks.remark_of(self._desk.database, card).note
        self._writing = TextDialog(self.tr("Your note on this card"), note, parent=parent)
        self._writing.accepted.connect(self._on_note_written)
        self._writing.open()

    @Slot()
    def _on_note_wanted(self) -> None:
        self.write_note(self._card, parent=self._dialog)
        self._writing.accepted.connect(self._on_note_shown)

    @Slot()
    def _on_note_written(self) -> None:
        try:
            changed = remarks.write_note(self._desk.database, self._desk.clock, self._card, self._writing.text())
        except UserError as error:
            self.failed.emit(texts.told(error))
            return
        self._tell(changed)

    @Slot()
    def _on_note_shown(self) -> None:
        self._dialog.show_remark(remarks.remark_of(self._desk.database, self._card))

    @Slot()
    def _on_new_text_wanted(self) -> None:
        try:
            changed = card_changes.rewrite(self._desk.database, self._desk.clock, card=self._card, text=None)
        except UserError as error:
            self.failed.emit(texts.told(error))
            return
        self._dialog.show_packs_text(self._packs_front)
        self._tell(changed)

    def _tell(self, changed: Changed) -> None:
        if changed:
            self._desk.tell(changed)
            self.changed.emit(self._card)
