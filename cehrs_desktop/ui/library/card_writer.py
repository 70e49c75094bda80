"""Cards of the learner's own, new ones and those to be changed: opens the dialog, answers it, and saves."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QDialog, QWidget

from cehrs_desktop.activities import own_cards, reference
from cehrs_desktop.activities.own_images import drop_unused, keep_image, keep_image_file
from cehrs_desktop.errors import UserError
from cehrs_desktop.paths import own_images_dir
from cehrs_desktop.rules.content import DomainNumber, TopicId
from cehrs_desktop.rules.study.cards import CardId
from cehrs_desktop.rules.study.written_card import WrittenCard
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.desk import Desk
from cehrs_desktop.ui.library.card_dialog import CardDialog
from cehrs_desktop.ui.term_look_ups import TermLookUps


class CardWriter(QObject):
    """Signal: `saved(Saved)`. The next card begins with the domain and topic of the last."""

    saved = Signal(object)

    def __init__(self, page: QWidget, desk: Desk) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._last: tuple[DomainNumber, TopicId] | None = None

    def open(self) -> None:
        """Show an empty card to be written."""
        self._show(None)
        if self._last is not None:
            self._dialog.choose(*self._last)
        self._dialog.open()

    def rewrite(self, card: CardId) -> None:
        """Show an own card to be changed. Raises UserError when it was deleted meanwhile."""
        written = own_cards.as_written(self._desk.database, card)
        self._show(card)
        self._dialog.fill(written)
        self._dialog.open()

    def _show(self, card: CardId | None) -> None:
        desk = self._desk
        self._card = card
        self._fronts = own_cards.Fronts(desk.database, but=card)
        self._tried = False
        self._front = ""
        self._images: set[str] = set()
        self._dialog = CardDialog(
            desk.blueprint.domains,
            own_cards.topics(desk.database),
            rest={domain: own_cards.own_topic(domain) for domain in DomainNumber},
            glossary=reference.glossary(),
            image_folder=own_images_dir(desk.data_dir),
            title=self.tr("New card") if card is None else self.tr("Edit this card"),
            parent=self._page,
        )
        self._dialog.changed.connect(self._on_changed)
        self._dialog.image_offered.connect(self._on_image_offered)
        self._dialog.save_wanted.connect(self._on_save_wanted)
        self._dialog.finished.connect(self._on_finished)
        self._terms = TermLookUps(self._dialog)
        self._dialog.term_chosen.connect(self._terms.show_term)

    @Slot()
    def _on_changed(self) -> None:
        card = self._dialog.written()
        if card.text.front != self._front:
            self._front = card.text.front
            self._dialog.show_similar(self._fronts.nearly_the_same(self._front))
        if self._tried:
            self._dialog.show_problems([texts.told(lack) for lack in own_cards.what_is_missing(card)])

    @Slot(object)
    def _on_image_offered(self, image: bytes | Path) -> None:
        try:
            if isinstance(image, Path):
                kept = keep_image_file(image, data_dir=self._desk.data_dir)
            else:
                kept = keep_image(image, data_dir=self._desk.data_dir)
        except UserError as error:
            self._dialog.show_problems([texts.told(error)])
            return
        if kept.is_new:
            self._images.add(kept.name)
        self._dialog.add_image(kept.name)

    @Slot()
    def _on_finished(self) -> None:
        """Images that were put in and that no card came to show, because it wasn't saved or lost them, go."""
        with suppress(UserError):  # they are in nobody's way
            drop_unused(self._desk.database, self._images, data_dir=self._desk.data_dir)

    @Slot()
    def _on_save_wanted(self) -> None:
        self._tried = True
        card = self._dialog.written()
        missing = own_cards.what_is_missing(card)
        if missing:
            self._dialog.show_problems([texts.told(lack) for lack in missing])
            return
        try:
            saved = self._saved(card, rollover_hour=self._desk.preferences.study.rollover_hour)
        except UserError as error:
            self._dialog.show_problems([texts.told(error)])
            return
        if self._card is None and card.domain is not None and card.topic is not None:
            self._last = (card.domain, card.topic)
        self._dialog.done(QDialog.DialogCode.Accepted.value)
        self.saved.emit(saved)

    def _saved(self, written: WrittenCard, *, rollover_hour: int) -> own_cards.Saved:
        database, clock = self._desk.database, self._desk.clock
        if self._card is None:
            return own_cards.save(database, clock, written, rollover_hour=rollover_hour)
        return own_cards.rewrite(database, clock, self._card, written, rollover_hour=rollover_hour)
