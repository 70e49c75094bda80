"""Shows what a session came to and what tomorrow brings."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from cehrs_desktop.rules.content import Domain
from cehrs_desktop.rules.study.session import SessionSummary
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.actions import Action
from cehrs_desktop.ui.bound_keys import BoundKeys, bind
from cehrs_desktop.ui.key_map import KeyMap
from cehrs_desktop.ui.question.result_panel import ResultPanel
from cehrs_desktop.ui.widgets.card_panel import CardPanel
from cehrs_desktop.ui.widgets.domain_bar import DomainBar, DomainShare
from cehrs_desktop.ui.widgets.fact_table import FactTable
from cehrs_desktop.ui.widgets.flow_layout import FlowLayout
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton
from cehrs_desktop.ui.widgets.notice import Notice
from cehrs_desktop.ui.widgets.scroll_page import ScrollPage
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole


class SummaryPage(ScrollPage):
    """Signals: `finished()` back to Today, `undo_chosen()`, `rewrite_chosen(CardId)` for a card missed too often."""

    finished = Signal()
    undo_chosen = Signal()
    rewrite_chosen = Signal(int)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._keys: list[BoundKeys] = []
        self._leeches: tuple[int, ...] = ()
        self.notice = Notice()
        self._panel = CardPanel(self.tr("This session"))
        self._amount = TextLabel(role=TextRole.NUMBER)
        self._detail = TextLabel(role=TextRole.MUTED)
        self._bar = DomainBar()
        self._table = FactTable()
        self._table.setAccessibleName(self.tr("Answers by domain"))
        for widget in (self._amount, self._detail, self._bar, self._table):
            self._panel.add(widget)
        self._panel.column.addStretch(1)
        self._tomorrow_panel = CardPanel(self.tr("Tomorrow"))
        self._tomorrow = TextLabel(role=TextRole.STRONG)
        self._tomorrow_detail = TextLabel(role=TextRole.MUTED)
        self._tomorrow_panel.add(self._tomorrow)
        self._tomorrow_panel.add(self._tomorrow_detail)
        self._tomorrow_panel.column.addStretch(1)
        self._leech_panel = CardPanel(self.tr("Worth rewriting"))
        self._leech_text = TextLabel()
        self._leech_button = KeyButton(self.tr("Rewrite the card"))
        self._leech_button.clicked.connect(self._on_rewrite)
        self._leech_panel.add(self._leech_text)
        self._leech_panel.add(self._leech_button)
        self.add(self.notice)
        self.questions = ResultPanel()
        self.add_columns(self._panel, (self._tomorrow_panel, self.questions), ratios=(5, 3), minimum_ems=22)
        self.add(self._leech_panel)
        row = QWidget()
        buttons = FlowLayout(row)
        self._done = KeyButton(self.tr("Back to Today"), kind=ButtonKind.PRIMARY)
        self._done.clicked.connect(self._on_done)
        self._undo = KeyButton(self.tr("undo the last answer"), kind=ButtonKind.HINT)
        self._undo.clicked.connect(self._on_undo)
        buttons.addWidget(self._done)
        buttons.addWidget(self._undo)
        self.add(row)

    def set_key_map(self, key_map: KeyMap) -> None:
        """Take these keys and show them on the buttons."""
        for bound in self._keys:
            bound.release()
        self._done.set_key(key_map.label(Action.START))
        self._undo.set_key(key_map.label(Action.UNDO))
        self._keys = [
            bind(self._done, key_map, Action.START, self._on_done),
            bind(self._undo, key_map, Action.UNDO, self._on_undo),
        ]

    def show_summary(self, summary: SessionSummary, *, domains: tuple[Domain, ...], answered: bool = False) -> None:
        """Show what was done, and what comes; `answered`: questions were answered, too."""
        self.notice.clear()
        answers = sum(summary.answers_by_domain.values())
        self.set_title(
            self.tr("Done. Well studied.") if answers or answered else self.tr("Nothing to review right now")
        )
        self._amount.setText(texts.counted(answers, self.tr("1 answer"), self.tr("%n answers")))
        self._detail.setText(self._details(summary, answers))
        ordered = sorted(domains, key=lambda domain: (-domain.weight, domain.number))
        amounts = [summary.answers_by_domain[domain.number] for domain in ordered]
        self._bar.set_shares(
            [DomainShare(int(d.number), d.name, amount) for d, amount in zip(ordered, amounts, strict=True)]
        )
        self._bar.setVisible(answers > 0)
        self._table.setVisible(answers > 0)
        self._table.set_table(
            [self.tr("Domain"), self.tr("Exam weight"), self.tr("Answers")],
            [[d.name, f"{d.weight}%", str(amount)] for d, amount in zip(ordered, amounts, strict=True)],
            domains=[int(d.number) for d in ordered],
        )
        self._show_tomorrow(summary)
        self._show_leeches(summary)

    def _details(self, summary: SessionSummary, answers: int) -> str:
        if not answers:
            return self.tr("All cards that were due are done.")
        parts = [
            texts.minutes(max(round(summary.seconds / 60), 1)),
            texts.counted(summary.missed, self.tr("1 missed"), self.tr("%n missed")),
        ]
        if summary.in_steps:
            parts.append(
                texts.counted(
                    summary.in_steps,
                    self.tr("1 card comes back in a few minutes"),
                    self.tr("%n cards come back in a few minutes"),
                )
            )
        return " · ".join(parts)

    def _show_tomorrow(self, summary: SessionSummary) -> None:
        count = summary.reviews_tomorrow + summary.new_tomorrow
        self._tomorrow.setText(texts.cards(count) if count else self.tr("Nothing is due"))
        parts = []
        if summary.reviews_tomorrow:
            parts.append(self.tr("%n to review").replace("%n", str(summary.reviews_tomorrow)))
        if summary.new_tomorrow:
            parts.append(self.tr("%n new").replace("%n", str(summary.new_tomorrow)))
        if count:
            parts.append(self.tr("about %s").replace("%s", texts.minutes(max(summary.minutes_tomorrow, 1))))
        self._tomorrow_detail.setText(" · ".join(parts))

    def _show_leeches(self, summary: SessionSummary) -> None:
        self._leeches = tuple(int(card) for card in summary.leeches)
        self._leech_panel.setVisible(bool(self._leeches))
        self._leech_text.setText(
            texts.counted(
                len(self._leeches),
                self.tr("One card was missed again and again. In your own words it may stick."),
                self.tr("%n cards were missed again and again. In your own words they may stick."),
            )
        )

    @Slot()
    def _on_done(self) -> None:
        self.finished.emit()

    @Slot()
    def _on_undo(self) -> None:
        self.undo_chosen.emit()

    @Slot()
    def _on_rewrite(self) -> None:
        if self._leeches:
            self.rewrite_chosen.emit(self._leeches[0])
