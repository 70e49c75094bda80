"""Decides what the Library's cards show, and what each command does to those that are chosen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog, QMessageBox

from cehrs_desktop.activities import browse, own_cards, remarks, undo
from cehrs_desktop.activities.card_info import shown_flashcard
from cehrs_desktop.activities.card_memories import begin_anew, bring_all_forward
from cehrs_desktop.activities.changed import Changed
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.study.cards import CardId
from cehrs_desktop.rules.study.session import StepKind
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.desk import Desk
from cehrs_desktop.ui.library.card_writer import CardWriter
from cehrs_desktop.ui.library.cards_part import CardsPart, Command
from cehrs_desktop.ui.library.export_dialog import ExportDialog
from cehrs_desktop.ui.library.import_dialog import ImportDialog
from cehrs_desktop.ui.library.search_index import SearchIndex
from cehrs_desktop.ui.library.tags_dialog import TagsDialog
from cehrs_desktop.ui.library.topic_dialog import TopicDialog
from cehrs_desktop.ui.review.card_editor import CardEditor
from cehrs_desktop.ui.review.card_opener import CardOpener
from cehrs_desktop.ui.widgets.notice import Notice


class CardsController(QObject):
    """One for the part's whole life."""

    def __init__(self, part: CardsPart, notice: Notice, desk: Desk) -> None:
        super().__init__(part)
        self._part = part
        self._notice = notice
        self._desk = desk
        self._browser = browse.Browser(desk.database, desk.clock)
        self._editor = CardEditor(part, desk)
        self._editor.rewritten.connect(self._on_rewritten)
        self._editor.failed.connect(notice.show_message)
        self._opener = CardOpener(part, desk)
        self._opener.changed.connect(self._on_card_changed)
        self._opener.failed.connect(notice.show_message)
        self._writer = CardWriter(part, desk)
        self._writer.saved.connect(self._on_saved)
        part.wanted.connect(self._show)
        part.commanded.connect(self._on_commanded)
        part.destroyed.connect(self._browser.close)
        self._index = SearchIndex(self._browser, desk, self)
        self._index.arrived.connect(self._on_index_arrived)

    def refresh(self) -> None:
        """Read the cards again and show them."""
        self._browser.refresh()
        self._part.set_tags(self._browser.tags())
        self._index.want()
        self._show()

    @Slot()
    def _on_index_arrived(self) -> None:
        if self._part.choices().text.strip():
            self._show()

    @Slot()
    def _show(self) -> None:
        wanted = self._part.choices()
        self._part.show_lines(
            self._browser.find(
                wanted.text,
                rollover_hour=self._rollover,
                show=wanted.show,
                domain=wanted.domain,
                topic=wanted.topic,
                tag=wanted.tag,
                order=wanted.order,
            ),
            so_far=self._browser.known is None and bool(wanted.text.strip()),
        )

    @property
    def _rollover(self) -> int:
        return self._desk.preferences.study.rollover_hour

    @Slot(object)
    def _on_commanded(self, command: Command) -> None:
        single: dict[Command, Callable[[CardId], None]] = {
            Command.OPEN: self._opener.open,
            Command.EDIT: self._edit,
            Command.NOTE: self._note,
        }
        always = {
            Command.NEW: self._writer.open,
            Command.TOPIC: self._choose_topic,
            Command.UNDO: self.undo,
            Command.IMPORT: self._import,
            Command.EXPORT: self._export,
        }
        chosen = self._part.chosen()
        try:
            if command in always:
                always[command]()
            elif not chosen:
                self._notice.show_message(self.tr("Choose a card in the table first, or several with Shift or Ctrl."))
            elif command in single:
                single[command](chosen[0])
            elif command is Command.TAGS:
                self._open_tags(chosen)
            elif command in (Command.DELETE, Command.ANEW):
                self._ask(command, chosen)
            else:
                self._change(command, chosen)
        except UserError as error:
            self._notice.show_message(texts.told(error))

    def _change(self, command: Command, chosen: tuple[CardId, ...]) -> None:
        database, clock = self._desk.database, self._desk.clock
        if command in (Command.SUSPEND, Command.BRING_BACK):
            changed = browse.suspend_all(database, clock, chosen, suspended=command is Command.SUSPEND)
        elif command is Command.FORWARD:
            self._bring_forward(chosen)
            return
        else:
            changed = browse.flag_all(database, clock, chosen, flagged=command is Command.FLAG)
        said = {
            Command.SUSPEND: self.tr("%s suspended."),
            Command.BRING_BACK: self.tr("%s back in study."),
            Command.FLAG: self.tr("%s flagged."),
            Command.UNFLAG: self.tr("%s without a flag now."),
        }[command]
        self._done(changed, said.replace("%s", texts.cards(len(chosen))))

    def _bring_forward(self, chosen: tuple[CardId, ...]) -> None:
        desk = self._desk
        come = bring_all_forward(desk.database, desk.clock, chosen, rollover_hour=self._rollover)
        said = self.tr("%s due today, before others.").replace("%s", texts.cards(len(come)))
        if len(come) < len(chosen):
            rest = self.tr("Left as they are, suspended or coming back within minutes anyway: %s.")
            said += " " + rest.replace("%s", texts.cards(len(chosen) - len(come)))
        self._done(Changed.CARDS if come else Changed(0), said)

    def _ask(self, command: Command, chosen: tuple[CardId, ...]) -> None:
        """Ask before what the learner would miss; undo takes it back all the same."""
        self._asked = command, chosen
        count = texts.cards(len(chosen))
        if command is Command.DELETE:
            question = self.tr("Delete %s?").replace("%s", count)
            more = self.tr("They never come again. Your answers stay in the log, and Undo brings them back.")
            word = self.tr("Delete")
        else:
            question = self.tr("Make %s new again?").replace("%s", count)
            more = self.tr("What was learned of them is forgotten; your answers stay in the log. Undo takes it back.")
            word = self.tr("Start over")
        box = QMessageBox(QMessageBox.Icon.Question, self.tr("Library"), question)
        box.setParent(self._part, box.windowFlags())
        box.setInformativeText(more)
        do = box.addButton(word, QMessageBox.ButtonRole.DestructiveRole)
        do.clicked.connect(self._on_confirmed)
        keep = box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        box.finished.connect(box.deleteLater)
        box.open()

    @Slot()
    def _on_confirmed(self) -> None:
        command, chosen = self._asked
        database, clock = self._desk.database, self._desk.clock
        try:
            if command is Command.DELETE:
                changed = own_cards.delete(database, clock, chosen)
                self._done(changed, self.tr("%s deleted.").replace("%s", texts.cards(len(chosen))))
            else:
                anew = begin_anew(database, clock, chosen)
                self._done(Changed.CARDS, self.tr("%s new again.").replace("%s", texts.cards(len(anew))))
        except UserError as error:
            self._notice.show_message(texts.told(error))

    def _done(self, changed: Changed, message: str) -> None:
        self._desk.tell(changed)
        self.refresh()
        self._notice.show_message(message)

    @Slot()
    def undo(self) -> None:
        """Take the newest step back, whatever it was done to."""
        undone = undo.take_back(self._desk.database)
        if undone is None:
            self._notice.show_message(self.tr("There is nothing to undo."))
        elif undone.kind is StepKind.QUESTION_NOTE:
            self._done(Changed.QUESTIONS, self.tr("Undone: the note on a question is as it was."))
        else:
            self._done(Changed.CARDS | Changed.CONTENT, self.tr("The last step is undone."))

    def _edit(self, card: CardId) -> None:
        self._editor.open(card, shown_flashcard(self._desk.database, card))

    def _note(self, card: CardId) -> None:
        self._opener.write_note(card, parent=self._part)

    @Slot(int)
    def _on_card_changed(self, _card: int) -> None:
        self.refresh()

    def _open_tags(self, chosen: tuple[CardId, ...]) -> None:
        self._tagged = chosen
        self._tags = TagsDialog(remarks.tags_of(self._desk.database, chosen), parent=self._part)
        self._tags.accepted.connect(self._on_tags_chosen)
        self._tags.open()

    @Slot()
    def _on_tags_chosen(self) -> None:
        added, removed = self._tags.added(), self._tags.removed()
        database, clock = self._desk.database, self._desk.clock
        if remarks.tag_all(database, clock, self._tagged, add=added, remove=removed):
            count = texts.cards(len(self._tagged))
            self._done(Changed.CARDS | Changed.CONTENT, self.tr("Tags of %s are kept.").replace("%s", count))

    def _choose_topic(self) -> None:
        wanted = self._part.choices()
        self._topic = TopicDialog(self._browser.topics(wanted.domain), wanted.topic, parent=self._part)
        self._topic.accepted.connect(self._on_topic_chosen)
        self._topic.open()

    @Slot()
    def _on_topic_chosen(self) -> None:
        topic = self._topic.topic()
        self._part.show_topic(topic, "" if topic is None else self._browser.topics()[topic])

    @Slot(int)
    def _on_rewritten(self, _card: int) -> None:
        self.refresh()
        self._notice.show_message(self.tr("Your text is kept."))

    @Slot(object)
    def _on_saved(self, saved: own_cards.Saved) -> None:
        self._done(saved.changed, self.tr("%s added.").replace("%s", texts.cards(len(saved.cards))))

    def _import(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self._part,
            self.tr("Import cards"),
            str(Path.home()),
            self.tr("Cards (*.csv *.tsv *.txt *.apkg *.colpkg)"),
        )
        if name:
            self._importing = ImportDialog(Path(name), self._desk, parent=self._part)
            self._importing.imported.connect(self._on_imported)
            self._importing.open()

    @Slot(int, int)
    def _on_imported(self, added: int, changed: int) -> None:
        message = self.tr("%a added, %c changed.")
        message = message.replace("%a", texts.cards(added)).replace("%c", str(changed))
        self._done(Changed.CARDS | Changed.CONTENT, message)

    def _export(self) -> None:
        self._exporting = ExportDialog(self._part.chosen(), self._desk, parent=self._part)
        self._exporting.exported.connect(self._on_exported)
        self._exporting.open()

    @Slot(int, str)
    def _on_exported(self, count: int, path: str) -> None:
        self._notice.show_message(self.tr("%c written to %f").replace("%c", texts.cards(count)).replace("%f", path))
