"""The practice sets of earlier days, the newest first, and the way to the report of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QWidget

from cehrs_desktop.rules.content import Domain, DomainNumber
from cehrs_desktop.rules.exam.form import FormKind
from cehrs_desktop.rules.exam.reports import PastSet
from cehrs_desktop.rules.exam.responses import AttemptId
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.exam.words import numbered_title
from cehrs_desktop.ui.widgets.card_panel import CardPanel
from cehrs_desktop.ui.widgets.fact_table import FactTable
from cehrs_desktop.ui.widgets.flow_layout import FlowLayout
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton

AT_ONCE = 8
"""So many sets are listed at first; all of them at a press."""


class PastPanel(CardPanel):
    """Hidden while there is none. Signal: `report_wanted(AttemptId)`."""

    report_wanted = Signal(object)

    def __init__(self, domains: Sequence[Domain], *, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.set_title(self.tr("Earlier sets"))
        self._names = {domain.number: domain.name for domain in domains}
        self._past: tuple[PastSet, ...] = ()
        self._all = False
        self._table = FactTable()
        self._table.setAccessibleName(self.tr("Earlier sets"))
        self._more = KeyButton(self.tr("Show all"), kind=ButtonKind.LINK)
        self._more.clicked.connect(self._on_more)
        self._which = QComboBox()
        self._which.setAccessibleName(self.tr("Which report"))
        report = KeyButton(self.tr("Open the report"))
        report.clicked.connect(self._on_report)
        row = QWidget()
        flow = FlowLayout(row)
        flow.addWidget(self._which)
        flow.addWidget(report)
        self.add(self._table)
        self.column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(row)

    def show_past(self, past: Sequence[PastSet]) -> None:
        """Show these sets, the newest first."""
        self._past = tuple(past)
        self.setVisible(bool(past))
        self._show()

    def _show(self) -> None:
        shown = self._past if self._all else self._past[:AT_ONCE]
        self._more.setVisible(len(shown) < len(self._past))
        headers = [self.tr("Set"), self.tr("Date"), self.tr("About"), self.tr("Right"), self.tr("Time")]
        self._table.set_table(headers, [_row(each, self._names) for each in shown])
        self._which.clear()
        for each in shown:
            self._which.addItem(numbered_title(FormKind.PRACTICE, each.number), int(each.id))

    @Slot()
    def _on_more(self) -> None:
        self._all = True
        self._show()

    @Slot()
    def _on_report(self) -> None:
        self.report_wanted.emit(AttemptId(int(self._which.currentData())))


def _row(past: PastSet, names: Mapping[DomainNumber, str]) -> list[str]:
    how = texts.tr("answers after each") if past.feedback else texts.tr("answers at the end")
    return [
        numbered_title(FormKind.PRACTICE, past.number),
        texts.full_date(texts.local_day(past.ended_at)),
        f"{_about(past, names)} · {how}",
        texts.tr("%a of %b").replace("%a", str(past.right)).replace("%b", str(past.items)),
        texts.minutes(max(round(past.seconds / 60), 1)),
    ]


def _about(past: PastSet, names: Mapping[DomainNumber, str]) -> str:
    if past.topic:
        return past.topic
    if len(past.domains) == 1:
        return names[next(iter(past.domains))]
    if len(past.domains) == len(names):
        return texts.tr("All domains")
    return texts.tr("%n domains").replace("%n", str(len(past.domains)))
