"""Records as lines of inked text: one description that the screen and the command line share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal, NamedTuple

from storage import EVERYTHING, Named, Note, Place, Query, QuoteDetail, QuoteRow, marked, short
from tui import wording
from tui.safe_text import safe

Ink = Literal["plain", "strong", "dim", "label", "marked", "warn", "chip", "good", "selected"]


class Span(NamedTuple):
    """A run of text that is safe to show, in one ink."""

    text: str
    ink: Ink = "plain"


Line = tuple[Span, ...]
"""One paragraph; the screen wraps it, the command line prints it."""


class Medium(NamedTuple):
    """Where lines are read: what leads a paraphrase there, and whether notes stand there whole."""

    paraphrase: str
    whole_notes: bool


CONTESTING: Final = frozenset({"answers", "contradicts", "retracts", "misquotes"})
"""Links from another quote that no one should miss who reads this one."""
IN_ENGLISH: Final = "IN EN"
SCREEN: Final = Medium(wording.PARAPHRASE_MARK, whole_notes=False)
COPY: Final = Medium(wording.PARAPHRASE_COPY, whole_notes=True)


def span(text: str, ink: Ink = "plain") -> Span:
    """Text from a library, made safe."""
    return Span(safe(text), ink)


def short_name(named: Named) -> str:
    """People by initial and last name, all others by their name."""
    words = named.name.split()
    if named.kind == "person" and len(words) > 1:
        return f"{words[0][0]}. {words[-1]}"
    return named.name


def row_speaker(row: QuoteRow) -> str:
    if row.speaker is None:
        return row.speaker_text or wording.NO_ONE_NAMED
    return short_name(row.speaker) + (" +" if row.joint else "")


def speaker_name(row: QuoteRow) -> str:
    if row.speaker is None:
        return row.speaker_text or wording.NO_ONE_NAMED
    return row.speaker.name


def row_flag(row: QuoteRow) -> str:
    """One letter that says most about the quote: retracted, contested, noted, starred, tagged."""
    flags = (
        (row.retracted, "R"),
        (row.contested, "!"),
        (row.noted, "✎"),
        (row.starred, "*"),
        (row.tagged, "#"),
    )
    return next((flag for is_set, flag in flags if is_set), " ")


def row_words(row: QuoteRow, medium: Medium = SCREEN) -> str:
    """The words in quotation marks, or what is no one's words led by its mark."""
    if row.in_words:
        return f"“{row.text}”"
    return f"{medium.paraphrase} {row.text}"


def with_marks(text: str, query: Query, ink: Ink = "plain") -> list[Span]:
    """Text from a library with the words that were searched for marked."""
    spans: list[Span] = []
    at = 0
    for start, end in marked(text, query):
        spans += [span(text[at:start], ink), span(text[start:end], "marked")]
        at = end
    spans.append(span(text[at:], ink))
    return [each for each in spans if each.text]


def detail_lines(
    detail: QuoteDetail, query: Query, medium: Medium = SCREEN, *, is_translated: bool = False
) -> list[Line]:
    """All that the detail pane and `show` say about a quote, the most asked for first.

    With `is_translated` the translation comes before the words, each named for what it is.
    """
    words, translation = _words(detail, query, medium), _translation(detail, query)
    if is_translated and not translation:
        translation = [labelled(IN_ENGLISH, [Span(wording.no_translation(detail), "dim")])]
    elif is_translated:
        words, translation = translation[0], [labelled("AS HELD", words)]
    lines: list[Line] = [
        words,
        *_warnings(detail),
        *translation,
        _who(detail),
        *_where(detail),
        labelled("CHAIN", [span(chain(detail))]),
        *_source(detail),
        labelled("CHECKS", [span(checks(detail))]),
        *_disputes(detail),
        *_answers(detail, medium),
        *_labels(detail),
        *(line for note in detail.notes for line in note_lines(note, medium)),
        *_topics(detail),
        _kind(detail),
    ]
    if detail.remark:
        lines.append(labelled("REMARK", [span(detail.remark)]))
    lines.append(_keys(detail))
    return lines


def labelled(label: str, spans: Iterable[Span]) -> Line:
    return (Span(f"{label:<8}", "label"), *spans)


def chain(detail: QuoteDetail) -> str:
    if not detail.chain:
        return wording.no_chain(detail)
    return wording.chain(detail.chain, speaker_name(detail.row))


def checks(detail: QuoteDetail) -> str:
    return wording.standing(detail.places, in_words=detail.row.in_words)


def note_lines(note: Note, medium: Medium) -> list[Line]:
    """A note's first line with its author, and the others where there is room for them."""
    first, *rest = note.text.splitlines() or [""]
    more = " …" if rest and not medium.whole_notes else ""
    head = (
        Span("✎ ", "label"),
        span(f"{first}{more}"),
        span(f" — {note.author}, {note.written[:10]}, {note.handling}", "dim"),
    )
    return [head, *((span(f"  {each}"),) for each in rest if medium.whole_notes)]


def _words(detail: QuoteDetail, query: Query, medium: Medium = SCREEN) -> Line:
    row = detail.row
    spans = with_marks(row.text, query, "strong" if row.in_words else "plain")
    retracted = [Span(f"{wording.RETRACTED} ", "warn")] if row.retracted else []
    if row.in_words:
        return (*retracted, Span("“", "strong"), *spans, Span("”", "strong"))
    return (*retracted, Span(f"{medium.paraphrase} ", "label"), *spans)


def _warnings(detail: QuoteDetail) -> list[Line]:
    """What stands further down and must not be missed, on one line."""
    said = [
        wording.link(tie) for tie in detail.links if not tie.outgoing and tie.type in CONTESTING
    ]
    if detail.meeting and detail.meeting.disputes:
        said.append(wording.MEETING_DISPUTED)
    if detail.source and detail.source.caveat:
        said.append(wording.SOURCE_CAVEAT)
    return [(Span("! ", "warn"), span(" · ".join(said), "warn"))] if said else []


def _translation(detail: QuoteDetail, query: Query = EVERYTHING) -> list[Line]:
    if not detail.translation:
        return []
    return [labelled(IN_ENGLISH, with_marks(detail.translation, query))]


def _who(detail: QuoteDetail) -> Line:
    row = detail.row
    spans = [span(speaker_name(row), "strong")]
    others = [each.name for each in detail.speakers if row.speaker is None or each != row.speaker]
    if others:
        spans.append(span(f" jointly with {', '.join(others)}"))
    if detail.role:
        of = f", {detail.role.organisation.name}" if detail.role.organisation else ""
        spans.append(span(f", {detail.role.title}{of}"))
    if detail.said_as and (detail.role is None or detail.role.title != detail.said_as):
        spans.append(span(f" · styled by the source: {detail.said_as}", "dim"))
    if detail.addressees:
        spans.append(span(f" · to {', '.join(each.name for each in detail.addressees)}"))
    spans.append(span(f" · {date(detail)}"))
    return tuple(spans)


def date(detail: QuoteDetail) -> str:
    said_on = detail.row.said_on
    if not said_on:
        return "date not known"
    return said_on if detail.date_verified else f"{said_on} (not confirmed)"


def _where(detail: QuoteDetail) -> list[Line]:
    if detail.format is None:
        return []
    spans = [span(detail.format.name)]
    meeting = detail.meeting
    if meeting:
        named = [meeting.title, meeting.place, meeting.said_on]
        spans.append(span(f", {', '.join(each for each in named if each)}"))
        if not meeting.verified:
            spans.append(Span(" (not confirmed)"))
        if meeting.disputes:
            spans.append(Span(" ! disputed", "warn"))
    if detail.relation:
        spans.append(span(f" · {wording.RELATION.get(detail.relation, detail.relation)}"))
    return [tuple(spans)]


def _kind(detail: QuoteDetail) -> Line:
    row = detail.row
    kind = wording.KIND.get(row.kind, row.kind)
    held = wording.HELD_AS.get(row.held_as, wording.plain(row.held_as))
    spans = [span(f"{kind} · {held}", "dim")]
    if detail.lang:
        spans.append(span(f" · {detail.lang}", "dim"))
    if detail.original_lang and detail.original_lang != detail.lang:
        spans.append(span(f" (read in {detail.original_lang})", "dim"))
    return tuple(spans)


def _topics(detail: QuoteDetail) -> list[Line]:
    spans: list[Span] = []
    if detail.topics:
        spans.append(span(", ".join(detail.topics)))
    for stance in detail.stances:
        frame = f", {wording.plain(stance.frame)}" if stance.frame else ""
        spans.append(Span(" · " if spans else ""))
        spans.append(span(f"stance {stance.topic}: {stance.value}{frame} ({stance.coder})"))
    return [labelled("TOPICS", spans)] if spans else []


def _source(detail: QuoteDetail) -> list[Line]:
    source = detail.source
    if source is None:
        return [labelled("SOURCE", [Span("none recorded", "warn")])]
    publisher = source.publisher.name if source.publisher else None
    facts = [
        f"{source.title}{' (title inferred)' if source.title_inferred else ''}",
        publisher,
        source.author,
        source.published,
        f"read at {source.carrier}" if source.carrier else None,
    ]
    lines = [labelled("SOURCE", [span(" · ".join(each for each in facts if each))])]
    if source.caveat:
        lines.append(labelled("", [Span("! ", "warn"), span(source.caveat, "warn")]))
    return lines


def _disputes(detail: QuoteDetail) -> list[Line]:
    if detail.meeting is None:
        return []
    return [
        labelled("DISPUTE", [span(f"{each.about}: {each.remark}", "warn")])
        for each in detail.meeting.disputes
    ]


def _answers(detail: QuoteDetail, medium: Medium) -> list[Line]:
    lines: list[Line] = []
    for tie in detail.links:
        ink: Ink = "warn" if not tie.outgoing and tie.type in CONTESTING else "plain"
        basis = "the source says so" if tie.basis == "source" else f"by {tie.basis}"
        lines.append(
            (
                Span("! " if ink == "warn" else "", ink),
                span(f"{wording.link(tie)} {row_speaker(tie.other)}: ", ink),
                span(row_words(tie.other, medium)),
                span(f" ({basis})", "dim"),
            )
        )
    return lines


def _labels(detail: QuoteDetail) -> list[Line]:
    spans = [span(f"#{tag.name}  ", "chip") for tag in detail.tags]
    if detail.row.starred:
        spans.insert(0, Span("* starred  ", "chip"))
    return [tuple(spans)] if spans else []


def _keys(detail: QuoteDetail) -> Line:
    ref = f" · {detail.row.ref}" if detail.row.ref else ""
    url = f" · {detail.source.url}" if detail.source and detail.source.url else ""
    return (span(f"{short(detail.row.key)}{ref}{url}", "dim"),)


def provenance_lines(detail: QuoteDetail, query: Query) -> list[Line]:
    """Where the words come from, hop by hop, where they stand, and whose text that is."""
    row = detail.row
    lines: list[Line] = [_words(detail, query), ()]
    lines.append((Span("THE CHAIN, outermost first", "label"),))
    if not detail.chain:
        lines.append((span(f"  {wording.no_chain(detail)}"),))
    for hop in detail.chain:
        read = "  ← this report was read" if hop.was_read else ""
        hedge = f", {hop.hedge}" if hop.hedge != "none" else ""
        verb = hop.verb or "reported"
        lines.append(
            (span(f"  {hop.actor.name}", "strong"), span(f" {verb}{hedge}"), Span(read, "dim"))
        )
    last = "said it" if row.kind in {"direct", "mixed"} else "is reported as saying so"
    lines.append((span(f"  {speaker_name(row)}", "strong"), Span(f" {last}")))
    lines.append((span(f"  in short: {chain(detail)}", "dim"),))
    lines += [(), (Span("THE SOURCE CITED", "label"),)]
    lines += _source(detail)
    source = detail.source
    if source and source.url:
        lines.append(labelled("", [span(source.url)]))
    lines += [(), (Span("WHERE THE WORDS STAND", "label"),), (span(f"  {checks(detail)}"),)]
    for place in detail.places:
        lines += _place(place)
    return lines


def _place(place: Place) -> list[Line]:
    whose = "the project's own text, no evidence" if place.ours else "the cited source's text"
    head = (span(f"  {place.source.name}", "strong"), span(f" · version {place.version} · {whose}"))
    numbers = ", ".join(f"{piece.start}–{piece.end}" for piece in place.pieces)
    if place.surroundings is None:
        return [(), head, (span(f"  characters {numbers}; the text itself is not stored here"),)]
    text, spans, at = place.surroundings, [Span("  … " if place.offset else "  ")], 0
    for piece in place.pieces:
        start, end = piece.start - place.offset, piece.end - place.offset
        spans += [span(text[at:start]), span(text[start:end], "marked")]
        at = end
    spans.append(span(text[at:]))
    return [(), head, (span(f"  characters {numbers}", "dim"),), tuple(spans)]


def text_of(line: Line) -> str:
    return "".join(each.text for each in line)


def copied_words(detail: QuoteDetail) -> list[Line]:
    """The words as they are taken away."""
    return [_words(detail, EVERYTHING, COPY), *_translation(detail)]


def copied_source(detail: QuoteDetail) -> list[Line]:
    """What goes with the words wherever they are taken: by whom they came, and every doubt."""
    source = detail.source
    addresses = (("ADDRESS", source.url), ("ARCHIVE", source.archive_url)) if source else ()
    return [
        _who(detail),
        *_where(detail),
        labelled("CHAIN", [span(chain(detail))]),
        *_source(detail),
        *(labelled(label, [span(each)]) for label, each in addresses if each),
        labelled("CHECKS", [span(checks(detail))]),
        *_disputes(detail),
        *_answers(detail, COPY),
        *([labelled("REMARK", [span(detail.remark)])] if detail.remark else []),
        _kind(detail),
        (span(short(detail.row.key), "dim"),),
    ]
