"""Records as lines of inked text: one description that the screen and the command line share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal, NamedTuple

from storage import (
    EVERYTHING,
    Link,
    Named,
    Note,
    Piece,
    Query,
    QuoteDetail,
    QuoteRow,
    Stance,
    marked,
    short,
)
from tui import wording
from tui.safe_text import safe
from tui.wording import codes

Ink = Literal[
    "plain",
    "strong",
    "dim",
    "label",
    "marked",
    "warn",
    "chip",
    "good",
    "chosen",
    "selected",
    "noted",
]


class Target(NamedTuple):
    """A record that a run of text names: its slug, a quote's or a note's key, a name."""

    kind: Literal["actor", "format", "meeting", "topic", "source", "quote", "tag", "note", "brief"]
    slug_or_key: str


class Span(NamedTuple):
    """A run of text that is safe to show, in one ink, and the record that it names."""

    text: str
    ink: Ink = "plain"
    names: Target | None = None


Line = tuple[Span, ...]
"""One paragraph; the screen wraps it, the command line prints it."""


class Medium(NamedTuple):
    """Where lines are read: what leads a paraphrase there, and whether notes stand there whole.

    With `marks_notes` the words that a note is on are marked in the text.
    """

    paraphrase: str
    whole_notes: bool
    marks_notes: bool = False


"""Links from another quote that no one should miss who reads this one."""
IN_ENGLISH: Final = "IN EN"
SCREEN: Final = Medium(wording.PARAPHRASE_MARK, whole_notes=False, marks_notes=True)
COPY: Final = Medium(wording.PARAPHRASE_COPY, whole_notes=True)
NO_QUOTE: Final[Line] = (Span(wording.NOTHING_CHOSEN, "dim"),)
NOTES_WHOLE: Final = Medium(wording.PARAPHRASE_MARK, whole_notes=True)


def span(text: str, ink: Ink = "plain", names: Target | None = None) -> Span:
    """Text from a library, made safe."""
    return Span(safe(text), ink, names)


def actor_span(named: Named, ink: Ink = "plain") -> Span:
    """An actor by its whole name."""
    return span(named.name, ink, Target("actor", named.slug))


def joined(spans: Iterable[Span], between: str = ", ", ink: Ink = "plain") -> list[Span]:
    """Spans with a text between each two."""
    return [part for each in spans for part in (Span(between, ink), each)][1:]


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


def short_speaker(row: QuoteRow, ink: Ink = "plain") -> Span:
    """The speaker as a row names it."""
    return span(row_speaker(row), ink, row.speaker and Target("actor", row.speaker.slug))


def speaker_name(row: QuoteRow) -> str:
    if row.speaker is None:
        return row.speaker_text or wording.NO_ONE_NAMED
    return row.speaker.name


def row_flag(row: QuoteRow) -> str:
    """One sign that says most about it: retracted, contested, noted, starred, tagged, new."""
    flags = (
        (row.retracted, "R"),
        (row.contested, "!"),
        (row.noted, "✎"),
        (row.starred, "*"),
        (row.tagged, "#"),
        (row.new, "●"),
    )
    return next((flag for is_set, flag in flags if is_set), " ")


def row_words(row: QuoteRow, medium: Medium = SCREEN) -> str:
    """The words in quotation marks, or what is no one's words led by its mark."""
    if row.in_words:
        return f"“{row.text}”"
    return f"{medium.paraphrase} {row.text}"


def is_same(one: QuoteDetail | None, other: QuoteDetail | None) -> bool:
    """Whether both are the same quote, be it as it was and as it is now."""
    return one is not None and other is not None and one.row.key == other.row.key


def row_in_short(row: QuoteRow) -> str:
    """A quote as it is told apart from others: by whom and when."""
    return f"{row_speaker(row)}, {row.said_on or wording.NO_DATE}"


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
    detail: QuoteDetail,
    query: Query,
    medium: Medium = SCREEN,
    *,
    is_translated: bool = False,
    chosen: Piece | None = None,
) -> list[Line]:
    """All that the detail pane and `show` say about a quote, the most asked for first.

    With `is_translated` the translation comes before the words, each named for what it is.
    `chosen` is a piece of the text that is being chosen.
    """
    words, translation = words_line(detail, query, medium, chosen), _translation(detail, query)
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
        labelled("CHAIN", chain_spans(detail)),
        *source_lines(detail),
        labelled("CHECKS", [span(checks(detail))]),
        *dispute_lines(detail),
        *_answers(detail, medium),
        *_labels(detail),
        *_briefs(detail),
        *(line for note in detail.notes for line in note_lines(note, medium)),
        *_topics(detail, medium),
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


def chain_spans(detail: QuoteDetail) -> list[Span]:
    """As `chain`, with its links named."""
    if not detail.chain:
        return [span(chain(detail))]
    hops = [actor_span(hop.actor) for hop in detail.chain]
    return joined([*hops, whole_speaker(detail.row)], wording.REPORTING)


def checks(detail: QuoteDetail) -> str:
    """Where the words stand, by how many chains they came, what is held against them."""
    said = [wording.standing(detail.places, in_words=detail.row.in_words)]
    if detail.provenance and detail.provenance.chains:
        said.append(wording.chains(detail.provenance.chains))
    contesting = [tie.type for tie in detail.links if tie.contests]
    if contesting:
        said.append(wording.contested(contesting))
    return " · ".join(said)


def note_lines(note: Note, medium: Medium) -> list[Line]:
    """A note's first line with its author, and the others where there is room for them.

    What piece of the text it is on stands in brackets, for it may be nobody's words.
    """
    first, *rest = note.text.splitlines() or [""]
    more = " …" if rest and not medium.whole_notes else ""
    kind = "" if note.kind == wording.PLAIN_NOTE else f"{note.kind}, "
    head = (
        Span(f"{wording.NOTE_SIGN} ", "label", Target("note", note.key)),
        *([span(wording.noted_piece(note), "label")] if note.exact else []),
        span(f"{first}{more}"),
        span(f" — {kind}{note.author}, {note.written[:10]}, {note.handling}", "dim"),
    )
    return [head, *((span(f"  {each}"),) for each in rest if medium.whole_notes)]


def annotation_lines(detail: QuoteDetail) -> list[Line]:
    """What people wrote about a quote, whole: its notes, tags, star and stances."""
    lines = [line for note in detail.notes for line in note_lines(note, NOTES_WHOLE)]
    lines += [*_labels(detail), *_briefs(detail)]
    lines += [(Span("stance ", "label"), *_stance(stance, SCREEN)) for stance in detail.stances]
    if detail.withheld:
        lines.append((Span(codes.withheld(detail.withheld), "dim"),))
    return lines or [(Span(wording.NO_ANNOTATION, "dim"),)]


def _stance(stance: Stance, medium: Medium) -> list[Span]:
    """With whose it is; only who sits before the screen is "you"."""
    frame = f", {wording.plain(stance.frame)}" if stance.frame else ""
    coder = wording.YOU if stance.is_own and medium is SCREEN else stance.coder
    by = codes.by(coder, is_adjudicated=stance.is_adjudicated)
    return [topic_span(stance.topic), span(f": {codes.value(stance.value)}{frame} ({by})")]


def words_line(
    detail: QuoteDetail, query: Query, medium: Medium = SCREEN, chosen: Piece | None = None
) -> Line:
    """The words in quotation marks, or the paraphrase led by its mark."""
    row = detail.row
    spans = with_marks(row.text, query, "strong" if row.in_words else "plain")
    if medium.marks_notes:
        noted = [note.piece for note in detail.notes if note.piece]
        spans = _with_pieces(spans, row.text, noted, chosen)
    retracted = [Span(f"{wording.RETRACTED} ", "warn")] if row.retracted else []
    if row.in_words:
        return (*retracted, Span("“", "strong"), *spans, Span("”", "strong"))
    return (*retracted, Span(f"{medium.paraphrase} ", "label"), *spans)


def _with_pieces(
    spans: list[Span], text: str, noted: list[Piece], chosen: Piece | None
) -> list[Span]:
    """The text with a sign before each piece that is noted, and the piece that is being chosen."""
    letters = text_of(spans)
    if not (noted or chosen) or len(letters) != len(text):
        return spans  # signs of what can't be shown stand in it: no place is sure
    inks: list[Ink] = [each.ink for each in spans for _ in each.text]
    for piece in noted:
        for place in range(*piece.place):
            inks[place] = inks[place] if inks[place] == "marked" else "noted"
    signs = {piece.start: Span(wording.NOTE_SIGN, "label") for piece in noted}
    if chosen:
        for place in range(*chosen.place):
            inks[place] = "selected"
        signs[chosen.start] = Span(wording.CHOSEN_SIGN, "selected")
    told: list[Span] = []
    for at, (ink, letter) in enumerate(zip(inks, letters, strict=True)):
        if at in signs or not at or inks[at - 1] != ink:
            told += [*([signs[at]] if at in signs else []), Span(letter, ink)]
        else:
            told[-1] = Span(told[-1].text + letter, ink)
    return told


def _warnings(detail: QuoteDetail) -> list[Line]:
    """What stands further down and must not be missed, on one line."""
    said = [
        span(wording.link(tie), "warn", Target("quote", tie.other.key))
        for tie in detail.links
        if tie.contests
    ]
    if detail.meeting and detail.meeting.disputes:
        at = Target("meeting", detail.meeting.slug)
        said.append(Span(wording.MEETING_DISPUTED, "warn", at))
    if detail.source and detail.source.caveat:
        at = Target("source", detail.source.slug)
        said.append(Span(wording.SOURCE_CAVEAT, "warn", at))
    if detail.source and detail.source.is_retracted:
        at = Target("source", detail.source.slug)
        said.append(Span(wording.SOURCE_RETRACTED, "warn", at))
    return [
        *(retracted_lines(detail.retracted) if detail.retracted else []),
        *([(Span("! ", "warn"), *joined(said, " · ", "warn"))] if said else []),
    ]


def retracted_lines(why: str | None) -> list[Line]:
    """That a record was retracted, and why; nothing where it holds."""
    if why is None:
        return []
    told = f"{wording.RETRACTED}: {why}" if why else wording.RETRACTED
    return [(Span("! ", "warn"), span(told, "warn"))]


def _translation(detail: QuoteDetail, query: Query = EVERYTHING) -> list[Line]:
    if not detail.translation:
        return []
    return [labelled(IN_ENGLISH, with_marks(detail.translation, query))]


def _who(detail: QuoteDetail) -> Line:
    row = detail.row
    spans = [whole_speaker(row, "strong")]
    others = [each for each in detail.speakers if row.speaker is None or each != row.speaker]
    if others:
        spans += [Span(" jointly with "), *joined(map(actor_span, others))]
    if detail.role:
        spans.append(span(f", {detail.role.title}"))
        if detail.role.organisation:
            spans += [Span(", "), actor_span(detail.role.organisation)]
    if detail.said_as and (detail.role is None or detail.role.title != detail.said_as):
        spans.append(span(f" · styled by the source: {detail.said_as}", "dim"))
    if detail.addressees:
        spans += [Span(" · to "), *joined(map(actor_span, detail.addressees))]
    spans.append(span(f" · {date(detail)}"))
    return tuple(spans)


def whole_speaker(row: QuoteRow, ink: Ink = "plain") -> Span:
    return actor_span(row.speaker, ink) if row.speaker else span(speaker_name(row), ink)


def date(detail: QuoteDetail) -> str:
    said_on = detail.row.said_on
    if not said_on:
        return wording.NO_DATE
    return said_on if detail.date_verified else f"{said_on} (not confirmed)"


def _where(detail: QuoteDetail) -> list[Line]:
    if detail.format is None:
        return []
    spans = [span(detail.format.name, names=Target("format", detail.format.slug))]
    meeting = detail.meeting
    if meeting:
        named = ", ".join(filter(None, [meeting.title, meeting.place, meeting.said_on]))
        spans += [Span(", "), span(named, names=Target("meeting", meeting.slug))]
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
    if detail.handling in wording.HANDLED:
        spans.append(span(f" · {wording.HANDLED[detail.handling]}", "warn"))
    return tuple(spans)


def _topics(detail: QuoteDetail, medium: Medium) -> list[Line]:
    spans = joined(map(topic_span, detail.topics))
    for stance in detail.stances:
        spans += [Span(" · stance " if spans else "stance "), *_stance(stance, medium)]
    if detail.withheld:
        before = " · " if spans else ""
        spans.append(Span(f"{before}{codes.withheld(detail.withheld)}", "dim"))
    return [labelled("TOPICS", spans)] if spans else []


def topic_span(slug: str) -> Span:
    return span(slug, names=Target("topic", slug))


def source_lines(detail: QuoteDetail) -> list[Line]:
    """The source cited, with its caveat."""
    source = detail.source
    if source is None:
        said = wording.SOURCE_KEPT if detail.is_source_kept else wording.NO_SOURCE
        return [labelled("SOURCE", [Span(said, "warn")])]
    title = f"{source.title}{' (title inferred)' if source.title_inferred else ''}"
    carrier = f"read at {source.carrier}" if source.carrier else None
    facts = [
        span(title, names=Target("source", source.slug)),
        *([actor_span(source.publisher)] if source.publisher else []),
        *(span(each) for each in (source.author, source.published, carrier) if each),
    ]
    lines = [labelled("SOURCE", joined(facts, " · "))]
    if source.is_retracted:
        lines.append(labelled("", [Span(f"! {wording.SOURCE_RETRACTED}", "warn")]))
    if source.caveat:
        lines.append(labelled("", [Span("! ", "warn"), span(source.caveat, "warn")]))
    return lines


def dispute_lines(detail: QuoteDetail) -> list[Line]:
    """What sources disagree about at the meeting."""
    if detail.meeting is None:
        return []
    return [
        labelled("DISPUTE", [span(f"{each.about}: {each.remark}", "warn")])
        for each in detail.meeting.disputes
    ]


def _answers(detail: QuoteDetail, medium: Medium) -> list[Line]:
    return [tie_line(tie, medium) for tie in detail.links]


def tie_line(tie: Link, medium: Medium, *, with_words: bool = True) -> Line:
    """How another quote is tied to this one, and who says so."""
    ink: Ink = "warn" if tie.contests else "plain"
    remark = f"; {tie.remark}" if tie.remark else ""
    words = [Span(": ", ink), span(row_words(tie.other, medium))] if with_words else []
    return (
        Span("! " if ink == "warn" else "", ink),
        span(wording.link(tie), ink, Target("quote", tie.other.key)),
        Span(" ", ink),
        short_speaker(tie.other, ink),
        *words,
        span(f" ({wording.basis(tie)}{remark})", "dim"),
    )


def _labels(detail: QuoteDetail) -> list[Line]:
    spans = [
        part
        for tag in detail.tags
        for part in (span(f"#{tag.name}", "chip", Target("tag", tag.name)), Span("  ", "chip"))
    ]
    if detail.row.starred:
        spans.insert(0, Span("* starred  ", "chip"))
    return [tuple(spans)] if spans else []


def _briefs(detail: QuoteDetail) -> list[Line]:
    """The briefs that it is in, and where in them."""
    spans = [
        span(f"{each.name} ({each.place}/{each.items})", "chip", Target("brief", each.name))
        for each in detail.briefs
    ]
    return [(Span("brief: ", "label"), *joined(spans))] if spans else []


def _keys(detail: QuoteDetail) -> Line:
    ref = f" · {detail.row.ref}" if detail.row.ref else ""
    url = f" · {detail.source.url}" if detail.source and detail.source.url else ""
    return (span(f"{short(detail.row.key)}{ref}{url}", "dim"),)


def text_of(line: Iterable[Span]) -> str:
    return "".join(each.text for each in line)


def copied_words(detail: QuoteDetail) -> list[Line]:
    """The words as they are taken away."""
    return [words_line(detail, EVERYTHING, COPY), *_translation(detail)]


def copied_source(detail: QuoteDetail) -> list[Line]:
    """What goes with the words wherever they are taken: by whom they came, and every doubt."""
    source = detail.source
    addresses = (("ADDRESS", source.url), ("ARCHIVE", source.archive_url)) if source else ()
    return [
        _who(detail),
        *_where(detail),
        labelled("CHAIN", chain_spans(detail)),
        *source_lines(detail),
        *(labelled(label, [span(each)]) for label, each in addresses if each),
        labelled("CHECKS", [span(checks(detail))]),
        *dispute_lines(detail),
        *_answers(detail, COPY),
        *([labelled("REMARK", [span(detail.remark)])] if detail.remark else []),
        _kind(detail),
        (span(short(detail.row.key), "dim"),),
    ]
