"""Actors, formats and meetings as objects of JSON. Other records are named by their slugs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from storage import (
    ActorProfile,
    Alias,
    FormatMeeting,
    FormatProfile,
    Meeting,
    MeetingProfile,
    Named,
    Participation,
    Post,
    Said,
    Tie,
)
from tui.records import Record, dispute_record, note_record, participation_record

VERSION: Final = 1


def actor_record(profile: ActorProfile) -> Record:
    """An actor; `said` counts the quotes that it spoke itself, alone or jointly."""
    actor = profile.actor
    return {
        "version": VERSION,
        "type": "actor",
        "key": profile.key,
        "slug": actor.slug,
        "ref": profile.ref,
        "name": actor.name,
        "kind": actor.kind,
        "country": profile.country,
        "description": profile.description,
        "wikidata": profile.wikidata,
        "names": [_alias(each) for each in profile.names],
        "roles": [_post(each) for each in profile.roles],
        "held_by": [_post(each) for each in profile.holders],
        "relations": [_tie(each) for each in profile.ties],
        "formats": _listed(profile.formats),
        "participations": [participation_record(each) for each in profile.parts],
        "topics": {each.slug: each.quotes for each in profile.topics},
        "tags": {each.name: each.quotes for each in profile.tags},
        "stances": [
            {
                "topic": each.topic,
                "value": each.value,
                "frame": each.frame,
                "coder": each.coder,
                "adjudicated": each.is_adjudicated,
                "quote": each.quote,
                "said_on": each.said_on,
            }
            for each in profile.stances
        ],
        "stances_withheld_in": profile.withheld,
        "said": _said(profile.said),
        "retracted": profile.retracted,
        "notes": [note_record(note) for note in profile.notes],
    }


def format_record(profile: FormatProfile) -> Record:
    """A format with its meetings in the order of their dates."""
    format_ = profile.format
    return {
        "version": VERSION,
        "type": "format",
        "key": profile.key,
        "slug": format_.slug,
        "ref": profile.ref,
        "name": format_.name,
        "acronym": profile.acronym,
        "kind": format_.kind,
        "names": [_alias(each) for each in profile.names],
        "parent": profile.parent.slug if profile.parent else None,
        "below": _slugs(profile.below),
        "status": profile.status,
        "start": profile.start,
        "end": profile.end,
        "start_verified": profile.start_verified,
        "description": profile.description,
        "remark": profile.remark,
        "members": _listed(profile.members),
        "meetings": [_held(each) for each in profile.meetings],
        "sources": _slugs(profile.sources),
        "said": _said(profile.said),
        "retracted": profile.retracted,
        "notes": [note_record(note) for note in profile.notes],
    }


def meeting_record(profile: MeetingProfile) -> Record:
    """A meeting with who took part and how, and what is disputed."""
    return {
        "version": VERSION,
        "type": "meeting",
        "key": profile.key,
        "ref": profile.ref,
        "format": profile.format.slug,
        **_meeting(profile.meeting),
        "participations": [participation_record(each) for each in profile.parts],
        "sources": _slugs(profile.sources),
        "said": _said(profile.said) | {"there": profile.said_there, "about": profile.said_about},
        "retracted": profile.retracted,
        "notes": [note_record(note) for note in profile.notes],
    }


def _slugs(named: Sequence[Named]) -> list[str]:
    return [each.slug for each in named]


def _alias(each: Alias) -> Record:
    return {
        "name": each.name,
        "lang": each.lang,
        "script": each.script,
        "used": each.used,
        "verified": each.verified,
        "start": each.start,
        "end": each.end,
    }


def _post(each: Post) -> Record:
    return {
        "actor": each.actor.slug,
        "title": each.title,
        "organisation": each.organisation.slug,
        "start": each.start,
        "end": each.end,
        "attested": list(each.attested),
    }


def _tie(each: Tie) -> Record:
    return {
        "type": each.type,
        "outgoing": each.outgoing,
        "other": each.other.slug,
        "start": each.start,
        "end": each.end,
        "source": each.source.slug if each.source else None,
    }


def _listed(parts: Sequence[Participation]) -> list[Record]:
    """Who belongs to a format, as what it lists them and in which mode."""
    return [
        {
            "format": each.format.slug,
            "actor": each.actor.slug,
            "listed_as": each.listed_as,
            "mode": each.mode,
        }
        for each in parts
    ]


def _meeting(meeting: Meeting) -> Record:
    return {
        "slug": meeting.slug,
        "title": meeting.title,
        "said_on": meeting.said_on,
        "verified": meeting.verified,
        "place": meeting.place,
        "level": meeting.level,
        "modality": meeting.modality,
        "state": meeting.state,
        "outcome": meeting.outcome,
        "remark": meeting.remark,
        "disputes": [dispute_record(each) for each in meeting.disputes],
    }


def _held(held: FormatMeeting) -> Record:
    return _meeting(held.meeting) | {
        "hosts": _slugs(held.hosts),
        "quotes": held.quotes,
        "sources": _slugs(held.sources),
    }


def _said(said: Said) -> Record:
    return {
        "quotes": said.quotes,
        "words": said.words,
        "paraphrases": said.paraphrases,
        "first": said.first,
        "last": said.last,
        "newest": [row.key for row in said.newest],
    }
