"""Shows what came of an exam: in words first, numbers one press away, and every missed item with its reasons."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QWidget

from cehrs_desktop.rules.content import Domain, DomainNumber
from cehrs_desktop.rules.exam.blueprint import Scale
from cehrs_desktop.rules.exam.reports import Report
from cehrs_desktop.rules.reference import Glossary
from cehrs_desktop.ui.exam.words import numbered_title, verdict_words
from cehrs_desktop.ui.lockdown.incident_list import IncidentList
from cehrs_desktop.ui.report import rows
from cehrs_desktop.ui.report.missed_item import MissedItem
from cehrs_desktop.ui.widgets.card_panel import CardPanel
from cehrs_desktop.ui.widgets.fact_table import FactTable
from cehrs_desktop.ui.widgets.flow_layout import FlowLayout
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton
from cehrs_desktop.ui.widgets.notice import Notice
from cehrs_desktop.ui.widgets.pacing_strip import PacingStrip
from cehrs_desktop.ui.widgets.score_line import ScoreLine
from cehrs_desktop.ui.widgets.scroll_page import ScrollPage
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole

AT_ONCE = 10
"""So many missed items are laid out at a time; more come at a press."""


class ReportPage(ScrollPage):
    """Signals: `add_wanted()`, `pdf_wanted()`, `back()`, `cause_chosen(position, Cause or None)`,
    `term_chosen(short)`.
    """

    add_wanted = Signal()
    pdf_wanted = Signal()
    back = Signal()
    cause_chosen = Signal(int, object)
    term_chosen = Signal(str)

    def __init__(
        self, domains: tuple[Domain, ...], scale: Scale, glossary: Glossary, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self._glossary = glossary
        self._names = {domain.number: domain.name for domain in domains}
        self._scale = scale
        self._report: Report | None = None
        self.notice = Notice()
        self.add(self.notice)
        self._score_panel, self._domain_panel = self._make_score_panel(), self._make_domain_panel()
        self.add_columns(self._score_panel, self._domain_panel, ratios=(3, 2), minimum_ems=24)
        self._missed_panel = self._make_missed_panel()
        self.add(self._missed_panel)
        self._more_panels()
        self._incidents = IncidentList()
        self.add(self._incidents)

    def _make_score_panel(self) -> CardPanel:
        panel = CardPanel(self.tr("Our estimate"))
        self._words = TextLabel(role=TextRole.VERDICT)
        self._sentence = TextLabel(role=TextRole.MUTED)
        self._numbers_button = KeyButton(self.tr("Show the numbers"), kind=ButtonKind.LINK)
        self._numbers_button.clicked.connect(self._on_numbers)
        self._numbers = CardPanel(self.tr("Estimated scaled score — ours, unofficial"))
        self._points = TextLabel(role=TextRole.NUMBER)
        self._band = TextLabel(role=TextRole.STRONG)
        self._line = ScoreLine()
        self._assumed = TextLabel(role=TextRole.MUTED)
        parts: tuple[QWidget, ...] = (self._points, self._band, self._line, self._assumed)
        for part in parts:
            self._numbers.add(part)
        self._changed = TextLabel(role=TextRole.DANGER)
        for widget in (self._words, self._sentence, self._changed, self._numbers_button, self._numbers):
            panel.add(widget)
        return panel

    def _make_domain_panel(self) -> CardPanel:
        panel = CardPanel(self.tr("By domain, scored items only"))
        self._domains = FactTable()
        self._domains.setAccessibleName(self.tr("Results by domain"))
        self._domain_note = TextLabel(role=TextRole.MUTED)
        panel.add(self._domains)
        panel.add(self._domain_note)
        return panel

    def _make_missed_panel(self) -> CardPanel:
        panel = CardPanel(self.tr("What you missed or guessed"))
        row = QWidget()
        flow = FlowLayout(row)
        self._which = QComboBox()
        self._which.setAccessibleName(self.tr("Which domain"))
        self._which.addItem(self.tr("All domains"), 0)
        for number, name in self._names.items():
            self._which.addItem(name, int(number))
        self._which.currentIndexChanged.connect(self._on_which_changed)
        self._add = KeyButton("", kind=ButtonKind.PRIMARY)
        self._add.clicked.connect(self._on_add)
        pdf = KeyButton(self.tr("Save as PDF"))
        pdf.clicked.connect(self._on_pdf)
        back = KeyButton(self.tr("Back"), kind=ButtonKind.LINK)
        back.clicked.connect(self._on_back)
        for widget in (self._which, self._add, pdf, back):
            flow.addWidget(widget)
        panel.add(row)
        self._missed: list[MissedItem] = []
        self._missed_box = panel
        self._more = KeyButton(self.tr("Show more"), kind=ButtonKind.NEUTRAL, parent=panel)
        self._more.clicked.connect(self._on_more)
        self._nothing = TextLabel(self.tr("Nothing. Well done."), role=TextRole.MUTED)
        panel.add(self._nothing)
        return panel

    def _more_panels(self) -> None:
        topics = CardPanel(self.tr("Topics (ours, not NHA's), weakest first"))
        self._topics = FactTable()
        self._topics.setAccessibleName(self.tr("Results by topic"))
        topics.add(self._topics)
        pacing = CardPanel(self.tr("Pacing and changed answers"))
        self._pacing = FactTable()
        self._pacing.setAccessibleName(self.tr("Pacing"))
        self._seconds = FactTable()
        self._seconds.setAccessibleName(self.tr("Seconds by item"))
        self._strip = PacingStrip()
        pacing.add(self._strip)
        pacing.add(TextLabel(self.tr("A bar an item, in order; a cross below means missed."), role=TextRole.MUTED))
        pacing.add(self._pacing)
        pacing.add(self._seconds)
        self.add_columns(topics, pacing, ratios=(1, 1), minimum_ems=24)

    def show_report(self, report: Report, *, days: int) -> None:
        """Show a report; `days` is over how many days its cards would be spread."""
        self._report = report
        result, standing = report.result, report.result.score.standing
        title = numbered_title(report.kind, report.number)
        self.set_title(title if standing is None else f"{title} — {verdict_words(standing.verdict)}")
        self.set_subtitle(rows.subtitle(report))
        self.notice.clear()
        self._changed.setText(rows.changed_words(report))
        self._changed.setVisible(report.record_changed)
        self._show_score(report)
        domains, numbers = rows.domain_rows(result, self._names)
        headers = [self.tr("Domain"), self.tr("Right"), self.tr("Share"), self.tr("90% band")]
        self._domains.set_table(headers, domains, domains=numbers)
        self._domain_note.setText(rows.domain_note(result, self._names))
        topics, numbers = rows.topic_rows(result, report.topic_names)
        self._topics.set_table([self.tr("Topic"), self.tr("Right"), self.tr("Share")], topics, domains=numbers)
        self._pacing.set_table(["", ""], rows.pacing_rows(result))
        spent, right = [o.seconds for o in result.outcomes], [o.right for o in result.outcomes]
        even = None if result.pacing.left is None else (result.pacing.used + result.pacing.left) / len(spent)
        self._strip.set_items(spent, right, even=even, words=self.tr("Seconds by item, in order; see the table below"))
        seconds = rows.seconds_rows(result)
        self._seconds.set_table([self.tr("Items"), self.tr("Seconds an item")], seconds)
        count = len(result.review)
        self._add.setVisible(count > 0)
        self._add.setText(rows.add_words(count, days))
        self._incidents.setVisible(report.conditions.lockdown is not None and not report.record_changed)
        self._incidents.show_lines(report.incidents)
        self._which.setCurrentIndex(0)
        self._show_missed(AT_ONCE)

    def _show_score(self, report: Report) -> None:
        result = report.result
        standing, numbers = result.score.standing, result.numbers
        self._numbers.hide()
        self._numbers_button.setVisible(numbers is not None)
        self._numbers_button.setText(self.tr("Show the numbers"))
        if standing is None:
            self._words.setText(rows.right_words(result.score))
            self._sentence.setText("")
            return
        self._words.setText(verdict_words(standing.verdict).capitalize())
        sentence = rows.score_words(result)
        if numbers is None:
            self._sentence.setText(f"{sentence} {rows.why_no_numbers(result.score)}")
            return
        self._sentence.setText(sentence)
        scaled = numbers.scaled
        self._points.setText(str(scaled.points))
        words = (
            self.tr("90% band %l to %h · %p passes")
            .replace("%l", str(scaled.low))
            .replace("%h", str(scaled.high))
            .replace("%p", str(self._scale.pass_mark))
        )
        self._band.setText(words)
        self._line.set_score(
            lowest=self._scale.lowest,
            highest=self._scale.highest,
            pass_mark=self._scale.pass_mark,
            score=(scaled.points, scaled.low, scaled.high),
            words=f"{scaled.points}, {words}",
        )
        self._assumed.setText(rows.assumptions(result, numbers))

    def _chosen_domain(self) -> DomainNumber | None:
        number = int(self._which.currentData())
        return DomainNumber(number) if number else None

    def _show_missed(self, most: int) -> None:
        assert self._report is not None
        wanted, flagged = rows.missed(self._report, self._chosen_domain()), self._report.flagged
        self._most = most
        for widget in self._missed:
            widget.hide()
        while len(self._missed) < min(len(wanted), most):
            widget = MissedItem(self._glossary, parent=self._missed_box)
            widget.term_chosen.connect(self.term_chosen)
            widget.cause_chosen.connect(self.cause_chosen)
            self._missed.append(widget)
            self._missed_box.add(widget)
        for widget, response in zip(self._missed, wanted[:most], strict=False):
            version = self._report.items[response.version]
            topic = self._report.topic_names.get(response.topic, "")
            widget.show_item(response, version, flagged=response.position in flagged, topic=topic)
            widget.show()
        self._missed_box.column.removeWidget(self._more)
        self._missed_box.add(self._more)
        self._more.setVisible(len(wanted) > most)
        self._nothing.setVisible(not wanted)

    @Slot()
    def _on_more(self) -> None:
        self._show_missed(self._most + AT_ONCE)

    @Slot()
    def _on_which_changed(self) -> None:
        if self._report is not None:
            self._show_missed(AT_ONCE)

    @Slot()
    def _on_numbers(self) -> None:
        self.show_numbers()

    def show_numbers(self) -> None:
        """Show the numbers, or hide them again."""
        self._numbers.setVisible(not self._numbers.isVisible())
        shown = self._numbers.isVisibleTo(self)
        self._numbers_button.setText(self.tr("Hide the numbers") if shown else self.tr("Show the numbers"))

    @Slot()
    def _on_add(self) -> None:
        self.add_wanted.emit()

    @Slot()
    def _on_pdf(self) -> None:
        self.pdf_wanted.emit()

    @Slot()
    def _on_back(self) -> None:
        self.back.emit()
