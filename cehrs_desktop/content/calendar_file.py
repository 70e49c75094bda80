"""Calendar files (.ics, RFC 5545): whole days and timed sittings, for any calendar program."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

PRODUCT = "-//CEHRS Trainer//study plan//EN"


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A whole day's entry. `key` stays the same when the entry is written anew, so that calendars replace it."""

    key: str
    day: date
    title: str
    text: str = ""
    remind_days_before: int | None = None


def calendar_bytes(entries: Sequence[CalendarEntry], *, written_at: datetime) -> bytes:
    """The entries as the content of an .ics file."""
    from icalendar import Alarm, Calendar, Event  # takes a moment, and few need it

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    for entry in entries:
        event = Event()
        event.add("uid", f"{entry.key}@cehrs-trainer")
        event.add("dtstamp", written_at)
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + timedelta(days=1))
        event.add("summary", entry.title)
        if entry.text:
            event.add("description", entry.text)
        event.add("transp", "TRANSPARENT")
        if entry.remind_days_before is not None:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", entry.title)
            alarm.add("trigger", timedelta(days=-entry.remind_days_before))
            event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
