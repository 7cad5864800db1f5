"""Records as they leave the program: objects of JSON and rows of a spreadsheet."""

from __future__ import annotations

import json
from typing import Final

from storage import Dispute, Named, Note, Participation, Place, Provenance, QuoteDetail
from tui import wording
from tui.formatting import COPY, chain, checks, row_words, speaker_name
from tui.safe_text import safe

Record = dict[str, object]

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def quote_record(detail: QuoteDetail) -> Record:
    """A quote, the same wherever it is printed as JSON. Other records are named by their slugs."""
    row = detail.row
    speakers = detail.speakers or ((row.speaker,) if row.speaker else ())
    return {
        "key": row.key,
        "ref": row.ref,
        "text": row.text,
        "held_as": row.held_as,
        "kind": row.kind,
        "speaker": row.speaker.slug if row.speaker else None,
        "speakers": [each.slug for each in speakers],
        "said_as": detail.said_as or row.speaker_text,
        "said_on": row.said_on,
        "format": detail.format.slug if detail.format else None,
        "meeting": detail.meeting.slug if detail.meeting else None,
        "relation": detail.relation,
        "chain": [
            {
                "actor": hop.actor.slug,
                "verb": hop.verb,
                "mode": hop.mode,
                "hedge": hop.hedge,
                "was_read": hop.was_read,
            }
            for hop in detail.chain
        ],
        "addressee": [each.slug for each in detail.addressees],
        "topics": list(detail.topics),
        "stances": [
            {
                "topic": each.topic,
                "value": each.value,
                "coder": each.coder,
                "frame": each.frame,
                "adjudicated": each.is_adjudicated,
            }
            for each in detail.stances
        ],
        "stances_withheld": detail.withheld,
        "source": detail.source.slug if detail.source else None,
        "spans": [_place_record(place) for place in detail.places],
    }


def whole_record(detail: QuoteDetail) -> Record:
    """A quote with what analysts wrote about it and what is disputed."""
    return quote_record(detail) | {
        "handling": detail.handling,
        "notes": [note_record(note) for note in detail.notes],
        "tags": [tag.name for tag in detail.tags],
        "links": [
            {
                "type": tie.type,
                "outgoing": tie.outgoing,
                "basis": tie.basis,
                "other": tie.other.key,
                "ref": tie.other.ref,
            }
            for tie in detail.links
        ],
        "disputes": [dispute_record(each) for each in _disputes(detail)],
        "provenance": _provenance_record(detail.provenance) if detail.provenance else None,
    }


def note_record(note: Note) -> Record:
    """A note; of one on a piece of the text what that was, and where it stands today if it does."""
    start, end = note.piece.place if note.piece else (None, None)
    span = {"start": start, "end": end, "exact": note.exact} if note.exact else None
    return {
        "key": note.key,
        "text": note.text,
        "kind": note.kind,
        "handling": note.handling,
        "author": note.author,
        "written": note.written,
        "changed": note.changed,
        "span": span,
    }


def _provenance_record(told: Provenance) -> Record:
    """`others` and `chains` are null where the words are too common to be looked for."""
    return {
        "beginning": told.beginning.slug if told.beginning else None,
        "open_origin": told.beginning is None,
        "chains": told.chains._asdict() if told.chains else None,
        "others": None
        if told.others is None
        else [
            {
                "key": each.row.key,
                "ref": each.row.ref,
                "held_as": each.row.held_as,
                "said_on": each.row.said_on,
                "another_day": each.another_day,
                "retracted": each.row.retracted,
                "chain": [hop.actor.slug for hop in each.chain],
                "source": each.source.slug if each.source else None,
            }
            for each in told.others
        ],
        "entry": {
            "by_hand": told.entry.by_hand,
            "batch": told.entry.batch,
            "written": told.entry.written._asdict() if told.entry.written else None,
            "changed": told.entry.changed._asdict() if told.entry.changed else None,
        },
    }


def participation_record(each: Participation) -> Record:
    """One actor's part in a meeting, or in a format where `meeting` is null."""
    meeting = each.meeting
    return {
        "format": each.format.slug,
        "meeting": meeting.slug if meeting else None,
        "said_on": meeting.said_on if meeting else None,
        "place": meeting.place if meeting else None,
        "actor": each.actor.slug,
        "name": each.actor.name,
        "mode": each.mode,
        "disputed": each.disputed,
        "remark": each.remark,
        "sources": [source.name for source in each.sources],
    }


def as_json(value: object) -> str:
    """JSON of printable ASCII only, so that raw data cannot steer a terminal."""
    return json.dumps(value, ensure_ascii=True).replace("\x7f", "\\u007f")


def dispute_record(dispute: Dispute) -> Record:
    sources = [source.name for source in dispute.sources]
    return {"about": dispute.about, "remark": dispute.remark, "sources": sources}


def sheet_row(detail: QuoteDetail) -> list[str]:
    """A quote as cells, in the order of the columns; what calls it into doubt rides along."""
    row, source = detail.row, detail.source
    words = row_words(row, COPY)
    answers = [tie for tie in detail.links if not tie.outgoing]
    cells = (
        row.key,
        row.ref,
        row.said_on,
        speaker_name(row),
        _names(detail.speakers),
        detail.said_as,
        row.kind,
        row.held_as,
        f"{wording.RETRACTED} {words}" if row.retracted else words,
        detail.translation,
        detail.format.name if detail.format else None,
        (detail.meeting.title or detail.meeting.slug) if detail.meeting else None,
        detail.relation,
        _names(detail.addressees),
        "; ".join(detail.topics),
        chain(detail),
        source.title if source else None,
        source.url if source else None,
        source.caveat if source else None,
        checks(detail),
        "; ".join(f"{each.about}: {each.remark}" for each in _disputes(detail)),
        "; ".join(wording.link(tie) for tie in answers),
    )
    return [sheet_cell(cell or "") for cell in cells]


def sheet_cell(text: str) -> str:
    """Text that a spreadsheet takes for text and a terminal cannot be steered by."""
    shown = safe(text, multiline=True)
    return f"'{shown}" if text.startswith(FORMULA_STARTS) else shown


def _names(actors: tuple[Named, ...]) -> str:
    return "; ".join(each.name for each in actors)


def _disputes(detail: QuoteDetail) -> tuple[Dispute, ...]:
    return detail.meeting.disputes if detail.meeting else ()


def _place_record(place: Place) -> Record:
    return {
        "source": place.source.slug,
        "version": place.version,
        "ours": place.ours,
        "standing": place.standing,
        "pieces": [
            {"start": piece.start, "end": piece.end, "exact": piece.exact} for piece in place.pieces
        ],
        "now": [{"start": piece.start, "end": piece.end} for piece in place.now],
        "sha256": place.sha256,
        "caveat": place.caveat,
    }
