"""Decides what the Library's cards show, and what each command does to those that are chosen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog

from cehrs_desktop.activities import browse, card_changes, undo
from cehrs_desktop.activities.card_info import card_info
from cehrs_desktop.activities.changed import Changed
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.study.cards import CardId
from cehrs_desktop.rules.study.desired_retention import retention_by_domain
from cehrs_desktop.rules.study.shown_card import CardInfo
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.desk import Desk
from cehrs_desktop.ui.library.cards_part import CardsPart, Command
from cehrs_desktop.ui.library.export_dialog import ExportDialog
from cehrs_desktop.ui.library.import_dialog import ImportDialog
from cehrs_desktop.ui.review.edit_dialog import EditDialog
from cehrs_desktop.ui.review.info_dialog import InfoDialog
from cehrs_desktop.ui.widgets.notice import Notice


class CardsController(QObject):
    """One for the part's whole life."""

    def __init__(self, part: CardsPart, notice: Notice, desk: Desk) -> None:
        super().__init__(part)
        self._part = part
        self._notice = notice
        self._desk = desk
        self._browser = browse.Browser(desk.database, desk.clock)
        part.wanted.connect(self._show)
        part.commanded.connect(self._on_commanded)
        part.destroyed.connect(self._browser.close)

    def refresh(self) -> None:
        """Read the cards again and show them."""
        self._browser.refresh()
        self._show()

    @Slot()
    def _show(self) -> None:
        wanted, domain, show, order = self._part.choices()
        self._part.show_lines(
            self._browser.find(wanted, rollover_hour=self._rollover, show=show, domain=domain, order=order)
        )

    @property
    def _rollover(self) -> int:
        return self._desk.preferences.study.rollover_hour

    @Slot(object)
    def _on_commanded(self, command: Command) -> None:
        single: dict[Command, Callable[[CardId], None]] = {Command.OPEN: self._open, Command.EDIT: self._edit}
        always = {Command.UNDO: self._undo, Command.IMPORT: self._import, Command.EXPORT: self._export}
        chosen = self._part.chosen()
        try:
            if command in always:
                always[command]()
            elif not chosen:
                self._notice.show_message(self.tr("Choose a card in the table first, or several with Shift or Ctrl."))
            elif command in single:
                single[command](chosen[0])
            else:
                self._mark(command, chosen)
        except UserError as error:
            self._notice.show_message(texts.told(error))

    def _mark(self, command: Command, chosen: tuple[CardId, ...]) -> None:
        database, clock = self._desk.database, self._desk.clock
        if command in (Command.SUSPEND, Command.BRING_BACK):
            changed = browse.suspend_all(database, clock, chosen, suspended=command is Command.SUSPEND)
        else:
            changed = browse.flag_all(database, clock, chosen, flagged=command is Command.FLAG)
        said = {
            Command.SUSPEND: self.tr("%s suspended."),
            Command.BRING_BACK: self.tr("%s back in study."),
            Command.FLAG: self.tr("%s flagged."),
            Command.UNFLAG: self.tr("%s without a flag now."),
        }[command]
        self._done(changed, said.replace("%s", texts.cards(len(chosen))))

    def _done(self, changed: Changed, message: str) -> None:
        self._desk.tell(changed)
        self.refresh()
        self._notice.show_message(message)

    def _undo(self) -> None:
        if undo.take_back(self._desk.database) is None:
            self._notice.show_message(self.tr("There is nothing to undo."))
        else:
            self._done(Changed.CARDS | Changed.CONTENT, self.tr("The last step is undone."))

    def _found(self, card: CardId) -> CardInfo:
        desk = self._desk
        order = desk.exam_orders.current
        return card_info(desk.database, desk.clock, card=card, preferences=desk.preferences, order=order)

    def _open(self, card: CardId) -> None:
        found, study = self._found(card), self._desk.preferences.study
        weights = {domain.number: float(domain.weight) for domain in self._desk.blueprint.domains}
        names = {domain.number: domain.name for domain in self._desk.blueprint.domains}
        retention = retention_by_domain(weights, base=study.base_retention, beta=study.bias.value)
        domain = found.flashcard.domain
        InfoDialog(found, desired_retention=retention[domain], domain_name=names[domain], parent=self._part).open()

    def _edit(self, card: CardId) -> None:
        self._edited, self._shown = card, self._found(card).flashcard
        self._editor = EditDialog(self._shown, parent=self._part)
        self._editor.accepted.connect(self._on_edited)
        self._editor.open()

    @Slot()
    def _on_edited(self) -> None:
        text = self._editor.text()
        if (text or self._shown.pack_text) == self._shown.text:
            return
        try:
            changed = card_changes.rewrite(self._desk.database, self._desk.clock, card=self._edited, text=text)
        except UserError as error:
            self._notice.show_message(texts.told(error))
            return
        self._done(changed, self.tr("Your text is kept."))

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
