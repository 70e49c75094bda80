"""A report as PDF: the same facts as on the page, for paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPdfWriter, QTextDocument

from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.content import Domain
from cehrs_desktop.rules.exam.blueprint import Scale
from cehrs_desktop.rules.exam.reports import Report
from cehrs_desktop.ui.exam.words import numbered_title, verdict_words
from cehrs_desktop.ui.report import rows
from cehrs_desktop.ui.texts import tr
from cehrs_desktop.ui.theme import FAMILY

_MARGIN_MM = 18.0
_DOTS_PER_INCH = 300


def write_pdf(report: Report, target: Path, *, domains: Sequence[Domain], scale: Scale) -> None:
    """Write a report to `target`. Raises UserError when that can't be written."""
    try:
        target.write_bytes(b"")  # Qt doesn't say why it can't write; this does
    except OSError as error:
        raise UserError(
            "The report can't be written to {path}: {reason}. Choose another place.",
            path=target,
            reason=error.strerror or error,
        ) from error
    writer = QPdfWriter(str(target))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    writer.setPageMargins(QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM), QPageLayout.Unit.Millimeter)
    writer.setResolution(_DOTS_PER_INCH)
    writer.setTitle(_title(report))
    document = QTextDocument()
    font = QFont(FAMILY)
    font.setPointSizeF(10)
    document.setDefaultFont(font)
    document.setHtml("".join(_parts(report, domains, scale)))
    document.print_(writer)


def _title(report: Report) -> str:
    return numbered_title(report.kind, report.number)


def _parts(report: Report, domains: Sequence[Domain], scale: Scale) -> Iterator[str]:
    result, standing, numbers = report.result, report.result.score.standing, report.result.numbers
    yield f"<h1>{escape(_title(report))}</h1><p>{escape(rows.subtitle(report))}</p>"
    yield f"<p><b>{escape(rows.score_words(result))}</b></p>"
    if standing is not None:
        yield f"<h2>{escape(verdict_words(standing.verdict).capitalize())}</h2>"
    if standing is not None and numbers is None:
        yield f"<p>{escape(rows.why_no_numbers(result.score))}</p>"
    if numbers is not None:
        band = (
            tr("90% band %l to %h · %p passes")
            .replace("%l", str(numbers.scaled.low))
            .replace("%h", str(numbers.scaled.high))
            .replace("%p", str(scale.pass_mark))
        )
        ours = tr("Estimated scaled score — ours, unofficial")
        yield f"<p>{escape(ours)}: {numbers.scaled.points}. {escape(band)}</p>"
        yield f"<p>{escape(rows.assumptions(result, numbers))}</p>"
    names = {domain.number: domain.name for domain in domains}
    yield _table([tr("Domain"), tr("Right"), tr("Share"), tr("90% band")], rows.domain_rows(result, names)[0])
    yield f"<p>{escape(rows.domain_note(result, names))}</p>"
    yield _table([tr("Topic"), tr("Right"), tr("Share")], rows.topic_rows(result, report.topic_names)[0])
    yield _table(["", ""], rows.pacing_rows(result))
    if report.record_changed:
        yield f"<p>{escape(rows.changed_words(report))}</p>"
    elif report.conditions.lockdown is not None:
        yield f"<h2>{escape(tr('What a proctor would have noticed'))}</h2>"
        yield _table([tr("Time"), tr("What"), tr("Response")], rows.incident_rows(report))
    yield f"<h2>{escape(tr('What you missed or guessed'))}</h2>"
    yield from (_missed(report, response.position) for response in rows.missed(report, None))


def _missed(report: Report, position: int) -> str:
    version = report.version_at(position)
    response = next(each for each in report.responses if each.position == position)
    assert version is not None, "what was missed was seen"
    document = QTextDocument()
    document.setMarkdown(f"{version.item.stem}\n\n{version.item.exhibit or ''}")
    stem = document.toHtml()
    body = stem[stem.index("<body") : stem.index("</body>")].split(">", 1)[1]
    facts = rows.missed_facts(response, flagged=position in report.flagged)
    lines = [f"<h3>{position}</h3><p>{escape(facts)}</p>{body}"]
    for option in sorted(version.item.options, key=lambda each: not each.key):
        mark = "✓ " if option.key else "✗ " if option.id == response.chosen else ""
        lines.append(f"<p>{mark}<b>{escape(option.text)}</b> — {escape(option.why)}</p>")
    lines.append(f"<p><i>{escape(version.source.citation)}</i></p>")
    return "".join(lines)


def _table(headers: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    head = "".join(f"<th align='left'>{escape(each)}</th>" for each in headers)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in line) + "</tr>" for line in lines)
    return f"<table cellpadding='3' width='100%'><tr>{head}</tr>{body}</table><p></p>"
