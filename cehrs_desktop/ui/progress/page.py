"""Shows where the learner stands; takes the wish to practice a topic and to see the details."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from cehrs_desktop.rules.content import Domain
from cehrs_desktop.rules.exam.events import Confidence
from cehrs_desktop.rules.exam.responses import Cause
from cehrs_desktop.rules.progress.figures import DomainProgress, MockPacing, ProgressDetails, ProgressReport
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.progress.charts import (
    coming_chart,
    grid_data,
    grid_days,
    hours_chart,
    pacing_chart,
    recall_chart,
    score_chart,
)
from cehrs_desktop.ui.progress.domains_panel import DomainsPanel
from cehrs_desktop.ui.progress.pacing_panel import PacingPanel
from cehrs_desktop.ui.texts import tr
from cehrs_desktop.ui.widgets.card_panel import CardPanel
from cehrs_desktop.ui.widgets.chart_panel import ChartPanel
from cehrs_desktop.ui.widgets.day_grid import DayGrid
from cehrs_desktop.ui.widgets.fact_table import FactTable
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton
from cehrs_desktop.ui.widgets.scroll_page import ScrollPage
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole

FIRST_TOPICS = 8
"""So many of the weakest topics at once; the others under Details."""


class ProgressPage(ScrollPage):
    """Signals: `practice_wanted(topic id)`, `mock_chosen(AttemptId)` for its pacing, `details_wanted()`."""

    practice_wanted = Signal(str)
    mock_chosen = Signal(object)
    details_wanted = Signal()

    def __init__(self, domains: Sequence[Domain], *, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Progress"), subtitle=self.tr("Five domains, weighted as on the exam"), parent=parent)
        self._has_others = False
        self._domains = DomainsPanel(domains)
        self._domains.practice_wanted.connect(self.practice_wanted)
        self._score = ChartPanel(self.tr("Estimated score by date with 90% band — ours, unofficial"))
        self._pacing = PacingPanel()
        self._pacing.mock_chosen.connect(self.mock_chosen)
        self._coming = ChartPanel(self.tr("Minutes in the next 30 days"))
        self._recall = ChartPanel(self.tr("Recall: foretold against what came"))
        self._hours = ChartPanel(self.tr("Recall by hour of the day"))
        self._grid = DayGrid(self.tr("Study days"))
        self._days = ChartPanel(self.tr("Study days"), picture=self._grid)
        self._cards, cards = self._table_panel(self.tr("Cards by domain"), self._cards_note())
        self._topics, self._topics_panel = self._table_panel(self.tr("Topics, weakest first"), "")
        self._other_topics, self._other_panel = self._table_panel(self.tr("The other topics"), "")
        self._sure, self._sure_panel = self._table_panel(self.tr("How sure you were, and how often right"), "")
        self._causes, self._causes_panel = self._table_panel(self.tr("Why you missed questions"), "")
        self.add_columns(self._domains, self._score, ratios=(4, 3), minimum_ems=22)
        self.add_columns(self._days, self._pacing, ratios=(4, 3), minimum_ems=22)
        self.add(cards)
        self.add_columns(self._coming, (self._sure_panel, self._causes_panel), ratios=(4, 3), minimum_ems=22)
        self.add(self._topics_panel)
        self._toggle = KeyButton(self.tr("Show details"), kind=ButtonKind.LINK)
        self._toggle.clicked.connect(self._on_toggle)
        self.column.insertWidget(self.column.count() - 1, self._toggle, 0, Qt.AlignmentFlag.AlignLeft)
        self.add_columns(self._recall, self._hours, ratios=(1, 1), minimum_ems=22)
        self.add(self._other_panel)
        for panel in (self._recall, self._hours, self._other_panel):
            panel.hide()

    def _cards_note(self) -> str:
        return self.tr(
            "Recall of cards is shown apart: it is never turned into exam points. Young and mature cards part at a "
            "stability of three weeks. Recalled: of the cards that came back in the last 90 days, and what is aimed at."
        )

    @staticmethod
    def _table_panel(title: str, note: str) -> tuple[FactTable, CardPanel]:
        panel = CardPanel(title)
        table = FactTable()
        table.setAccessibleName(title)
        panel.add(table)
        if note:
            panel.add(TextLabel(note, role=TextRole.MUTED))
        return table, panel

    def show_report(self, report: ProgressReport) -> None:
        """Show these figures."""
        self._domains.show_domains(report.domains)
        self._domains.show_topics(report.topics)
        self._score.show_data(score_chart(report))
        self._pacing.show_mocks(report.mocks)
        self.show_pacing(report.pacing)
        self._coming.show_data(coming_chart(report))
        self._grid.set_days(grid_days(report.studied))
        self._days.show_data(grid_data(report.studied))
        self._show_cards(report)
        names = {domain.domain.number: domain.domain.name for domain in report.domains}
        self._topics_panel.setVisible(bool(report.topics))
        rows = [[each.name, names[each.domain], _of(each.right, each.answered)] for each in report.topics]
        headers, domains = [tr("Topic"), tr("Domain"), tr("Right")], [int(each.domain) for each in report.topics]
        self._topics.set_table(headers, rows[:FIRST_TOPICS], domains=domains[:FIRST_TOPICS])
        self._has_others = len(rows) > FIRST_TOPICS
        self._other_panel.setVisible(self.details_open and self._has_others)
        self._other_topics.set_table(headers, rows[FIRST_TOPICS:], domains=domains[FIRST_TOPICS:])
        self._show_questions(report)

    def _show_cards(self, report: ProgressReport) -> None:
        ordered = sorted(report.domains, key=lambda each: (-each.domain.weight, each.domain.number))
        minutes = sum(each.minutes for each in ordered)
        headers = [
            tr("Domain"), tr("New"), tr("Learning"), tr("Young"), tr("Mature"), tr("Recall now"), tr("On exam day"),
            tr("Recalled, aim"), tr("Time, weight"),
        ]  # fmt: skip
        self._cards.set_table(
            headers,
            [_card_row(each, minutes) for each in ordered],
            domains=[int(each.domain.number) for each in ordered],
        )

    def _show_questions(self, report: ProgressReport) -> None:
        sure = {Confidence.SURE: tr("Sure"), Confidence.UNSURE: tr("Unsure"), Confidence.GUESS: tr("Guess")}
        self._sure_panel.setVisible(bool(report.confidence))
        self._sure.set_table(
            [tr("You were"), tr("Right"), tr("Of all")],
            [
                [name, _of(share.hits, share.count), texts.percent(share.part)]
                for word, name in sure.items()
                if (share := report.confidence.get(word)) is not None
            ],
        )
        causes = {
            Cause.DIDNT_KNOW: tr("Didn’t know it"),
            Cause.MISREAD: tr("Misread the question"),
            Cause.CHANGED: tr("Changed a right answer"),
            Cause.OUT_OF_TIME: tr("Ran out of time"),
        }
        self._causes_panel.setVisible(bool(report.causes))
        self._causes.set_table(
            [tr("Cause"), tr("Questions")],
            [[name, str(report.causes[cause])] for cause, name in causes.items() if cause in report.causes],
        )

    def show_pacing(self, pacing: MockPacing | None) -> None:
        """Show the pacing of the chosen mock; None: there is none yet."""
        self._pacing.show_data(pacing_chart(pacing))

    def show_details(self, details: ProgressDetails) -> None:
        """Show what is under Details."""
        self._recall.show_data(recall_chart(details))
        self._hours.show_data(hours_chart(details))

    @property
    def details_open(self) -> bool:
        """Whether Details are shown."""
        return self._recall.isVisibleTo(self)

    @Slot()
    def _on_toggle(self) -> None:
        opened = not self.details_open
        for panel in (self._recall, self._hours):
            panel.setVisible(opened)
        self._other_panel.setVisible(opened and self._has_others)
        self._toggle.setText(self.tr("Hide details") if opened else self.tr("Show details"))
        if opened:
            self.details_wanted.emit()


def _of(part: int, whole: int) -> str:
    return tr("%a of %b").replace("%a", str(part)).replace("%b", str(whole))


def _card_row(each: DomainProgress, minutes: float) -> list[str]:
    def share(value: float | None) -> str:
        return "–" if value is None else texts.percent(value)

    recalled = share(each.retention.part if each.retention.count else None)
    time = share(each.minutes / minutes if minutes else None)
    cards = each.cards
    return [
        each.domain.name,
        *(str(count) for count in (cards.new, cards.learning, cards.young, cards.mature)),
        share(each.recall_now),
        share(each.recall_exam_day),
        f"{recalled}, {texts.percent(each.desired)}",
        f"{time}, {each.domain.weight}%",
    ]
