"""What the notes of an Anki collection say: a card's two sides from its template, its memory, its review log."""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from cehrs_desktop.content.exchange.protobuf import number_of, text_of
from cehrs_desktop.content.exchange.safe_markdown import LONGEST_HTML, safe_markdown
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.anki import AnkiCard, AnkiNote, AnkiNoteType, AnkiReview, AnkiTables, AnkiTemplate
from cehrs_desktop.rules.exchange import Incoming, IncomingMemory, IncomingReview
from cehrs_desktop.rules.study.cards import Rating
from cehrs_desktop.rules.study.cloze import answers_to, with_blank

_SECTION = re.compile(r"\{\{([#^])([^{}]+)\}\}((?:(?!\{\{[#^]).)*?)\{\{/\2\}\}", re.DOTALL)
_FIELD = re.compile(r"\{\{([^{}#^/][^{}]*)\}\}")
_MOST_NESTED, _LONGEST_TEMPLATE = 20, 200_000
_NEW, _IN_REVIEW = 0, 2
_SUSPENDED = -1


def incoming_cards(tables: AnkiTables, *, with_memory: bool) -> Iterator[Incoming]:
    """One value a card, in the order of the collection. Raises UserError when note types can't be understood."""
    types = _note_types(tables)
    notes = {note.id: note for note in tables.notes}
    for card in tables.cards:
        note = notes.get(card.note)
        kind = None if note is None else types.get(note.note_type)
        if note is not None and kind is not None:
            yield _incoming(note, card, kind, tables, with_memory=with_memory)


def _incoming(note: AnkiNote, card: AnkiCard, kind: AnkiNoteType, tables: AnkiTables, *, with_memory: bool) -> Incoming:
    values = dict(zip(kind.fields, note.fields.split("\x1f"), strict=False))
    front, back = _sides(kind, values, card.ordinal)
    (front, shown), (back, also_shown) = safe_markdown(front), safe_markdown(back)
    return Incoming(
        key=f"anki-{_identity(note.guid)}-{card.ordinal}",
        front=front,
        back=back,
        tags=tuple(dict.fromkeys(note.tags.split())),
        group=f"anki-{_identity(note.guid)}" if kind.is_cloze else None,
        suspended=with_memory and card.queue == _SUSPENDED,
        memory=_memory(card, tables) if with_memory else None,
        images=(*shown, *also_shown),
    )


def _identity(guid: str) -> str:
    """A note's guid as it is, unless it is no such thing."""
    return guid if re.fullmatch(r"[!-~]{1,40}", guid) else hashlib.sha256(guid.encode()).hexdigest()[:24]


def _sides(kind: AnkiNoteType, values: dict[str, str], ordinal: int) -> tuple[str, str]:
    if kind.is_cloze:
        if not kind.templates:
            return "", ""
        template, blank = kind.templates[0], ordinal + 1
        front = _filled(template.front, values, lambda text: with_blank(text, blank, gap=_bold))
        answers = [answer for value in values.values() for answer in answers_to(value, blank)]
        rest = _without_cloze(template.back)
        back = _filled(rest, values, lambda _text: "")
        return front, "; ".join(dict.fromkeys(answers)) + (f"<br>{back}" if back.strip() else "")
    if not 0 <= ordinal < len(kind.templates):
        return "", ""
    template = kind.templates[ordinal]
    front = _filled(template.front, values, lambda text: text)
    back = re.sub(r"\{\{\s*FrontSide\s*\}\}|<hr[^>]*id=[\"']?answer[\"']?[^>]*>", "", template.back)
    return front, _filled(back, values, lambda text: text)


def _bold(hint: str) -> str:
    return f"<b>[{hint}]</b>"


def _without_cloze(template: str) -> str:
    return re.sub(r"\{\{\s*(?:cloze:[^{}]*|FrontSide)\}\}|<hr[^>]*id=[\"']?answer[\"']?[^>]*>", "", template)


def _filled(template: str, values: dict[str, str], cloze: Callable[[str], str]) -> str:
    """A template with its fields put in: sections for fields that are, or aren't, empty; filters such as `text:`."""

    def section(match: re.Match[str]) -> str:
        is_there = bool(values.get(match[2].strip(), "").strip())
        return match[3] if is_there == (match[1] == "#") else ""

    length = 0

    def field(match: re.Match[str]) -> str:
        nonlocal length
        *filters, name = match[1].strip().split(":")
        value = values.get(name.strip(), "") if length <= LONGEST_HTML else ""  # one field many times over
        length += len(value)
        return cloze(value) if "cloze" in filters else value

    for _ in range(_MOST_NESTED):
        template, changed = _SECTION.subn(section, template)
        if not changed:
            break
    return _FIELD.sub(field, template)


def _note_types(tables: AnkiTables) -> dict[int, AnkiNoteType]:
    try:
        return _from_json(tables.models) if tables.models is not None else _from_rows(tables)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise UserError(
            "The package's note types can't be understood, so nothing was imported. Export it again from Anki."
        ) from error


def _from_json(models: str) -> dict[int, AnkiNoteType]:
    return {
        int(key): AnkiNoteType(
            fields=tuple(str(field["name"]) for field in model["flds"]),
            templates=tuple(_template(str(each["qfmt"]), str(each["afmt"])) for each in model["tmpls"]),
            is_cloze=model.get("type") == 1,
        )
        for key, model in json.loads(models).items()
    }


def _from_rows(tables: AnkiTables) -> dict[int, AnkiNoteType]:
    fields: dict[int, list[str]] = defaultdict(list)
    templates: dict[int, list[AnkiTemplate]] = defaultdict(list)
    for kind, name in tables.fields:
        fields[kind].append(name)
    for kind, config in tables.templates:
        templates[kind].append(_template(text_of(config, 1), text_of(config, 2)))
    return {
        kind: AnkiNoteType(tuple(fields[kind]), tuple(templates[kind]), is_cloze=number_of(settings, 1) == 1)
        for kind, settings in tables.note_types
    }


def _template(front: str, back: str) -> AnkiTemplate:
    return AnkiTemplate(front[:_LONGEST_TEMPLATE], back[:_LONGEST_TEMPLATE])


def _memory(card: AnkiCard, tables: AnkiTables) -> IncomingMemory | None:
    """FSRS's state where the card has one; of a card without, the interval is taken for the stability."""
    if card.type == _NEW:
        return None
    history = tuple(
        review
        for number, row in enumerate(tables.reviews.get(card.id, ()))
        if (review := _review(row, first=number == 0)) is not None
    )
    data = _data(card.data)
    stability = _within(data.get("s"), 0.001, 36_500) or float(min(max(card.interval, 1), 36_500))
    difficulty = _within(data.get("d"), 1, 10) or 5.0
    try:
        if card.type == _IN_REVIEW:
            due = datetime.fromtimestamp(tables.created, UTC) + timedelta(days=card.due)
        else:
            due = datetime.fromtimestamp(card.due, UTC)
        due = max(due, datetime(1980, 1, 1, tzinfo=UTC))
    except (OverflowError, ValueError, OSError):
        return None
    return IncomingMemory(stability, difficulty, due, max(card.reviews, 0), max(card.lapses, 0), history)


def _review(row: AnkiReview, *, first: bool) -> IncomingReview | None:
    try:
        at = datetime.fromtimestamp(row.at / 1000, UTC)
    except (OverflowError, ValueError, OSError):
        return None
    if at.year < 1980 or at.year > 2200:
        return None
    return IncomingReview(at, Rating(row.rating), min(max(row.milliseconds / 1000, 0), 600), was_new=first)


def _data(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text) if text.startswith("{") else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _within(value: object, least: float, most: float) -> float | None:
    return float(value) if isinstance(value, int | float) and least <= value <= most else None
