"""What can be looked up or told about the card that is shown: its history, its abbreviations, a mistake in it."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from cehrs_desktop.activities.card_info import card_info
from cehrs_desktop.rules.study.shown_card import ShownCard
from cehrs_desktop.ui.desk import Desk
from cehrs_desktop.ui.mistake_reports import card_report
from cehrs_desktop.ui.review.info_dialog import InfoDialog
from cehrs_desktop.ui.review.page import ReviewPage
from cehrs_desktop.ui.term_look_ups import TermLookUps


class CardLookUps(QObject):
    """Opens dialogs over the review's page; none changes anything."""

    def __init__(self, page: ReviewPage, desk: Desk) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._names = {domain.number: domain.name for domain in desk.blueprint.domains}
        self._terms = TermLookUps(page)
        page.term_chosen.connect(self._terms.show_term)

    def show_info(self, shown: ShownCard) -> None:
        """History, memory, and why it comes today. Raises UserError when the file can't be read."""
        desk = self._desk
        found = card_info(
            desk.database,
            desk.clock,
            card=shown.card.id,
            preferences=desk.preferences,
            order=desk.exam_orders.current,
        )
        InfoDialog(
            found,
            desired_retention=shown.outcomes.desired_retention,
            domain_name=self._names[found.flashcard.domain],
            parent=self._page,
        ).open()

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
