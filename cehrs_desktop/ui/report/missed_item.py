"""One missed item of a report: the question, the learner's answer, the key, every option's why, the source."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QFrame, QVBoxLayout, QWidget

from cehrs_desktop.rules.content import ItemVersion
from cehrs_desktop.rules.exam.events import Confidence
from cehrs_desktop.rules.exam.responses import Cause, Response
from cehrs_desktop.rules.reference import Glossary
from cehrs_desktop.ui.report.rows import missed_facts
from cehrs_desktop.ui.widgets.chip import Chip
from cehrs_desktop.ui.widgets.markdown_view import MarkdownRole, MarkdownView
from cehrs_desktop.ui.widgets.spacing import EmSpacing
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole


class MissedItem(QFrame):
    """Signals: `cause_chosen(position, Cause or None)`, `term_chosen(short)`."""

    cause_chosen = Signal(int, object)
    term_chosen = Signal(str)

    def __init__(self, glossary: Glossary, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._position = 0
        column = QVBoxLayout(self)
        EmSpacing(column, spacing=0.45, margins=(0, 0.8, 0, 0.8))
        line = QFrame()
        line.setProperty("look", "line")
        self._chip = Chip()
        self._stem, self._exhibit, self._whys = (MarkdownView(glossary=glossary) for _ in range(3))
        for view in (self._stem, self._exhibit, self._whys):
            view.term_chosen.connect(self.term_chosen)
        self._said = TextLabel(role=TextRole.DANGER)
        self._key = TextLabel(role=TextRole.ACCENT)
        self._source = TextLabel(role=TextRole.MUTED)
        self._cause = QComboBox()
        self._cause.setAccessibleName(self.tr("Why did you miss it?"))
        for cause, name in _causes(self).items():
            self._cause.addItem(name, cause)
        self._cause.currentIndexChanged.connect(self._on_cause_changed)
        for widget in (line, self._chip, self._stem, self._exhibit, self._said, self._key, self._whys, self._source):
            column.addWidget(widget)
        column.addWidget(self._cause, 0, Qt.AlignmentFlag.AlignLeft)

    def show_item(self, response: Response, version: ItemVersion, *, flagged: bool, topic: str) -> None:
        """Show an item that was missed."""
        item = version.item
        self._position = response.position
        number = self.tr("Item %n · %t").replace("%n", str(response.position)).replace("%t", topic)
        facts = missed_facts(response, flagged=flagged)
        self._chip.set_chip(f"{number} · {facts}", domain=int(response.domain))
        self._stem.set_markdown(item.stem, role=MarkdownRole.BODY)
        self._exhibit.setVisible(item.exhibit is not None)
        self._exhibit.set_markdown(item.exhibit or "", role=MarkdownRole.BODY)
        by_id = {option.id: option for option in item.options}
        said = None if response.chosen is None else by_id[response.chosen]
        if response.correct:
            self._said.setText(self.tr("You guessed right."))
        elif said is None:
            self._said.setText(self.tr("You gave no answer."))
        else:
            sure = (
                self.tr("You were sure of: %s") if response.confidence is Confidence.SURE else self.tr("You said: %s")
            )
            self._said.setText(sure.replace("%s", said.text))
        self._key.setText(self.tr("Best answer: %s").replace("%s", item.key.text))
        ordered = sorted(item.options, key=lambda option: not option.key)
        self._whys.set_markdown(
            "\n".join(f"- **{option.text}** — {option.why}" for option in ordered), role=MarkdownRole.SMALL
        )
        self._source.setText(self.tr("Source: %s").replace("%s", version.source.citation))
        self._cause.blockSignals(True)
        self._cause.setCurrentIndex(max(self._cause.findData(response.cause), 0))
        self._cause.blockSignals(False)
        self._cause.setVisible(not response.correct)

    @Slot()
    def _on_cause_changed(self) -> None:
        chosen = self._cause.currentData()
        self.cause_chosen.emit(self._position, None if chosen is None else Cause(chosen))


def _causes(widget: QWidget) -> dict[Cause | None, str]:
    return {
        None: widget.tr("Why did you miss it?"),
        Cause.DIDNT_KNOW: widget.tr("I didn't know it"),
        Cause.MISREAD: widget.tr("I misread it"),
        Cause.CHANGED: widget.tr("I changed a right answer"),
        Cause.OUT_OF_TIME: widget.tr("I ran out of time"),
    }
