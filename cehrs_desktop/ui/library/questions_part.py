"""The Library's questions: those already met, with every option's reason and the source."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from cehrs_desktop.rules.exam.met_items import MetItem, matching
from cehrs_desktop.rules.reference import Glossary
from cehrs_desktop.rules.study.learner_day import date_of
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.widgets.flow_layout import FlowLayout
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton
from cehrs_desktop.ui.widgets.reading_pane import ReadingPane
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole

_LONGEST_TITLE = 90


class QuestionsPart(ReadingPane):
    """Search and filter happen here. Signals: `term_chosen(short)`, `note_wanted(MetItem)`, `undo_wanted()`."""

    note_wanted = Signal(object)
    undo_wanted = Signal()

    def __init__(self, glossary: Glossary) -> None:
        super().__init__("", glossary=glossary, tallest_ems=30)
        self.list.setAccessibleName(self.tr("Questions you have met"))
        self._items: tuple[MetItem, ...] = ()
        self._found: list[MetItem] = []
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search the questions"))
        self.search.setAccessibleName(self.tr("Search the questions"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._on_searched)
        self._only_missed = QCheckBox(self.tr("Only missed ones"))
        self._only_missed.toggled.connect(self._on_searched)
        self._record = TextLabel(role=TextRole.MUTED)
        self._source = TextLabel(role=TextRole.MUTED)
        self.above.addWidget(self.search)
        self.above.addWidget(self._only_missed)
        self._note = TextLabel(role=TextRole.ACCENT)
        self._write = KeyButton("", kind=ButtonKind.LINK)
        self._write.clicked.connect(self._on_note_wanted)
        undo = KeyButton(self.tr("Undo"), kind=ButtonKind.LINK)
        undo.clicked.connect(self.undo_wanted)
        self._commands = QWidget()
        row = FlowLayout(self._commands)
        row.addWidget(self._write)
        row.addWidget(undo)
        self.panel.add(self._note)
        self.panel.add(self._commands)
        self.panel.add(self._record)
        self.panel.add(self._source)
        self.chosen.connect(self._on_chosen)

    def show_items(self, items: Sequence[MetItem]) -> None:
        """Fill the list; the search stays."""
        if tuple(items) != self._items or not items:
            row = self.list.currentIndex().row()
            shown = self._found[row].version.item.id if 0 <= row < len(self._found) else None
            self._items = tuple(items)
            self._on_searched()
            again = [place for place, met in enumerate(self._found) if met.version.item.id == shown]
            if again:
                self.list.set_current(again[0])
                self._on_chosen(again[0])

    @Slot()
    def _on_searched(self) -> None:
        self._found = matching(self._items, self.search.text(), only_missed=self._only_missed.isChecked())
        self.set_titles([_short(met.version.item.stem) for met in self._found])
        if self._found:
            self._on_chosen(0)
            return
        for widget in (self._note, self._commands, self._record, self._source):
            widget.hide()
        if self._items:
            self.show_text(self.tr("Nothing found"), self.tr("No question has these words. Try fewer, or others."))
        else:
            self.show_text(
                self.tr("No questions yet"),
                self.tr(
                    "Questions you were asked in a review, a practice set or an exam stay here, with their reasons."
                ),
            )

    @Slot(int)
    def _on_chosen(self, row: int) -> None:
        met = self._found[row]
        item = met.version.item
        best = self.tr("best answer")
        options = "\n".join(
            f"- **{option.text}**{f' ({best})' if option.key else ''} — {option.why}"
            for option in sorted(item.options, key=lambda option: not option.key)
        )
        self.show_text(met.topic, "\n\n".join(filter(None, (item.stem, item.exhibit, options))))
        record = self.tr("Met %n times, right %r times, last on %d.") if met.times > 1 else self.tr("Met once, on %d.")
        record = record.replace("%n", str(met.times)).replace("%r", str(met.right))
        record = record.replace("%d", texts.short_date(date_of(met.last_day)))
        last = self.tr("You knew it.") if met.known else self.tr("You missed it.")
        if met.guessed:
            last = self.tr("You guessed right, which counts as missed.")
        self._record.setText(f"{record} {last}")
        self._source.setText(self.tr("Source: %s").replace("%s", met.version.source.citation))
        self._note.setText(self.tr("Your note: %s").replace("%s", met.note))
        self._write.setText(self.tr("Change the note…") if met.note else self.tr("Write a note…"))
        for widget in (self._commands, self._record, self._source):
            widget.show()
        self._note.setVisible(bool(met.note))

    @Slot()
    def _on_note_wanted(self) -> None:
        self.note_wanted.emit(self._found[self.list.currentIndex().row()])


def _short(stem: str) -> str:
    line = " ".join(stem.split())
    return line if len(line) <= _LONGEST_TITLE else line[: _LONGEST_TITLE - 1] + "…"
