"""Puts a topic's primer before the topic's first card, once."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from cehrs_desktop.activities import reference
from cehrs_desktop.rules.study.shown_card import ShownCard
from cehrs_desktop.ui.desk import Desk
from cehrs_desktop.ui.review.primer_page import PrimerPage
from cehrs_desktop.ui.widgets.term_dialog import TermDialog


class PrimerTurn(QObject):
    """Signals: `wanted()` when the primer's page is to be shown, `passed(ShownCard)` on to the card that waits,
    `ended()` when the session is to end instead.
    """

    wanted = Signal()
    passed = Signal(object)
    ended = Signal()

    def __init__(self, page: PrimerPage, desk: Desk, *, parent: QObject) -> None:
        super().__init__(parent)
        self._page = page
        self._desk = desk
        self._waiting: ShownCard | None = None
        self._settled: set[str] = set()  # topics that need no more looking up in this session
        page.read.connect(self._on_read)
        page.switched_off.connect(self._on_switched_off)
        page.ended.connect(self.ended)
        page.term_chosen.connect(self._on_term)

    def begin(self) -> None:
        """A session begins."""
        self._page.set_key_map(self._desk.key_map)
        self._settled.clear()

    def comes_before(self, shown: ShownCard) -> bool:
        """Whether a primer is shown now, and the card after it; it won't come a second time."""
        if not self._desk.preferences.show_primers or shown.flashcard.topic in self._settled:
            return False
        self._settled.add(shown.flashcard.topic)
        primer = reference.primer_before(self._desk.database, shown, self._desk.preferences)
        if primer is None:
            return False
        self._waiting = shown
        self._desk.change_preferences(reference.with_primer_shown(self._desk.preferences, primer.topic))
        number = shown.flashcard.domain
        name = next(domain.name for domain in self._desk.blueprint.domains if domain.number is number)
        self._page.show_primer(primer, domain=int(number), domain_name=name, topic_name=shown.flashcard.topic)
        self.wanted.emit()
        return True

    @Slot()
    def _on_read(self) -> None:
        shown, self._waiting = self._waiting, None
        if shown is not None:
            self.passed.emit(shown)

    @Slot()
    def _on_switched_off(self) -> None:
        self._desk.change_preferences(replace(self._desk.preferences, show_primers=False))
        self._on_read()

    @Slot(str)
    def _on_term(self, short: str) -> None:
        TermDialog([short], reference.glossary(), parent=self._page).open()
