"""The tutorial before an exam: a few items about nothing in particular, sat by the same rules, kept nowhere."""

from __future__ import annotations

from cehrs_desktop.clock import Clock
from cehrs_desktop.rules.content import (
    Cognitive,
    DomainNumber,
    Item,
    ItemHash,
    ItemId,
    ItemVersion,
    Option,
    OptionId,
    Source,
    SourceId,
    TopicId,
)
from cehrs_desktop.rules.exam.events import Event, Tick
from cehrs_desktop.rules.exam.form import Form, FormItem, FormKind
from cehrs_desktop.rules.exam.sitting import Sitting, Terms, TimeAllowed, after, begin
from cehrs_desktop.rules.exam.ticked import Ticked
from cehrs_desktop.rules.exam.timing import tick_seconds

MINUTES = 10

_SOURCE = Source(SourceId("tutorial"), "Tutorial", "Tutorial", "CEHRS Trainer", "https://example.org", "2026-11")


class TutorialSitting:
    """Looks like an exam's sitting to the page that shows it; nothing of it is written down. Extra time holds too."""

    def __init__(self, clock: Clock, items: tuple[Item, ...], *, time: TimeAllowed = TimeAllowed.STANDARD) -> None:
        self._clock = clock
        self._items = {item.id: item for item in items}
        self._state = begin(_form(items), Terms(time=time))
        self._base = (clock.monotonic(), 0.0)

    @property
    def state(self) -> Sitting:
        """The state after the newest event."""
        return self._state

    def version(self, position: int) -> ItemVersion:
        """The item at a position."""
        item = self._items[self._state.form.at(position).item]
        return ItemVersion(ItemHash(item.id), DomainNumber.REPORTING, item, _SOURCE)

    def active_now(self) -> float:
        """Seconds since the tutorial began."""
        return round(self._clock.monotonic() - self._base[0], 3)

    def time_left(self) -> float | None:
        """Seconds left of the tutorial's own time."""
        budget = self._state.budget
        return None if budget is None else max(budget - self.active_now(), 0.0)

    def record(self, event: Event) -> Sitting:
        """Take an event in. Raises IllegalMove for what can't be."""
        self._state = after(self._state, event, self.active_now())
        return self._state

    def look_at_clock(self) -> Ticked:
        """Whether the tutorial's time is over."""
        if self.active_now() - self._state.active >= tick_seconds(self._state.time_left):
            self.record(Tick())
        return Ticked(time_over=self.time_left() == 0.0)


def tutorial_item(name: str, stem: str, options: tuple[str, ...], *, exhibit: str | None = None) -> Item:
    """A demo item; which of its options is the key doesn't matter."""
    return Item(
        id=ItemId(name),
        topic=TopicId("tutorial"),
        cognitive=Cognitive.RECALL,
        stem=stem,
        options=tuple(
            Option(OptionId(letter), text, "", key=letter == "a") for letter, text in zip("abcd", options, strict=True)
        ),
        source=_SOURCE.id,
        expected=0.5,
        teaches=(),
        exhibit=exhibit,
    )


def _form(items: tuple[Item, ...]) -> Form:
    return Form(
        kind=FormKind.PRACTICE,
        seed=0,
        items=tuple(
            FormItem(
                position=position,
                item=item.id,
                version=ItemHash(item.id),
                domain=DomainNumber.REPORTING,
                topic=item.topic,
                scored=True,
                options=tuple(option.id for option in item.options),
                key=item.key.id,
                expected=50,
            )
            for position, item in enumerate(items, 1)
        ),
        parts=(len(items),),
        minutes=MINUTES,
        cut=None,
    )
