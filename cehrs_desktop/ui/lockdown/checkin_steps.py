"""The six steps of the check-in, one widget each: they show and emit, and decide nothing."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QLabel, QProgressBar, QVBoxLayout

from cehrs_desktop.rules.exam import proctor_signals as signs
from cehrs_desktop.rules.exam.proctor_signals import Standing
from cehrs_desktop.ui.lockdown import words
from cehrs_desktop.ui.lockdown.facts import MachineFacts
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton
from cehrs_desktop.ui.widgets.spacing import EmSpacing
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole

_PREVIEW = (320, 180)


class Panel(QFrame):
    """A white panel with a heading; fill its `column`."""

    def __init__(self, heading: str = "", *texts: str) -> None:
        super().__init__()
        self.setProperty("look", "panel")
        self.column = QVBoxLayout(self)
        EmSpacing(self.column, spacing=0.7, margins=(1.5, 1.3, 1.5, 1.3))
        self.heading = TextLabel(heading, role=TextRole.HEADING)
        self.column.addWidget(self.heading)
        for text in texts:
            self.column.addWidget(TextLabel(text))


_ROLES = {True: TextRole.ACCENT, False: TextRole.DANGER, None: TextRole.MUTED}


class MachinePanel(Panel):
    """What was found of the machine, and what becomes of it in the exam."""

    def __init__(self, facts: MachineFacts, standings: tuple[tuple[signs.Signal, Standing], ...]) -> None:
        super().__init__()
        self.heading.setText(self.tr("This machine"))
        grid = QGridLayout()
        for column, stretch in enumerate((3, 3, 2)):
            grid.setColumnStretch(column, stretch)
        self.column.addLayout(grid)
        become = dict(standings)
        for row, (name, found, is_well, signal) in enumerate(self._rows(facts, become)):
            grid.addWidget(TextLabel(name), row, 0)
            grid.addWidget(TextLabel(found, role=_ROLES[is_well]), row, 1)
            then = self.tr("for information") if signal is None else words.standing_name(become[signal])
            grid.addWidget(TextLabel(then, role=TextRole.MUTED), row, 2)
        if facts.assistive_technology:
            self.column.addWidget(TextLabel(words.switched_off_for(facts.assistive_technology), role=TextRole.STRONG))
        self.column.addWidget(
            TextLabel(
                self.tr("Close programs and unplug displays yourself; nothing is closed for you."), role=TextRole.MUTED
            )
        )

    def _held(self, become: Standing, *good: Standing) -> tuple[str, bool | None]:
        return (self.tr("from Start on"), True) if become in good else (words.standing_name(become), None)

    def _rows(
        self, facts: MachineFacts, become: Mapping[signs.Signal, Standing]
    ) -> list[tuple[str, str, bool | None, signs.Signal | None]]:
        none = self.tr("none seen")
        power = self.tr("no battery")
        if facts.battery is not None:
            percent, plugged = facts.battery
            sentence = self.tr("{percent}%, plugged in") if plugged else self.tr("{percent}%, not plugged in")
            power = sentence.replace("{percent}", f"{percent:.0f}")
        where = signs.Signal
        return [
            (
                self.tr("Displays"),
                self.tr("one") if facts.displays == 1 else self.tr("more than one"),
                facts.displays == 1,
                where.DISPLAY_ADDED,
            ),
            (
                self.tr("Full screen, on top"),
                *self._held(become[where.FOCUS_LOST], Standing.PREVENTED, Standing.NOTICED),
                where.FOCUS_LOST,
            ),
            (
                self.tr("Keyboard hold"),
                *self._held(become[where.SWITCH_KEYS], Standing.PREVENTED),
                where.SWITCH_KEYS,
            ),
            (self.tr("Screen capture"), self.tr("not checked"), None, where.SCREEN_CAPTURE),
            (self.tr("Remote session"), facts.remote or none, not facts.remote, where.REMOTE_SESSION),
            (
                self.tr("Virtual machine"),
                facts.virtual_machine or none,
                not facts.virtual_machine,
                None,
            ),
            (self.tr("Power"), power, facts.battery is None or facts.battery[1], where.UNPLUGGED),
            (
                self.tr("Open programs a proctor would close"),
                ", ".join(facts.programs) or none,
                not facts.programs,
                where.PROGRAM_STARTED,
            ),
        ]


class SensesPanel(Panel):
    """The camera's picture, live and kept nowhere; how many faces; the microphone's level. Signal: `switched(bool)`."""

    switched = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.heading.setText(self.tr("Camera and microphone"))
        self._use = QCheckBox(self.tr("Use both (optional)"))
        self._use.toggled.connect(self.switched)
        self._picture = QLabel()
        self._picture.setFixedSize(*_PREVIEW)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture.setAccessibleName(self.tr("Camera preview"))
        self._picture.hide()
        self._faces = TextLabel(self.tr("The camera is off."))
        self._level = QProgressBar()
        self._level.setProperty("look", "line")
        self._level.setTextVisible(False)
        self._level.setRange(0, 100)
        self._level.setAccessibleName(self.tr("Microphone"))
        for widget in (self._use, self._picture, self._faces, TextLabel(self.tr("Microphone")), self._level):
            self.column.addWidget(widget)
        note = self.tr("Only a count of faces and a sound level are looked at, in memory. Nothing is kept.")
        self.column.addWidget(TextLabel(note, role=TextRole.MUTED))

    @property
    def is_used(self) -> bool:
        """Whether camera and microphone are to be used."""
        return self._use.isChecked()

    @Slot(QImage)
    def show_frame(self, image: QImage) -> None:
        """Show what the camera sees, as in a mirror."""
        aspect = Qt.AspectRatioMode.KeepAspectRatio
        small = image.scaled(self._picture.size(), aspect, Qt.TransformationMode.FastTransformation)
        self._picture.show()
        self._picture.setPixmap(QPixmap.fromImage(small.flipped(Qt.Orientation.Horizontal)))

    @Slot(object)
    def show_faces(self, count: int | None) -> None:
        """Say how many faces are seen; None when they aren't counted."""
        if count is None:
            self._faces.setText(self.tr("Faces aren’t counted: that part isn’t installed."))
        else:
            self._faces.setText(
                {0: self.tr("no face seen"), 1: self.tr("one face")}.get(count, self.tr("more than one face"))
            )

    @Slot(float)
    def show_level(self, level: float) -> None:
        """Move the meter; `level` of full scale 1."""
        self._level.setValue(min(round(level**0.5 * 100), 100))

    def show_failed(self, why: str) -> None:
        """Say that it can't be used; the exam goes on without."""
        self._picture.hide()
        self._faces.setText(self.tr("Not available: {why}. The exam goes on without it.").replace("{why}", why))


class RoomPanel(Panel):
    """The room and the ID: attested by the learner, checked by nobody. Signal: `changed()`."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.heading.setText(self.tr("Your room: tick what is true"))
        texts = {
            self.tr("Desk clear"): self.tr("No notes, books or paper on it."),
            self.tr("Door closed"): self.tr("Nobody else is in the room."),
            self.tr("Phone out of reach"): self.tr("Your watch, too."),
            self.tr("Photo ID at hand"): self.tr("The name on it is the one you booked with."),
        }
        self._boxes = [QCheckBox(text) for text in texts]
        for box, note in zip(self._boxes, texts.values(), strict=True):
            box.setAccessibleDescription(note)
            box.toggled.connect(self.changed)
            self.column.addWidget(box)
            self.column.addWidget(TextLabel(note, role=TextRole.MUTED))

    @property
    def open_points(self) -> int:
        """How many aren't ticked."""
        return sum(not box.isChecked() for box in self._boxes)


class AgreementPanel(Panel):
    """The rules, and agreeing to them in time. Signal: `agreed()`."""

    agreed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.heading.setText(self.tr("Typical PSI rules"))
        for text in (
            self.tr("Stay in view of the camera, alone, until the exam is closed."),
            self.tr("No talking or reading aloud, no phone, no notes; hands in view."),
            self.tr("No other programs, displays or copies of questions."),
            self.tr("Your NHA confirmation decides. Passing here doesn’t replace PSI’s own system check."),
        ):
            self.column.addWidget(TextLabel(text))
        self._left = TextLabel(role=TextRole.STRONG)
        self.column.addWidget(self._left)
        button = KeyButton(self.tr("I agree"), kind=ButtonKind.PRIMARY)
        button.clicked.connect(self.agreed)
        self.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_left(self, seconds: int | None) -> None:
        """Say how long there is to agree; None: as long as it takes."""
        self._left.setVisible(seconds is not None)
        if seconds is None:
            return
        self._left.setText(self.tr("Time to agree: {time}").replace("{time}", f"{seconds // 60}:{seconds % 60:02}"))
