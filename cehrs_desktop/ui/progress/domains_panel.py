"""Expected correct by domain: bars as long as the exam weight, filled from the questions answered."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from cehrs_desktop.rules.content import Domain
from cehrs_desktop.rules.progress.figures import DomainProgress, TopicProgress
from cehrs_desktop.ui.texts import tr
from cehrs_desktop.ui.widgets.card_panel import CardPanel
from cehrs_desktop.ui.widgets.columns_layout import ColumnsLayout
from cehrs_desktop.ui.widgets.flow_layout import FlowLayout
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole
from cehrs_desktop.ui.widgets.weight_bar import WeightBar

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


class DomainsPanel(CardPanel):
    """Signal: `practice_wanted(topic id)`."""

    practice_wanted = Signal(str)

    def __init__(self, domains: Sequence[Domain], *, parent: QWidget | None = None) -> None:
        title = tr("Expected correct by domain, from the questions you answered (bar length = exam weight)")
        super().__init__(title, parent=parent)
        heaviest = max(domain.weight for domain in domains)
        self._bars: dict[int, WeightBar] = {}
        self._numbers: dict[int, TextLabel] = {}
        for domain in sorted(domains, key=lambda each: (-each.weight, each.number)):
            bar = WeightBar(int(domain.number), domain.weight / heaviest)
            bar.setAccessibleName(domain.name)
            number = TextLabel(role=TextRole.MUTED)
            row = QWidget()
            columns = ColumnsLayout(row, ratios=(10, 11, 8), minimum_ems=7, spacing=0.6)
            for widget in (TextLabel(domain.name), bar, number):
                columns.addWidget(widget)
            self.add(row)
            self._bars[domain.number], self._numbers[domain.number] = bar, number
        self._weakest = TextLabel(role=TextRole.MUTED)
        self.add(self._weakest)
        self._row = QWidget()
        self._flow = FlowLayout(self._row)
        self._buttons = [_TopicButton() for _ in range(WEAKEST)]
        for button in self._buttons:
            button.practice_wanted.connect(self.practice_wanted)
            self._flow.addWidget(button)
        self.add(self._row)

    def show_domains(self, domains: Sequence[DomainProgress]) -> None:
        """Fill the bars."""
        for each in domains:
            number, stands = each.domain.number, each.standing
            if stands.expected is None or stands.band is None:
                words = tr("%n answered, too few to tell").replace("%n", str(stands.answered))
                self._bars[number].set_filled(None, words=words)
            else:
                half = max(round((stands.band.high - stands.band.low) / 2), 1)
                words = (
                    tr("%a of %b · ±%c")
                    .replace("%a", str(round(stands.expected)))
                    .replace("%b", str(stands.items))
                    .replace("%c", str(half))
                )
                parts = [value / stands.items for value in (stands.expected, stands.band.low, stands.band.high)]
                self._bars[number].set_filled(parts[0], low=parts[1], high=parts[2], words=words)
            self._numbers[number].setText(words)

    def show_topics(self, topics: Sequence[TopicProgress]) -> None:
        """Offer the weakest topics, the weakest first."""
        self._row.setVisible(bool(topics))
        self._weakest.setText(
            tr("Weakest topics first; practice one of them:")
            if topics
            else tr("Answer some questions, and your weakest topics stand here.")
        )
        for button, topic in zip(self._buttons, topics, strict=False):
            button.show_topic(topic)
        for place, button in enumerate(self._buttons):
            button.setVisible(place < len(topics))
