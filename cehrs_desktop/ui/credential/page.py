"""The road to the credential, panel by panel; what isn't its turn yet is hidden."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from cehrs_desktop.rules.content import Domain
from cehrs_desktop.rules.exam.blueprint import Scale
from cehrs_desktop.ui.credential.certificate_panel import CertificatePanel, CreditsPanel
from cehrs_desktop.ui.credential.checklist_panel import ChecklistPanel
from cehrs_desktop.ui.credential.eligibility_panel import EligibilityPanel
from cehrs_desktop.ui.credential.outcome_panel import OutcomePanel
from cehrs_desktop.ui.widgets.card_panel import CardPanel
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton
from cehrs_desktop.ui.widgets.scroll_page import ScrollPage
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole


class CredentialPage(ScrollPage):
    """Its panels have their own signals; besides: `date_wanted()`, `plan_wanted()`."""

    date_wanted = Signal()
    plan_wanted = Signal()

    def __init__(self, domains: Sequence[Domain], scale: Scale, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("Road to the credential"))
        self.eligibility, self.checklist = EligibilityPanel(), ChecklistPanel()
        self.outcome = OutcomePanel(domains, scale)
        self.certificate, self.credits = CertificatePanel(), CreditsPanel()
        self._retake, self._retake_lines = self._build_retake()
        self.checklist.date_wanted.connect(self.date_wanted)
        back = KeyButton(self.tr("Back to the plan"), kind=ButtonKind.LINK)
        back.clicked.connect(self._on_plan)
        self._before = (self.eligibility, self.checklist)
        self._after = (self.certificate, self.credits)
        for panel in (self._retake, *self._after, *self._before, self.outcome, back):
            self.add(panel)

    def _build_retake(self) -> tuple[CardPanel, TextLabel]:
        panel = CardPanel(self.tr("Another try"))
        lines = TextLabel()
        set_date = KeyButton(self.tr("Set the exam date"))
        set_date.clicked.connect(self._on_date)
        self._earliest = TextLabel(role=TextRole.STRONG)
        panel.add(self._earliest)
        panel.add(lines)
        panel.column.addWidget(set_date, 0, Qt.AlignmentFlag.AlignLeft)
        return panel, lines

    def show_parts(self, *, before: bool, after: bool) -> None:
        """Show what belongs before the exam, and what belongs to a certification."""
        for panel in self._before:
            panel.setVisible(before)
        for other in self._after:
            other.setVisible(after)

    def show_retake(self, earliest: str, lines: str) -> None:
        """Show when and how to try again; empty without a failed exam."""
        self._retake.setVisible(bool(earliest))
        self._earliest.setText(earliest)
        self._retake_lines.setText(lines)

    @Slot()
    def _on_date(self) -> None:
        self.date_wanted.emit()

    @Slot()
    def _on_plan(self) -> None:
        self.plan_wanted.emit()
