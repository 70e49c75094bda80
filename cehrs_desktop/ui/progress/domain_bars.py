"""A bar for each domain, as long as its exam weight, with its name and its numbers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cehrs_desktop.rules.content import Domain
from cehrs_desktop.rules.progress.figures import DomainProgress
from cehrs_desktop.ui.texts import tr
from cehrs_desktop.ui.widgets.chart import Picture
from cehrs_desktop.ui.widgets.columns_layout import ColumnsLayout
from cehrs_desktop.ui.widgets.spacing import EmSpacing
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole
from cehrs_desktop.ui.widgets.weight_bar import WeightBar


class DomainBars(Picture):
    """The heaviest domain first."""

    def __init__(self, name: str, domains: Sequence[Domain], *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        column = QVBoxLayout(self)
        EmSpacing(column, spacing=0.55, margins=(0, 0, 0, 0))
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
            column.addWidget(row)
            self._bars[domain.number], self._numbers[domain.number] = bar, number

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
