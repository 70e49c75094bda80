"""Offers the full mock and the diagnostic, the exams that were left open, and the reports of earlier ones."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from cehrs_desktop.rules.exam.blueprint import Blueprint
from cehrs_desktop.rules.exam.form import FormKind
from cehrs_desktop.rules.exam.reports import Offer, PastSitting, UsedForm
from cehrs_desktop.rules.exam.responses import AttemptId
from cehrs_desktop.rules.exam.sitting import TimeAllowed
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.exam.words import numbered_title, verdict_words
from cehrs_desktop.ui.mock.open_sittings import OpenSittings
from cehrs_desktop.ui.mock.trend import trend_chart
from cehrs_desktop.ui.widgets.card_panel import CardPanel
from cehrs_desktop.ui.widgets.chart_panel import ChartPanel
from cehrs_desktop.ui.widgets.fact_table import FactTable
from cehrs_desktop.ui.widgets.flow_layout import FlowLayout
from cehrs_desktop.ui.widgets.form import Form
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton
from cehrs_desktop.ui.widgets.notice import Notice
from cehrs_desktop.ui.widgets.scroll_page import ScrollPage
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole


class MockPage(ScrollPage):
    """Signals: `mock_wanted()`, `diagnostic_wanted()`, `resumed(AttemptId)`, `submitted(AttemptId)`,
    `discarded(AttemptId)`, `report_wanted(AttemptId)`.
    """

    mock_wanted = Signal()
    diagnostic_wanted = Signal()
    resumed = Signal(object)
    submitted = Signal(object)
    discarded = Signal(object)
    report_wanted = Signal(object)

    def __init__(self, blueprint: Blueprint, *, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Mock exam"), subtitle=self.tr("Delivered and scored like the real one"), parent=parent
        )
        self._blueprint = blueprint
        self._past: tuple[PastSitting, ...] = ()
        self.notice = Notice()
        self.add(self.notice)
        self._open = OpenSittings()
        self._open.resumed.connect(self.resumed)
        self._open.submitted.connect(self.submitted)
        self._open.discarded.connect(self.discarded)
        self.add(self._open)
        self._mock_panel, self._diagnostic_panel = self._make_mock_panel(), self._make_diagnostic_panel()
        self.add_columns(self._mock_panel, self._diagnostic_panel, ratios=(3, 2), minimum_ems=22)
        self._history_panel = CardPanel(self.tr("Earlier ones"))
        self._history = FactTable()
        self._history.setAccessibleName(self.tr("Earlier exams"))
        self._which = QComboBox()
        self._which.setAccessibleName(self.tr("Which report"))
        self._report = KeyButton(self.tr("Open the report"))
        self._report.clicked.connect(self._on_report)
        self._empty = TextLabel(
            self.tr("Nothing yet. The diagnostic takes 50 minutes and shows where to begin; skipping it is fine."),
            role=TextRole.MUTED,
        )
        row = QWidget()
        flow = FlowLayout(row)
        flow.addWidget(self._which)
        flow.addWidget(self._report)
        self._report_row = row
        for widget in (self._empty, self._history, row):
            self._history_panel.add(widget)
        self.add(self._history_panel)
        self._trend = ChartPanel(self.tr("Estimated score of each exam with 90% band — ours, unofficial"))
        self.add(self._trend)

    def _make_mock_panel(self) -> CardPanel:
        panel = CardPanel(self.tr("Full mock exam"))
        blueprint = self._blueprint
        panel.add(
            TextLabel(
                self.tr("%a scored and %b unmarked pretest items in %c")
                .replace("%a", str(blueprint.scored_items))
                .replace("%b", str(blueprint.pretest_items))
                .replace("%c", texts.minutes(blueprint.minutes)),
                role=TextRole.HEADING,
            )
        )
        self._mock_text = TextLabel(role=TextRole.MUTED)
        self._used_text = TextLabel(role=TextRole.MUTED)
        panel.add(self._mock_text)
        panel.add(self._used_text)
        form = Form()
        self._time = QComboBox()
        for allowed, name in _times(self).items():
            self._time.addItem(name, allowed)
        form.add_row(self.tr("Time"), self._time)
        panel.add(form)
        self._in_parts = QCheckBox(self.tr("In %n parts").replace("%n", str(blueprint.parts)))
        self._tools = QCheckBox(self.tr("Calculator and pad"))
        for box, note in (
            (self._in_parts, self.tr("On different days; it then doesn't count as sat under exam conditions.")),
            (self._tools, self.tr("NHA's own tools aren't confirmed, so they are off unless you want them.")),
        ):
            panel.add(box)
            panel.add(TextLabel(note, role=TextRole.MUTED))
        panel.add(
            TextLabel(
                self.tr("Next you choose how it is watched: not at all, or as a remote proctor would."),
                role=TextRole.MUTED,
            )
        )
        self._start = KeyButton(self.tr("Begin a full mock exam"), kind=ButtonKind.PRIMARY)
        self._start.clicked.connect(self._on_mock)
        panel.column.addWidget(self._start, 0, Qt.AlignmentFlag.AlignLeft)
        return panel

    def _make_diagnostic_panel(self) -> CardPanel:
        panel = CardPanel(self.tr("Diagnostic"))
        made = self._blueprint.diagnostic
        panel.add(
            TextLabel(
                self.tr("%a items in %b").replace("%a", str(made.items)).replace("%b", texts.minutes(made.minutes)),
                role=TextRole.HEADING,
            )
        )
        self._diagnostic_text = TextLabel(role=TextRole.MUTED)
        panel.add(self._diagnostic_text)
        each = str(made.items // made.parts)
        box = QCheckBox(self.tr("In %n parts of %m").replace("%n", str(made.parts)).replace("%m", each))
        self._diagnostic_in_parts = box
        note = self.tr("On different days if you like. In one piece, too, you may stop after any item and go on later.")
        panel.add(box)
        panel.add(TextLabel(note, role=TextRole.MUTED))
        self._begin = KeyButton(self.tr("Begin the diagnostic"))
        self._begin.clicked.connect(self._on_diagnostic)
        panel.column.addWidget(self._begin, 0, Qt.AlignmentFlag.AlignLeft)
        return panel

    @property
    def time_allowed(self) -> TimeAllowed:
        """The time chosen for the next exam."""
        return TimeAllowed(self._time.currentData())

    @property
    def in_parts(self) -> bool:
        """Whether the mock is to be sat in parts."""
        return self._in_parts.isChecked()

    @property
    def diagnostic_in_parts(self) -> bool:
        """Whether the diagnostic is to be sat in parts."""
        return self._diagnostic_in_parts.isChecked()

    @property
    def tools(self) -> bool:
        """Whether calculator and scratchpad are there."""
        return self._tools.isChecked()

    def choose_time(self, allowed: TimeAllowed) -> None:
        """Begin with the time that was granted."""
        self._time.setCurrentIndex(self._time.findData(allowed))

    def show_offer(self, found: Offer) -> None:
        """Show what there is to sit."""
        self._open.show_open(found.open)
        open_kinds = {each.kind for each in found.open}
        self._mock_text.setText(
            self.tr("Fresh: none of its questions has been shown to you.")
            if FormKind.MOCK in found.fresh
            else self.tr("Unseen questions come first, then those not seen longest. %n of %m are unseen.")
            .replace("%n", str(found.unseen))
            .replace("%m", str(found.items))
        )
        self._used_text.setText("\n".join([self.tr("Used full forms:"), *map(_used, found.used)]))
        self._used_text.setVisible(bool(found.used))
        self._diagnostic_text.setText(
            self.tr("Shows where you stand in each domain, before you have studied.")
            if FormKind.DIAGNOSTIC in found.fresh
            else self.tr("You have sat the fresh one; another can be sat any time.")
        )
        self._start.setEnabled(FormKind.MOCK not in open_kinds)
        self._begin.setEnabled(FormKind.DIAGNOSTIC not in open_kinds)

    def show_past(self, past: Sequence[PastSitting]) -> None:
        """Show the earlier ones, the newest first."""
        self._past = tuple(reversed(past))
        headers = [self.tr("Exam"), self.tr("Date"), self.tr("Right"), self.tr("Our estimate"), self.tr("Time")]
        self._history.set_table(headers, [_row(each) for each in self._past])
        self._which.clear()
        for each in self._past:
            self._which.addItem(numbered_title(each.kind, each.number), int(each.id))
        trend = trend_chart(past, pass_mark=self._blueprint.scale.pass_mark)
        self._trend.setVisible(trend is not None)
        if trend is not None:
            self._trend.show_data(trend)
        for widget in (self._history, self._report_row):
            widget.setVisible(bool(self._past))
        self._empty.setVisible(not self._past)

    @Slot()
    def _on_mock(self) -> None:
        self.mock_wanted.emit()

    @Slot()
    def _on_diagnostic(self) -> None:
        self.diagnostic_wanted.emit()

    @Slot()
    def _on_report(self) -> None:
        self.report_wanted.emit(AttemptId(int(self._which.currentData())))


def _used(form: UsedForm) -> str:
    name = texts.tr("A discarded mock exam") if form.number is None else texts.tr("Mock exam %n")
    words = name.replace("%n", str(form.number))
    if form.fresh:
        words = texts.tr("%s (all new to you)").replace("%s", words)
    ended = texts.tr("%s, on %d").replace("%s", words).replace("%d", texts.full_date(form.day))
    if form.before_exam is None:
        return ended
    since = texts.tr("%s, before your exam on %d").replace("%s", ended)
    return since.replace("%d", texts.full_date(form.before_exam))


def _row(past: PastSitting) -> list[str]:
    score = past.result.score
    verdict = "–" if score.standing is None else verdict_words(score.standing.verdict)
    return [
        numbered_title(past.kind, past.number),
        texts.full_date(texts.local_day(past.ended_at)),
        texts.tr("%a of %b").replace("%a", str(score.raw)).replace("%b", str(score.items)),
        verdict,
        texts.minutes(round(past.result.pacing.used / 60)),
    ]


def _times(widget: QWidget) -> dict[TimeAllowed, str]:
    return {
        TimeAllowed.STANDARD: widget.tr("Standard time"),
        TimeAllowed.QUARTER_MORE: widget.tr("Time and a quarter"),
        TimeAllowed.HALF_MORE: widget.tr("Time and a half"),
        TimeAllowed.DOUBLE: widget.tr("Double time"),
        TimeAllowed.UNTIMED: widget.tr("Untimed"),
    }
