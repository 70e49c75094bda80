"""What can be looked up or told about the card that is shown: its history, its abbreviations, a mistake in it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from cehrs_desktop.rules.study.shown_card import ShownCard
from cehrs_desktop.ui.desk import Desk
from cehrs_desktop.ui.mistake_reports import card_report
from cehrs_desktop.ui.review.card_opener import CardOpener
from cehrs_desktop.ui.review.page import ReviewPage
from cehrs_desktop.ui.term_look_ups import TermLookUps


class CardLookUps(QObject):
    """Opens dialogs over the review's page. Signal: `card_changed(int)`, one whose note or words are others now."""

    card_changed = Signal(int)

    def __init__(self, page: ReviewPage, desk: Desk) -> None:
        super().__init__(page)
        self._page = page
        self._opener = CardOpener(page, desk)
        self._opener.changed.connect(self.card_changed)
        self._opener.failed.connect(page.notice.show_message)
        self._terms = TermLookUps(page)
        page.term_chosen.connect(self._terms.show_term)

    def show_info(self, shown: ShownCard) -> None:
        """History, memory, and why it comes today. Raises UserError when the file can't be read."""
        self._opener.open(shown.card.id)

    def show_terms(self) -> None:
        """The glossary's entries for all that stands on the card, as far as it is turned."""
        self._terms.show_terms_of(self._page.read_text())

    def copy_report(self, shown: ShownCard) -> None:
        """A report about a mistake goes to the clipboard, and the page says so."""
        QGuiApplication.clipboard().setText(card_report(shown.flashcard))
        self._page.notice.show_message(
            self.tr("A report about card %s was copied. Paste it into a message and say what is wrong.").replace(
                "%s", shown.flashcard.id
            )
        )
