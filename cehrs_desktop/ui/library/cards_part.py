"""The Library's cards: search as one types, filters, a table of which several can be chosen, and what to do to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QLineEdit, QTableView, QVBoxLayout, QWidget

from cehrs_desktop.rules.content import Domain, DomainNumber, TopicId
from cehrs_desktop.rules.study.browse import CardLine, Order, Show
from cehrs_desktop.rules.study.cards import CardId
from cehrs_desktop.rules.study.remark import LONGEST_TAG
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.library.cards_model import CardsModel
from cehrs_desktop.ui.theme import Theme
from cehrs_desktop.ui.widgets.card_panel import CardPanel
from cehrs_desktop.ui.widgets.flow_layout import FlowLayout
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole

_TABLE_EMS = 30


class Command(StrEnum):
    """What a button asks for."""

    NEW = "new"
    OPEN = "open"
    EDIT = "edit"
    NOTE = "note"
    TAGS = "tags"
    SUSPEND = "suspend"
    BRING_BACK = "bring_back"
    FLAG = "flag"
    UNFLAG = "unflag"
    FORWARD = "forward"
    ANEW = "anew"
    DELETE = "delete"
    UNDO = "undo"
    IMPORT = "import"
    TOPIC = "topic"
    EXPORT = "export"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is searched, the filters, and the order."""

    text: str
    domain: DomainNumber | None
    topic: TopicId | None
    show: Show
    tag: str | None
    order: Order


_FOR_ALL = (Command.NEW, Command.IMPORT, Command.EXPORT, Command.UNDO)
"""What needs no chosen card."""


class CardsPart(QWidget):
    """Signals: `wanted()` when search, filters or order have changed, `commanded(Command)`."""

    wanted = Signal()
    commanded = Signal(object)

    def __init__(self, domains: Sequence[Domain]) -> None:
        super().__init__()
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search the cards"))
        self.search.setAccessibleName(self.tr("Search the cards"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self.wanted)
        self._domain = _combo(
            self.tr("Domain"), {0: self.tr("All domains"), **{int(each.number): each.name for each in domains}}
        )
        self._topic: TopicId | None = None
        self._topic_button = KeyButton(self.tr("All topics"), kind=ButtonKind.LINK)
        self._topic_button.clicked.connect(partial(self._on_command, Command.TOPIC))
        self._domain.currentIndexChanged.connect(self._on_domain_changed)
        self._tag = _combo(self.tr("Tag"), {"": self.tr("All tags")})
        self._tag.hide()
        self._show = _combo(self.tr("Which cards"), {each.value: text for each, text in self._shows().items()})
        self._order = _combo(self.tr("Order"), {each.value: text for each, text in self._orders().items()})
        self._count = TextLabel(role=TextRole.MUTED)
        self._model = CardsModel(self)
        self.table = self._make_table()
        self._buttons = {command: KeyButton(text, kind=ButtonKind.LINK) for command, text in self._commands().items()}
        self._lay_out()

    def _shows(self) -> dict[Show, str]:
        return {
            Show.ALL: self.tr("All cards"),
            Show.DUE: self.tr("Due today"),
            Show.NEW: self.tr("New"),
            Show.CORE: self.tr("Core"),
            Show.SUSPENDED: self.tr("Suspended"),
            Show.FLAGGED: self.tr("Flagged"),
            Show.LEECH: self.tr("Often missed"),
            Show.EDITED: self.tr("With your text"),
            Show.OWN: self.tr("Your own cards"),
            Show.NEW_TEXT: self.tr("Pack has a new text"),
            Show.NOTED: self.tr("With a note"),
            Show.MISSED: self.tr("Of questions you missed"),
        }

    def _orders(self) -> dict[Order, str]:
        return {
            Order.PACK: self.tr("In order of the topics"),
            Order.QUESTION: self.tr("By question"),
            Order.DUE: self.tr("Due first"),
            Order.WEAKEST: self.tr("Weakest first"),
            Order.MISSED: self.tr("Most often missed first"),
        }

    def _commands(self) -> dict[Command, str]:
        return {
            Command.NEW: self.tr("New card…"),
            Command.IMPORT: self.tr("Import…"),
            Command.EXPORT: self.tr("Export…"),
            Command.UNDO: self.tr("Undo"),
            Command.OPEN: self.tr("History"),
            Command.EDIT: self.tr("Edit"),
            Command.NOTE: self.tr("Note…"),
            Command.TAGS: self.tr("Tags…"),
            Command.SUSPEND: self.tr("Suspend"),
            Command.BRING_BACK: self.tr("Bring back"),
            Command.FLAG: self.tr("Flag"),
            Command.UNFLAG: self.tr("Take the flag off"),
            Command.FORWARD: self.tr("Due today"),
            Command.ANEW: self.tr("Start over…"),
            Command.DELETE: self.tr("Delete…"),
        }

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self._model)
        table.setAccessibleName(self.tr("Cards"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setProperty("look", "cards")
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.doubleClicked.connect(partial(self._on_command, Command.OPEN))
        Theme.current().changed.connect(self._fit)
        return table

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        panel = CardPanel(padding=1.0)
        filters, commands, all_cards = QWidget(), QWidget(), QWidget()
        row = FlowLayout(filters)
        for combo in (self._domain, self._show, self._tag, self._order):
            combo.currentIndexChanged.connect(self.wanted)
            row.addWidget(combo)
        row.addWidget(self._topic_button)
        above, below = FlowLayout(all_cards), FlowLayout(commands)
        for command, button in self._buttons.items():
            button.clicked.connect(partial(self._on_command, command))
            (above if command in _FOR_ALL else below).addWidget(button)
        for widget in (all_cards, self.search, filters, self._count, commands, self.table):
            panel.add(widget)
        column.addWidget(panel)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        theme = Theme.current()
        self.table.setFixedHeight(theme.px(_TABLE_EMS))
        self.table.verticalHeader().setDefaultSectionSize(theme.px(2.1))
        for column, ems in enumerate((32, 16, 8)):
            self.table.setColumnWidth(column, theme.px(ems))

    def choices(self) -> Wanted:
        """What is searched, the filters, and the order."""
        number = int(self._domain.currentData())
        return Wanted(
            text=self.search.text(),
            domain=DomainNumber(number) if number else None,
            topic=self._topic,
            show=Show(self._show.currentData()),
            tag=self._tag.currentData() or None,
            order=Order(self._order.currentData()),
        )

    def show_topic(self, topic: TopicId | None, name: str) -> None:
        """Show the cards of a topic, or (None) of all."""
        self._topic = topic
        self._topic_button.setText(self.tr("Topic: %s").replace("%s", name) if topic else self.tr("All topics"))
        self.wanted.emit()

    def set_tags(self, tags: Sequence[str]) -> None:
        """Offer these tags; the chosen one stays if it is still there."""
        chosen = self._tag.currentData()
        was = self._tag.blockSignals(True)
        self._tag.clear()
        self._tag.addItem(self.tr("All tags"), "")
        for tag in tags:
            self._tag.addItem(tag if len(tag) <= LONGEST_TAG else tag[: LONGEST_TAG - 1] + "…", tag)
        self._tag.setCurrentIndex(max(self._tag.findData(chosen), 0))
        self._tag.setVisible(bool(tags))
        self._tag.blockSignals(was)

    @Slot()
    def _on_domain_changed(self) -> None:
        if self._topic is not None:
            self.show_topic(None, "")

    def show_lines(self, lines: Sequence[CardLine], *, so_far: bool = False) -> None:
        """Show these cards; those that were chosen and are still there stay chosen.

        `so_far`: only their questions were searched yet.
        """
        chosen = set(self.chosen())
        self._model.set_lines(lines)
        count = self.tr("%n so far. The answers are still being read.") if so_far else "%n"
        self._count.setText(count.replace("%n", texts.cards(len(lines))))
        if chosen and len(chosen) < 1000:
            model = self.table.selectionModel()
            for row, line in enumerate(lines):
                if line.id in chosen:
                    model.select(self._model.index(row, 0), model.SelectionFlag.Select | model.SelectionFlag.Rows)

    def chosen(self) -> tuple[CardId, ...]:
        """The cards that are chosen in the table."""
        return tuple(self._model.card(index.row()) for index in self.table.selectionModel().selectedRows())

    def _on_command(self, command: Command, _given: object = None) -> None:
        self.commanded.emit(command)


def _combo(name: str, choices: dict[int, str] | dict[str, str]) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    for value, text in choices.items():
        combo.addItem(text, value)
    return combo
