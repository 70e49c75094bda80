"""The choices of an import: the domain, and how the file is read."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from cehrs_desktop.content.exchange.delimited import DELIMITERS, FIELDS, Shape
from cehrs_desktop.rules.content import Domain, DomainNumber
from cehrs_desktop.ui.widgets.form import Form
from cehrs_desktop.ui.widgets.spacing import EmSpacing

_LONGEST_NAME = 40
FIRST_DOMAIN = DomainNumber.CLINICAL_OPERATIONS
"""Chosen until the learner, or a file like this one, says another."""


class ImportFields(QWidget):
    """Signals: `domain_chosen()`, `shape_chosen()` for columns and history, `writing_chosen()` for what only a new
    guess of the columns can follow: encoding and delimiter.
    """

    domain_chosen = Signal()
    shape_chosen = Signal()
    writing_chosen = Signal()

    def __init__(self, domains: tuple[Domain, ...]) -> None:
        super().__init__()
        self._shape: Shape | None = None
        self._columns: list[QComboBox] = []
        self._domain = QComboBox()
        for domain in domains:
            self._domain.addItem(domain.name, int(domain.number))
        self._domain.setCurrentIndex(self._domain.findData(int(FIRST_DOMAIN)))
        self._domain.currentIndexChanged.connect(self.domain_chosen)
        top = Form()
        top.add_row(self.tr("Domain of cards whose file doesn't say"), self._domain)
        self._history = QCheckBox(self.tr("Memory and history too"))
        self._history.setChecked(True)
        self._history.clicked.connect(self.shape_chosen)
        self._history.hide()
        self._delimiter = self._combo(self._delimiter_names())
        self._encoding = self._combo(self._encoding_names())
        for combo in (self._delimiter, self._encoding):
            combo.currentIndexChanged.connect(self.writing_chosen)
        self._header = QCheckBox(self.tr("First row has names"))
        self._html = QCheckBox(self.tr("The texts are HTML"))
        for box in (self._header, self._html):
            box.clicked.connect(self.shape_chosen)
        writing = Form()
        writing.add_row(self.tr("Columns are parted by"), self._delimiter)
        writing.add_row(self.tr("Encoding"), self._encoding)
        self._of_text = QWidget()
        self._rows = _column(self._of_text)
        for widget in (writing, self._header, self._html):
            self._rows.addWidget(widget)
        self._of_text.hide()
        self._form: Form | None = None
        rows = _column(self)
        for part in (top, self._history, self._of_text):
            rows.addWidget(part)

    def _delimiter_names(self) -> dict[str, str]:
        names = {"\t": self.tr("Tab"), ";": self.tr("Semicolon"), ",": self.tr("Comma"), "|": self.tr("Vertical bar")}
        return {each: names[each] for each in DELIMITERS}

    def _encoding_names(self) -> dict[str, str]:
        return {
            "utf-8-sig": self.tr("UTF-8"),
            "utf-16": self.tr("UTF-16"),
            "cp1252": self.tr("Windows (Western)"),
            "latin-1": self.tr("ISO 8859-1"),
        }

    def _field_names(self) -> dict[str, str]:
        names = {
            "front": self.tr("Question"),
            "back": self.tr("Answer"),
            "why": self.tr("Why"),
            "tags": self.tr("Tags"),
            "domain": self.tr("Domain, name or 1–5"),
            "topic": self.tr("Topic"),
        }
        return {"": self.tr("leave out"), **{field: names[field] for field in FIELDS}}

    @staticmethod
    def _combo(choices: dict[str, str]) -> QComboBox:
        combo = QComboBox()
        for value, text in choices.items():
            combo.addItem(text, value)
        return combo

    def show_choices(self, shape: Shape | None, domain: DomainNumber) -> None:
        """Show how a file was read (None: a package) and the domain of its cards."""
        was = self.blockSignals(True)
        self._domain.setCurrentIndex(self._domain.findData(int(domain)))
        self._history.setVisible(shape is None)
        self._of_text.setVisible(shape is not None)
        if shape is not None:
            self._show_shape(shape)
        self.blockSignals(was)

    def _show_shape(self, shape: Shape) -> None:
        if self._delimiter.findData(shape.delimiter) < 0:  # one that the file itself names
            self._delimiter.addItem(f"“{shape.delimiter}”", shape.delimiter)
        self._delimiter.setCurrentIndex(self._delimiter.findData(shape.delimiter))
        self._encoding.setCurrentIndex(self._encoding.findData(shape.encoding))
        self._header.setChecked(shape.header)
        self._html.setChecked(shape.html)
        if self._shape is None or (self._shape.names, len(self._columns)) != (shape.names, len(shape.columns)):
            self._remake_columns(shape)
        for combo, field in zip(self._columns, shape.columns, strict=True):
            combo.setCurrentIndex(combo.findData(field or ""))
        self._shape = shape

    def _remake_columns(self, shape: Shape) -> None:
        if self._form is not None:
            self._form.hide()
            self._form.deleteLater()
        self._form = Form()
        self._columns = []
        for number in range(len(shape.columns)):
            combo = self._combo(self._field_names())
            combo.currentIndexChanged.connect(self.shape_chosen)
            self._columns.append(combo)
            self._form.add_row(self._title(number, shape), combo)
        self._rows.addWidget(self._form)

    def _title(self, number: int, shape: Shape) -> str:
        said = " ".join(shape.names[number].split()) if number < len(shape.names) else ""
        short = said if len(said) <= _LONGEST_NAME else said[: _LONGEST_NAME - 1] + "…"
        title = self.tr("Column %n: %s") if short else self.tr("Column %n")
        return title.replace("%n", str(number + 1)).replace("%s", short.replace("&", "+"))  # & makes letter keys

    def domain(self) -> DomainNumber:
        """The domain that is chosen."""
        return DomainNumber(int(self._domain.currentData()))

    def writing(self) -> tuple[str, str]:
        """Encoding and delimiter."""
        return str(self._encoding.currentData()), str(self._delimiter.currentData())

    def shape(self) -> Shape | None:
        """How the file is to be read; None for a package, or while nothing is known of the file."""
        if self._shape is None:
            return None
        columns = tuple(combo.currentData() or None for combo in self._columns)
        return replace(self._shape, header=self._header.isChecked(), html=self._html.isChecked(), columns=columns)

    def with_memory(self) -> bool:
        """Whether Anki's memory and history are wanted."""
        return self._history.isChecked()


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    EmSpacing(column, spacing=0.45, margins=(0, 0, 0, 0))
    return column
