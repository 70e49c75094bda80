"""Lets the learner write a card of their own: both sides, why, domain and topic, with a preview that follows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QFileDialog, QWidget

from cehrs_desktop.rules.content import Domain, DomainNumber, Topic, TopicId
from cehrs_desktop.rules.reference import Glossary
from cehrs_desktop.rules.study.cloze import blanks_in
from cehrs_desktop.rules.study.shown_card import Text
from cehrs_desktop.rules.study.written_card import WrittenCard, sides_of
from cehrs_desktop.ui.widgets.card_panel import CardPanel
from cehrs_desktop.ui.widgets.choice_list import ChoiceList
from cehrs_desktop.ui.widgets.flow_layout import FlowLayout
from cehrs_desktop.ui.widgets.form import Form
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton
from cehrs_desktop.ui.widgets.markdown_view import MarkdownRole, MarkdownView
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole
from cehrs_desktop.ui.widgets.writing_dialog import WritingDialog
from cehrs_desktop.ui.widgets.writing_field import IMAGE_ENDINGS, WritingField

_TOPICS_EMS = 11.0


class CardDialog(WritingDialog):
    """Signals: `changed()` with each letter and choice; `image_offered(bytes or Path)`; `save_wanted()`;
    `term_chosen(short)`.

    Who opened it answers with `show_similar`, `show_problems` and `add_image`, and closes it with `done`.
    """

    changed = Signal()
    image_offered = Signal(object)
    save_wanted = Signal()
    term_chosen = Signal(str)

    def __init__(
        self,
        domains: Sequence[Domain],
        topics: Sequence[Topic],
        *,
        rest: dict[DomainNumber, TopicId],
        glossary: Glossary,
        image_folder: Path,
        title: str,
        parent: QWidget,
    ) -> None:
        """`rest`: the topic of each domain's cards that belong to no other."""
        super().__init__(title, heading=title, parent=parent)
        self._topics = topics
        self._rest = rest
        self._before: WrittenCard | None = None
        self._offered: list[TopicId] = []
        self._fields = {name: WritingField() for name in ("front", "back", "why")}
        self._into = self._fields["front"]
        self._domain = QComboBox()
        self._domain.addItem(self.tr("Choose…"), 0)
        for domain in domains:
            self._domain.addItem(domain.name, int(domain.number))
        self._topic = ChoiceList(tallest_ems=_TOPICS_EMS)
        self._views = [MarkdownView(image_folder=image_folder, glossary=glossary) for _ in range(3)]
        self._more = TextLabel(role=TextRole.MUTED)
        self._similar = TextLabel(role=TextRole.ACCENT)
        self._problems = TextLabel(role=TextRole.DANGER)
        self.page.add_columns(self._form(), self._preview(), ratios=(1, 1), minimum_ems=22)
        self.page.add(self._problems)
        self.add_buttons(QDialogButtonBox.StandardButton.Save, QDialogButtonBox.StandardButton.Cancel)
        self.show_similar(())
        self.show_problems(())
        self._on_domain_changed()
        self._fields["front"].setFocus()

    def _form(self) -> QWidget:
        form = Form(fields_below=True)
        names = {"front": self.tr("&Question"), "back": self.tr("&Answer"), "why": self.tr("&Why, if you like")}
        for name, field in self._fields.items():
            field.textChanged.connect(self._on_written)
            field.entered.connect(partial(self._on_entered, field))
            field.image_offered.connect(self.image_offered)
            form.add_row(names[name], field)
            if name == "front":
                form.add_wide(self._similar)
        form.add_wide(self._tools())
        form.add_row(self.tr("&Domain"), self._domain)
        form.add_row(self.tr("&Topic"), self._topic)
        self._domain.currentIndexChanged.connect(self._on_domain_changed)
        self._topic.chosen.connect(self.changed)
        return form

    def _tools(self) -> QWidget:
        tools = QWidget()
        row = FlowLayout(tools)
        image = KeyButton(self.tr("Add an image…"), kind=ButtonKind.LINK)
        image.clicked.connect(self._on_image_wanted)
        blank = KeyButton(self.tr("Make a blank"), kind=ButtonKind.LINK)
        blank.clicked.connect(self._on_blank_wanted)
        row.addWidget(image)
        row.addWidget(blank)
        return tools

    def _preview(self) -> QWidget:
        panel = CardPanel(self.tr("Preview"))
        for view in self._views:
            view.term_chosen.connect(self.term_chosen)
            panel.add(view)
        panel.add(self._more)
        panel.add(
            TextLabel(
                self.tr(
                    "For bold, put two asterisks on both sides: **bold**. A line that begins with a hyphen is a "
                    "list's. A table has | between its columns and a line of --- below its heads. Images can be "
                    "pasted. A blank, {{c1::answer}}, hides its answer; each makes a card."
                ),
                role=TextRole.MUTED,
            )
        )
        panel.column.addStretch(1)
        return panel

    def written(self) -> WrittenCard:
        """What stands in the fields."""
        number = int(self._domain.currentData())
        row = self._topic.currentIndex().row()
        return WrittenCard(
            Text(**{name: field.toPlainText().strip() for name, field in self._fields.items()}),
            DomainNumber(number) if number else None,
            self._offered[row] if 0 <= row < len(self._offered) else None,
        )

    def fill(self, card: WrittenCard) -> None:
        """Begin with a card that is there: only what differs from it would be lost."""
        for name, field in self._fields.items():
            field.setPlainText(getattr(card.text, name))
        if card.domain is not None and card.topic is not None:
            self.choose(card.domain, card.topic)
        self._before = self.written()

    def choose(self, domain: DomainNumber, topic: TopicId) -> None:
        """Choose where the card belongs."""
        self._domain.setCurrentIndex(self._domain.findData(int(domain)))
        if topic in self._offered:
            self._topic.set_current(self._offered.index(topic))

    def show_similar(self, questions: Sequence[str]) -> None:
        """Tell of cards that ask nearly the same."""
        lines = [self.tr("You have nearly the same question:"), *(f"• {question}" for question in questions)]
        self._similar.setText("\n".join(lines) if questions else "")
        self._similar.setVisible(bool(questions))

    def show_problems(self, sentences: Sequence[str]) -> None:
        """Tell what keeps the card from being saved."""
        self._problems.setText("\n".join(sentences))
        self._problems.setVisible(bool(sentences))

    def add_image(self, name: str) -> None:
        """Put an image where the writing was."""
        self._into.add_image(name, self.tr("What it shows"))

    def is_changed(self) -> bool:
        if self._before is not None:
            return self.written() != self._before
        return any(field.toPlainText().strip() for field in self._fields.values())

    def accept(self) -> None:
        """Whether it can be saved is decided elsewhere."""
        self.save_wanted.emit()

    @Slot()
    def _on_written(self) -> None:
        text = self.written().text
        sides = sides_of(text)
        roles = (MarkdownRole.FRONT, MarkdownRole.ANSWER, MarkdownRole.WHY)
        for view, side, role in zip(self._views, (sides[0].front, sides[0].back, sides[0].why), roles, strict=True):
            view.set_markdown(side, role=role)
        several = self.tr("Makes %n cards, one for each blank. They never come on one day.")
        self._more.setText(several.replace("%n", str(len(sides))))
        self._more.setVisible(len(blanks_in(text.front)) > 1)
        self.changed.emit()

    @Slot()
    def _on_domain_changed(self) -> None:
        number = int(self._domain.currentData())
        found = [topic for topic in self._topics if topic.domain == number]
        self._offered = [topic.id for topic in found]
        lines = [topic.name for topic in found]
        if number:
            self._offered.append(self._rest[DomainNumber(number)])
            lines.append(self.tr("None of these"))
        self._topic.set_lines(lines or [self.tr("Choose the domain first.")], current=-1)
        self._topic.setEnabled(bool(number))
        self._on_written()

    def _on_entered(self, field: WritingField) -> None:
        self._into = field

    @Slot()
    def _on_blank_wanted(self) -> None:
        self._fields["front"].add_blank()

    @Slot()
    def _on_image_wanted(self) -> None:
        endings = " ".join(f"*{ending}" for ending in IMAGE_ENDINGS)
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("Add an image"), str(Path.home()), self.tr("Images (%s)").replace("%s", endings)
        )
        if name:
            self.image_offered.emit(Path(name))
