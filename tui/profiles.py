"""Actors, formats and meetings as lines, the most asked for first; every name in them is one."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from storage import (
    ActorProfile,
    Alias,
    Dispute,
    FacetRow,
    FormatMeeting,
    FormatProfile,
    Judged,
    Key,
    LatestStance,
    Meeting,
    MeetingProfile,
    Named,
    Note,
    Participation,
    Post,
    QuoteRow,
    Said,
    Slug,
    Tie,
    short,
)
from tui import wording
from tui.formatting import (
    SCREEN,
    Ink,
    Line,
    Medium,
    Span,
    Target,
    actor_span,
    joined,
    labelled,
    note_lines,
    retracted_lines,
    row_words,
    short_name,
    short_speaker,
    span,
    topic_span,
)
from tui.wording import codes

TOPICS_SHOWN: Final = 12
BETWEEN: Final = " · "
MODES: Final = tuple(wording.MODE_LABEL)
PLAINLY_PRESENT: Final = "participant"


def actor_lines(profile: ActorProfile, medium: Medium = SCREEN) -> list[Line]:
    """What is held about an actor."""
    actor = profile.actor
    facts = [wording.plain(actor.kind), profile.country, profile.wikidata]
    return [
        *retracted_lines(profile.retracted),
        (span(actor.name, "strong"), *_told(facts)),
        *_text("", profile.description),
        *_listed("JUDGED", map(_judgement, profile.judged)),
        *_listed("ROLES", map(_role, profile.roles)),
        *_times(profile.parts),
        _said(profile.said, wording.OWN_ALONE if _has_others_below(profile) else ""),
        *_talks(profile.formats),
        *_ties(profile.ties),
        *_listed("PEOPLE", map(_holder, profile.holders)),
        *_names(profile.names, actor.name),
        *_topics(profile.topics),
        *_listed("STANCES", [*map(_stance, profile.stances), *_withheld(profile)]),
        *_tags(profile),
        *_notes(profile.notes, medium),
        *_newest(profile.said, medium),
        *_listed("MEETING", map(_attended, _by_meeting(profile.parts))),
        _key(profile.key, actor.slug, profile.ref),
    ]


def format_lines(profile: FormatProfile, medium: Medium = SCREEN) -> list[Line]:
    """What is held about a format, and its meetings in the order of their dates."""
    format_ = profile.format
    dates = wording.lasted(profile.start, profile.end)
    unsure = " (beginning not confirmed)" if dates and not profile.start_verified else ""
    facts = [
        profile.acronym,
        wording.plain(format_.kind),
        wording.plain(profile.status or ""),
        f"{dates}{unsure}",
    ]
    above = [_format_span(profile.parent)] if profile.parent else []
    return [
        *retracted_lines(profile.retracted),
        (span(format_.name, "strong"), *_told(facts)),
        *_text("", profile.description),
        *_members(profile.members),
        _said(profile.said),
        *_listed("MEETING", map(_meeting, profile.meetings)),
        *_joined("WITHIN", above),
        *_joined("PARTS", map(_format_span, profile.below)),
        *_names(profile.names, format_.name),
        *_notes(profile.notes, medium),
        *_newest(profile.said, medium),
        *_text("REMARK", profile.remark),
        *_joined("SOURCES", map(_source_span, profile.sources)),
        _key(profile.key, format_.slug, profile.ref),
    ]


def meeting_lines(profile: MeetingProfile, medium: Medium = SCREEN) -> list[Line]:
    """What is held about a meeting: who was there and how, who was not, what is disputed."""
    meeting = profile.meeting
    title = [span(meeting.title, "strong"), Span(BETWEEN)] if meeting.title else []
    where = f" · {profile.said_there:,} said there, {profile.said_about:,} about it elsewhere"
    return [
        *retracted_lines(profile.retracted),
        (*title, _format_span(profile.format, "plain" if title else "strong")),
        _sitting(meeting),
        *_modes(profile.parts),
        *_no_one_away(profile.parts),
        *(labelled("DISPUTE", _dispute(each)) for each in meeting.disputes),
        *_text("OUTCOME", meeting.outcome),
        _said(profile.said, where if profile.said.quotes else ""),
        *_notes(profile.notes, medium),
        *_newest(profile.said, medium),
        *_text("REMARK", meeting.remark),
        *_joined("SOURCES", map(_source_span, profile.sources)),
        _key(profile.key, meeting.slug, profile.ref),
    ]


def _no_one_away(parts: Sequence[Participation]) -> list[Line]:
    """Whoever looks for who declined is told that no one is held as that."""
    if not parts or any(part.mode in wording.AWAY for part in parts):
        return []
    return [labelled("AWAY", [Span(wording.NO_ONE_AWAY, "dim")])]


# Pieces of several of them.


def _notes(notes: Sequence[Note], medium: Medium) -> list[Line]:
    return [line for note in notes for line in note_lines(note, medium)]


def _told(facts: Iterable[str | None]) -> list[Span]:
    return [span(f"{BETWEEN}{each}") for each in facts if each]


def _text(label: str, text: str | None) -> list[Line]:
    if not text:
        return []
    return [labelled(label, [span(text)])] if label else [(span(text),)]


def _listed(label: str, lines: Iterable[Sequence[Span]]) -> list[Line]:
    """One line each, the label before the first."""
    return [labelled("" if n else label, each) for n, each in enumerate(lines)]


def _joined(label: str, spans: Iterable[Span]) -> list[Line]:
    """All on one line."""
    told = joined(spans, BETWEEN)
    return [labelled(label, told)] if told else []


def _strung(groups: Iterable[Sequence[Span]], between: str = ", ") -> list[Span]:
    """Groups of spans with a text between each two."""
    return [part for group in groups for part in (Span(between), *group)][1:]


def _format_span(named: Named, ink: Ink = "plain") -> Span:
    return span(named.name, ink, Target("format", named.slug))


def _source_span(named: Named) -> Span:
    return span(named.name, "dim", Target("source", named.slug))


def _person_span(named: Named) -> Span:
    return span(short_name(named), names=Target("actor", named.slug))


def _sources(sources: Sequence[Named]) -> list[Span]:
    if not sources:
        return []
    return [Span(" (", "dim"), *joined(map(_source_span, sources), "; ", "dim"), Span(")", "dim")]


def _dated(start: str | None, end: str | None) -> list[Span]:
    dates = wording.lasted(start, end)
    return [span(f"{BETWEEN}{dates}")] if dates else []


def _key(key: Key, slug: Slug, ref: str | None) -> Line:
    return (span(BETWEEN.join(dict.fromkeys(filter(None, (short(key), slug, ref)))), "dim"),)


def _names(names: Sequence[Alias], shown: str) -> list[Line]:
    others = [each for each in names if each.name != shown]
    spans = joined([span(f"{each.name}{wording.alias(each)}") for each in others], BETWEEN)
    return [labelled("NAMES", spans)] if spans else []


def _said(said: Said, more: str = "") -> Line:
    return labelled("QUOTES", [span(f"{wording.said(said)}{more}")])


def _has_others_below(profile: ActorProfile) -> bool:
    """Whether more is said for it than what it says itself."""
    parts = (tie for tie in profile.ties if tie.type == "part_of" and not tie.outgoing)
    return bool(profile.holders) or any(parts)


def _newest(said: Said, medium: Medium) -> list[Line]:
    return _listed("NEWEST", [_row(row, medium) for row in said.newest])


def _row(row: QuoteRow, medium: Medium) -> list[Span]:
    retracted = [Span(f"{wording.RETRACTED} ", "warn")] if row.retracted else []
    contested = [Span("! ", "warn")] if row.contested and not row.retracted else []
    return [
        *([span(f"{row.said_on} ", "dim")] if row.said_on else []),
        short_speaker(row),
        Span(": "),
        *retracted,
        *contested,
        span(row_words(row, medium), names=Target("quote", row.key)),
    ]


# An actor.


def _role(post: Post) -> list[Span]:
    return [span(post.title), Span(", "), actor_span(post.organisation), *_held(post)]


def _holder(post: Post) -> list[Span]:
    return [actor_span(post.actor), span(f", {post.title}"), *_held(post)]


def _held(post: Post) -> list[Span]:
    if not (post.start or post.end or post.attested):
        return [Span(" · dates not known", "dim")]
    attested = f"{BETWEEN}attested {', '.join(post.attested)}" if post.attested else ""
    return [*_dated(post.start, post.end), span(attested, "dim")]


def _times(parts: Sequence[Participation]) -> list[Line]:
    """In how many meetings it took part in each mode; those that it was not at apart."""
    meetings = Counter(each.mode for each in parts)
    disputed = Counter(each.mode for each in parts if each.disputed)
    told = {
        mode: span(wording.meetings_in_mode(mode, meetings[mode], disputed[mode]))
        for mode in sorted(meetings, key=_place)
    }
    there = [each for mode, each in told.items() if mode not in wording.AWAY]
    away = [each for mode, each in told.items() if mode in wording.AWAY]
    return [*_joined("MEETS", there), *_joined("AWAY", away)]


def _talks(listed: Sequence[Participation]) -> list[Line]:
    lines: list[list[Span]] = []
    for format_, group in itertools.groupby(listed, lambda each: each.format):
        ways = dict.fromkeys(_listing(each) for each in group)
        lines.append([_format_span(format_), span(f": {', '.join(ways)}")])
    return _listed("TALKS", lines)


def _listing(each: Participation) -> str:
    """As what a format lists it: as a member, in a mode if that says more."""
    if each.listed_as in {None, "member"}:
        return "member" if each.mode == PLAINLY_PRESENT else f"member ({wording.mode(each.mode)})"
    return wording.mode(each.mode)


def _ties(ties: Sequence[Tie]) -> list[Line]:
    groups = itertools.groupby(ties, lambda tie: (tie.outgoing, tie.type))
    lines: list[list[Span]] = []
    for (outgoing, type_), group in groups:
        said = wording.tie(type_, outgoing=outgoing)
        lines.append([span(f"{said} "), *_strung(map(_tie, group), "; ")])
    return _listed("TIES", lines)


def _judgement(judged: Judged) -> list[Span]:
    """That an actor is another, or is not: by whom, and when."""
    before, after = wording.JUDGED[judged.verdict].split("{name}")
    pen = f"{after} ({judged.author}, {judged.made[:10]})"
    return [span(before), actor_span(judged.other), span(pen, "dim")]


def _tie(tie: Tie) -> list[Span]:
    source = _sources([tie.source] if tie.source else [])
    return [actor_span(tie.other), *_dated(tie.start, tie.end), *source]


def _topics(topics: Sequence[FacetRow]) -> list[Line]:
    shown = [(topic_span(row.slug), Span(f" {row.quotes:,}", "dim")) for row in topics]
    spans = _strung(shown[:TOPICS_SHOWN], BETWEEN)
    more = len(shown) - TOPICS_SHOWN
    rest = [Span(wording.and_more(more), "dim")] if more > 0 else []
    return [labelled("TOPICS", [*spans, *rest])] if spans else []


def _stance(stance: LatestStance) -> list[Span]:
    frame = f", {wording.plain(stance.frame)}" if stance.frame else ""
    said_on = stance.said_on or "date not known"
    by = codes.by(stance.coder, is_adjudicated=stance.is_adjudicated)
    return [
        topic_span(stance.topic),
        span(f": {stance.value}{frame} ({by}, "),
        span(said_on, names=Target("quote", stance.quote)),
        Span(")"),
    ]


def _withheld(profile: ActorProfile) -> list[list[Span]]:
    return [[Span(codes.withheld_in(profile.withheld), "dim")]] if profile.withheld else []


def _tags(profile: ActorProfile) -> list[Line]:
    told = [
        (span(f"#{tag.name}", "chip", Target("tag", tag.name)), Span(f" {tag.quotes:,}", "dim"))
        for tag in profile.tags
    ]
    return [labelled("TAGS", _strung(told, BETWEEN))] if told else []


def _by_meeting(parts: Sequence[Participation]) -> list[list[Participation]]:
    groups = itertools.groupby(parts, lambda each: each.meeting and each.meeting.slug)
    return [list(group) for _, group in groups]


def _attended(parts: Sequence[Participation]) -> list[Span]:
    first = parts[0]
    ways = joined([_way(each) for each in parts])
    meeting = [_meeting_span(first.meeting), Span(", ")] if first.meeting else []
    return [*meeting, _format_span(first.format), Span(": "), *ways]


def _way(each: Participation) -> Span:
    mark = wording.DISPUTED_MARK if each.disputed else ""
    remark = f" ({each.remark})" if each.remark else ""
    return span(f"{wording.mode(each.mode)}{mark}{remark}", "warn" if each.disputed else "plain")


# A format.


def _members(members: Sequence[Participation]) -> list[Line]:
    hosts = [_person_span(each.actor) for each in members if each.listed_as == "host"]
    listed = [
        (actor_span(each.actor), *_unusual(each.mode))
        for each in members
        if each.listed_as != "host"
    ]
    lines = [labelled("HOSTED", joined(hosts))] if hosts else []
    return [*lines, labelled("MEMBERS", _strung(listed))] if listed else lines


def _unusual(mode: str) -> list[Span]:
    return [] if mode == PLAINLY_PRESENT else [span(f" ({wording.mode(mode)})")]


def _meeting(held: FormatMeeting) -> list[Span]:
    meeting = held.meeting
    hosts = [Span(" · hosted by "), *joined(map(_person_span, held.hosts))] if held.hosts else []
    return [
        _meeting_span(meeting),
        *_unsure(meeting),
        *([Span(wording.DISPUTED_MARK, "warn")] if meeting.disputes else []),
        span(f" · {wording.plain(meeting.state)}"),
        *hosts,
        span(f" · {wording.count(held.quotes, 'quote')}"),
        *_sources(held.sources),
    ]


def _meeting_span(meeting: Meeting) -> Span:
    named = filter(None, (meeting.said_on, meeting.title, meeting.place))
    return span(", ".join(named) or meeting.slug, names=Target("meeting", meeting.slug))


def _unsure(meeting: Meeting) -> list[Span]:
    return [] if meeting.verified else [Span(" (not confirmed)")]


# A meeting.


def _sitting(meeting: Meeting) -> Line:
    facts = (meeting.place, meeting.level, meeting.modality, wording.plain(meeting.state))
    return (
        span(meeting.said_on or "date not known"),
        *_unsure(meeting),
        *([Span(wording.DISPUTED_MARK, "warn")] if meeting.disputes else []),
        *_told(facts),
    )


def _place(mode: str) -> tuple[int, str]:
    """Where a mode stands among the others: those away are last."""
    return MODES.index(mode if mode in MODES else "invited"), mode


def _modes(parts: Sequence[Participation]) -> list[Line]:
    """Who took part, mode by mode; those who were not there stand last, with the sources."""
    if not parts:
        return [labelled("PRESENT", [Span(wording.NO_PARTS)])]
    lines: list[Line] = []
    last = ""
    in_order = sorted(parts, key=lambda each: _place(each.mode))
    for mode, group in itertools.groupby(in_order, lambda each: each.mode):
        label = wording.MODE_LABEL.get(mode, wording.OTHER_MODE_LABEL)
        said = wording.INVITED if mode == "invited" else wording.mode(mode)
        head = [] if mode == PLAINLY_PRESENT else [span(f"{said}: ")]
        people = _strung(map(_part, group))
        lines.append(labelled("" if label == last else label, [*head, *people]))
        last = label
    return lines


def _part(each: Participation) -> list[Span]:
    remark = [span(f" ({each.remark})")] if each.remark else []
    doubt = [Span(wording.DISPUTED_MARK, "warn")] if each.disputed else []
    sources = _sources(each.sources) if each.disputed or each.mode in wording.AWAY else []
    return [_person_span(each.actor), *doubt, *remark, *sources]


def _dispute(dispute: Dispute) -> list[Span]:
    party = dispute.party
    about = actor_span(party, "warn") if party else span(dispute.about, "warn")
    return [about, span(f": {dispute.remark}", "warn"), *_sources(dispute.sources)]
