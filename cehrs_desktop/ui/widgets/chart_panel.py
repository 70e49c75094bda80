"""A panel with a chart, a grid of days or bars: its picture or its table, and the way to save both."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from cehrs_desktop.ui.widgets.card_panel import CardPanel
from cehrs_desktop.ui.widgets.chart import Chart, ChartData, Picture, write_csv
from cehrs_desktop.ui.widgets.fact_table import FactTable
from cehrs_desktop.ui.widgets.flow_layout import FlowLayout
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole


class ChartPanel(CardPanel):
    """Shows the sentence alone while there is nothing to draw."""

    def __init__(self, title: str, *, picture: Picture | None = None, parent: QWidget | None = None) -> None:
        super().__init__(title, parent=parent)
        self._name = title
        self._data: ChartData | None = None
        self._is_table_filled = False
        self._words = TextLabel(role=TextRole.MUTED)
        self.chart: Picture = Chart(title) if picture is None else picture
        self._table = FactTable()
        self._table.setAccessibleName(title)
        self._table.hide()
        self._row = QWidget()
        buttons = FlowLayout(self._row)
        self._toggle = self._button(self.tr("Table"), self._on_toggled)
        self._save_picture = self._button(self.tr("Save picture…"), self._on_picture_wanted)
        self._save_table = self._button(self.tr("Save table…"), self._on_table_wanted)
        for button in (self._toggle, self._save_picture, self._save_table):
            buttons.addWidget(button)
        for widget in (self.chart, self._table, self._words, self._row):
            self.add(widget)
        self._name_buttons()

    def _button(self, text: str, slot: object) -> KeyButton:
        button = KeyButton(text, kind=ButtonKind.LINK)
        button.clicked.connect(slot)
        return button

    def _name_buttons(self) -> None:
        for button in (self._toggle, self._save_picture, self._save_table):
            button.setAccessibleName(f"{button.text()}: {self._name}")

    def show_data(self, data: ChartData) -> None:
        """Show these values; without rows only what the sentence says."""
        self._data = data
        self._words.setText(data.words)
        drawn = bool(data.rows)
        self._row.setVisible(drawn)
        as_table = self._table.isVisibleTo(self)
        self.chart.setVisible(drawn and not as_table)
        self._table.setVisible(drawn and as_table)
        if drawn:
            self.chart.show_data(data)
        self._is_table_filled = False
        if drawn and as_table:
            self._fill_table()

    def _fill_table(self) -> None:
        """Done when the table is looked at: laying out a hundred rows takes longer than all the rest."""
        if self._data is not None and not self._is_table_filled:
            self._table.set_table(self._data.headers, self._data.rows, right_columns=range(1, len(self._data.headers)))
            self._is_table_filled = True

    @Slot()
    def _on_toggled(self) -> None:
        as_table = not self._table.isVisibleTo(self)
        if as_table:
            self._fill_table()
        self._table.setVisible(as_table)
        self.chart.setVisible(not as_table)
        self._save_picture.setVisible(not as_table)
        self._toggle.setText(self.tr("Picture") if as_table else self.tr("Table"))
        self._name_buttons()

    @Slot()
    def _on_picture_wanted(self) -> None:
        name = self._chosen(self.tr("Pictures (*.png)"), ".png")
        if name is not None and not self.chart.save_picture(name):
            self._words.setText(self.tr("The picture can't be written there. Choose another folder."))

    @Slot()
    def _on_table_wanted(self) -> None:
        name = self._chosen(self.tr("Tables (*.csv)"), ".csv")
        if name is None or self._data is None:
            return
        try:
            write_csv(name, self._data.headers, self._data.rows)
        except OSError:
            self._words.setText(self.tr("The table can't be written there. Choose another folder."))

    def _chosen(self, kinds: str, ending: str) -> Path | None:
        proposed = Path.home() / (self._name.split(",")[0].strip() + ending)
        name, _ = QFileDialog.getSaveFileName(self, self._name, str(proposed), kinds)
        return Path(name).with_suffix(ending) if name else None
