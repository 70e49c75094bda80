"""Lets the learner rewrite a pack's card; the pack's text stays in sight and one press away."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialogButtonBox, QPlainTextEdit, QWidget

from cehrs_desktop.rules.reference import Glossary
from cehrs_desktop.rules.study.shown_card import ShownFlashcard, Text
from cehrs_desktop.ui.widgets.card_panel import CardPanel
from cehrs_desktop.ui.widgets.form import Form
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton
from cehrs_desktop.ui.widgets.markdown_view import MarkdownRole, MarkdownView
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole
from cehrs_desktop.ui.widgets.writing_dialog import WritingDialog

_LINES = 5.5
"""Height of a text field; longer texts scroll in it."""


class EditDialog(WritingDialog):
    """After `exec()`: `text()` is what to store, None for the pack's own. Signal: `term_chosen(short)`."""

    term_chosen = Signal(str)

    def __init__(self, flashcard: ShownFlashcard, *, glossary: Glossary, image_folder: Path, parent: QWidget) -> None:
        super().__init__(self.tr("Edit this card"), parent=parent)
        self._pack = flashcard.pack_text
        self._glossary, self._image_folder = glossary, image_folder
        self._fields = {name: QPlainTextEdit(getattr(flashcard.text, name)) for name in ("front", "back", "why")}
        self._written_before = {name: field.toPlainText() for name, field in self._fields.items()}
        self._preview = {
            "front": (self._view(), MarkdownRole.FRONT),
            "back": (self._view(), MarkdownRole.ANSWER),
            "why": (self._view(), MarkdownRole.WHY),
        }
        self.page.add(
            TextLabel(
                self.tr(
                    "Your text stays when the pack is updated. For bold, put two asterisks on both sides: **bold**."
                )
            )
        )
        self.page.add_columns(self._form(), self._preview_panel(flashcard), ratios=(1, 1), minimum_ems=22)
        self._problem = TextLabel(role=TextRole.DANGER)
        self._problem.hide()
        self.page.add(self._problem)
        self.add_buttons(QDialogButtonBox.StandardButton.Save, QDialogButtonBox.StandardButton.Cancel)
        self._on_text_changed()

    def _view(self) -> MarkdownView:
        view = MarkdownView(image_folder=self._image_folder, glossary=self._glossary)
        view.term_chosen.connect(self.term_chosen)
        return view

    def _form(self) -> QWidget:
        form = Form(fields_below=True)
        names = {"front": self.tr("&Question"), "back": self.tr("&Answer"), "why": self.tr("&Why")}
        for name, field in self._fields.items():
            field.setTabChangesFocus(True)
            field.setFixedHeight(round(_LINES * field.fontMetrics().lineSpacing()))
            field.textChanged.connect(self._on_text_changed)
            form.add_row(names[name], field)
        return form

    def _preview_panel(self, flashcard: ShownFlashcard) -> QWidget:
        panel = CardPanel(self.tr("Preview"))
        for view, _ in self._preview.values():
            panel.add(view)
        panel.add(TextLabel(self.tr("The pack's text"), role=TextRole.MUTED))
        for text in (flashcard.pack_text.front, flashcard.pack_text.back, flashcard.pack_text.why):
            view = self._view()
            view.set_markdown(text, role=MarkdownRole.SMALL)
            panel.add(view)
        use = KeyButton(self.tr("Use the pack's text"), kind=ButtonKind.NEUTRAL)
        use.clicked.connect(self._on_use_pack)
        panel.add(use)
        panel.column.addStretch(1)
        return panel

    def text(self) -> Text | None:
        """The learner's own text, or None where it is the pack's again."""
        written = Text(**{name: field.toPlainText().strip() for name, field in self._fields.items()})
        return None if written == self._pack else written

    @Slot()
    def _on_text_changed(self) -> None:
        for name, (view, role) in self._preview.items():
            view.set_markdown(self._fields[name].toPlainText(), role=role)

    @Slot()
    def _on_use_pack(self) -> None:
        for name, field in self._fields.items():
            field.setPlainText(getattr(self._pack, name))

    def is_changed(self) -> bool:
        return any(self._fields[name].toPlainText() != text for name, text in self._written_before.items())

    def accept(self) -> None:
        if self._fields["front"].toPlainText().strip() and self._fields["back"].toPlainText().strip():
            super().accept()
            return
        self._problem.setText(self.tr("A card needs a question and an answer. Fill in both, or cancel."))
        self._problem.show()
