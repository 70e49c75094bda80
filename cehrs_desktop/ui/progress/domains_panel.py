"""Expected correct by domain: bars as long as the exam weight, filled from the questions answered."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from cehrs_desktop.rules.content import Domain
from cehrs_desktop.rules.progress.figures import DomainProgress, TopicProgress
from cehrs_desktop.ui.progress.charts import domains_chart
from cehrs_desktop.ui.progress.domain_bars import DomainBars
from cehrs_desktop.ui.texts import tr
from cehrs_desktop.ui.widgets.chart_panel import ChartPanel
from cehrs_desktop.ui.widgets.flow_layout import FlowLayout
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole

WEAKEST = 8
"""Topics that are one click from practice, those of the table."""


class _TopicButton(KeyButton):
    """Signal: `practice_wanted(topic id)`."""

    practice_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__("", kind=ButtonKind.LINK)
        self._topic = ""
        self.clicked.connect(self._on_clicked)

    def show_topic(self, topic: TopicProgress) -> None:
        """Lead to this topic."""
        self._topic = str(topic.topic)
        self.setText(topic.name)
        self.setAccessibleName(tr("Practice %s").replace("%s", topic.name))

    @Slot()
    def _on_clicked(self) -> None:
        self.practice_wanted.emit(self._topic)


class DomainsPanel(ChartPanel):
    """Signal: `practice_wanted(topic id)`."""

    practice_wanted = Signal(str)

    def __init__(self, domains: Sequence[Domain], *, parent: QWidget | None = None) -> None:
        title = tr("Expected correct by domain, from the questions you answered (bar length = exam weight)")
        self._bars = DomainBars(title, domains)
        super().__init__(title, picture=self._bars, parent=parent)
        self._weakest = TextLabel(role=TextRole.MUTED)
        self.add(self._weakest)
        self._topics = QWidget()
        flow = FlowLayout(self._topics)
        self._buttons = [_TopicButton() for _ in range(WEAKEST)]
        for button in self._buttons:
            button.practice_wanted.connect(self.practice_wanted)
            flow.addWidget(button)
        self.add(self._topics)

    def show_domains(self, domains: Sequence[DomainProgress]) -> None:
        """Fill the bars, and the table of the same."""
        self._bars.show_domains(domains)
        self.show_data(domains_chart(domains))

    def show_topics(self, topics: Sequence[TopicProgress]) -> None:
        """Offer the weakest topics, the weakest first."""
        self._topics.setVisible(bool(topics))
        self._weakest.setText(
            tr("Weakest topics first; practice one of them:")
            if topics
            else tr("Answer some questions, and your weakest topics stand here.")
        )
        for button, topic in zip(self._buttons, topics, strict=False):
            button.show_topic(topic)
        for place, button in enumerate(self._buttons):
            button.setVisible(place < len(topics))
