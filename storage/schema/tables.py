"""The tables, indexes and triggers of a library, as its first release made them."""

from __future__ import annotations

APPLICATION_ID = 0x50454143  # "PEAC"
NO_BATCH = 1  # the batch of what was entered by hand, made with the library

TABLES = """
create table site(id text primary key, name text, pubkey blob) strict;
create table library(
    one integer primary key check(one = 1), key blob not null, site text not null references site(id),
    created text not null, confidential integer not null default 0) strict;
create table door(one integer primary key check(one = 1), txn text) strict;
create table vocabulary(
    kind text not null, value text not null, label text, primary key(kind, value)) strict, without rowid;
create table batch(
    id integer primary key, key blob not null unique, name text not null, importer text not null,
    state text not null check(state in ('loading', 'live', 'undone')), manifest text) strict;

create table actor(
    id integer primary key, key blob not null unique, slug text not null unique, ref text,
    batch integer not null references batch(id), leaf blob,
    kind text not null, name text not null, country text, description text, wikidata text) strict;
create table actor_name(
    id integer primary key, actor integer not null references actor(id), n integer not null,
    name text not null, name_key text not null, lang text, script text, used text not null,
    verified integer, valid_from text, valid_to text) strict;
create table role(
    id integer primary key, key blob not null unique, actor integer not null references actor(id),
    organisation integer not null references actor(id), title text not null,
    valid_from text, valid_to text, batch integer not null references batch(id), leaf blob) strict;
create table role_attested(
    role integer not null references role(id), n integer not null, month text not null,
    primary key(role, n)) strict, without rowid;
create table relation(
    from_actor integer not null references actor(id), n integer not null, type text not null,
    to_actor integer not null references actor(id), valid_from text, valid_to text,
    source integer references source(id), primary key(from_actor, n)) strict, without rowid;

create table source(
    id integer primary key, key blob not null unique, slug text not null unique, ref text,
    batch integer not null references batch(id), leaf blob,
    kind text not null, title text not null, publisher integer references actor(id), author text,
    published text, published_lo integer, published_hi integer, accessed text, url text,
    archive_url text, domain text, lang text, carrier text, caveat text, title_inferred integer,
    reliability text, credibility text, licence text, handling text not null default 'public') strict;
create table source_text(
    id integer primary key, source integer not null references source(id), version integer not null,
    text text, sha256 blob not null, length integer not null, accessed text, remark text,
    unique(source, version)) strict;

create table format(
    id integer primary key, key blob not null unique, slug text not null unique, ref text,
    batch integer not null references batch(id), leaf blob,
    name text not null, acronym text, kind text not null, parent integer references format(id),
    status text, valid_from text, valid_to text, start_verified integer, description text,
    remark text) strict;
create table format_name(
    id integer primary key, format integer not null references format(id), n integer not null,
    name text not null, name_key text not null, lang text) strict;
create table format_source(
    format integer not null references format(id), n integer not null,
    source integer not null references source(id), primary key(format, n)) strict, without rowid;
create table meeting(
    id integer primary key, key blob not null unique, slug text not null unique, ref text,
    batch integer not null references batch(id), leaf blob,
    format integer not null references format(id), n integer not null, title text,
    said_on text, said_lo integer, said_hi integer,
    place text, level text, modality text, state text not null default 'held', outcome text,
    verified integer, remark text) strict;
create table meeting_source(
    meeting integer not null references meeting(id), n integer not null,
    source integer not null references source(id), primary key(meeting, n)) strict, without rowid;
create table format_participation(
    format integer not null references format(id), n integer not null,
    actor integer not null references actor(id), mode text not null, listed_as text not null,
    primary key(format, n)) strict, without rowid;
create table participation(
    meeting integer not null references meeting(id), n integer not null,
    actor integer not null references actor(id), mode text not null, disputed integer,
    remark text, handling text not null default 'public', primary key(meeting, n)) strict, without rowid;
create table participation_source(
    meeting integer not null references meeting(id), n integer not null,
    participation integer not null, source integer not null references source(id),
    primary key(meeting, n)) strict, without rowid;
create table dispute(
    meeting integer not null references meeting(id), n integer not null, about text not null,
    remark text not null, primary key(meeting, n)) strict, without rowid;
create table dispute_source(
    meeting integer not null references meeting(id), n integer not null, dispute integer not null,
    source integer not null references source(id), primary key(meeting, n)) strict, without rowid;

create table topic(
    id integer primary key, key blob not null unique, slug text not null unique, ref text,
    batch integer not null references batch(id), leaf blob,
    definition text, version integer not null default 1, parent integer references topic(id)) strict;

create table quote(
    id integer primary key, key blob not null unique, ref text,
    batch integer not null references batch(id), leaf blob,
    kind text not null, held_as text not null, text text not null, translation text,
    lang text, original_lang text,
    speaker integer references actor(id), speaker_text text, role integer references role(id),
    said_as text, cue text,
    said_on text, said_lo integer not null, said_hi integer not null, date_verified integer,
    format integer references format(id), meeting integer references meeting(id), relation text,
    source integer references source(id), status text not null default 'accepted',
    confidence real, remark text, handling text not null default 'public') strict;
create table quote_speaker(
    quote integer not null references quote(id), n integer not null,
    actor integer not null references actor(id), primary key(quote, n)) strict, without rowid;
create table quote_addressee(
    quote integer not null references quote(id), n integer not null,
    actor integer not null references actor(id), primary key(quote, n)) strict, without rowid;
create table hop(
    quote integer not null references quote(id), n integer not null,
    actor integer not null references actor(id), verb text, mode text,
    hedge text not null default 'none', was_read integer not null default 0,
    primary key(quote, n)) strict, without rowid;
create table quote_topic(
    quote integer not null references quote(id), n integer not null,
    topic integer not null references topic(id), coder text not null,
    primary key(quote, n)) strict, without rowid;
create table quote_span(
    quote integer not null references quote(id), n integer not null,
    source_text integer not null references source_text(id),
    part text not null check(part in ('content', 'cue', 'speaker_mention', 'sentence')),
    start integer not null, end integer not null, exact text, prefix text, suffix text,
    primary key(quote, n)) strict, without rowid;
create table quote_link(
    id integer primary key, key blob not null unique, batch integer not null references batch(id),
    leaf blob, from_quote integer not null references quote(id),
    to_quote integer not null references quote(id), type text not null, basis text not null,
    author text, made text) strict;

create table tag(
    id integer primary key, key blob not null unique, name text not null unique, parent integer references tag(id),
    author text not null, made text not null) strict;
create table quote_tag(
    quote integer not null references quote(id), tag integer not null references tag(id),
    author text not null, made text not null, primary key(quote, tag)) strict, without rowid;
create table star(
    quote integer not null references quote(id), author text not null, made text not null,
    primary key(quote, author)) strict, without rowid;
create table note(
    id integer primary key, key blob not null unique, quote integer not null references quote(id),
    text text not null, kind text not null default 'memo', handling text not null default 'closed',
    author text not null, written text not null, changed text not null) strict;
create table stance(
    id integer primary key, key blob not null unique, batch integer not null references batch(id),
    leaf blob, quote integer not null references quote(id), topic integer not null references topic(id),
    coder text not null, value text not null, frame text, made text) strict;

create table quote_words(
    id integer primary key, text text not null, translation text not null, notes text not null) strict;
create virtual table quote_fts using fts5(
    text, translation, notes, content='quote_words', content_rowid='id',
    tokenize='unicode61 remove_diacritics 2');
create table change_log(
    seq integer primary key autoincrement, letter text not null, key blob not null,
    quote integer, txn text) strict;

create table op(
    hash blob primary key, site text not null, seq integer not null, hlc text not null,
    wall text not null, author text not null, txn text not null, rec text not null,
    field text not null, parents text not null,
    kind text not null check(kind in ('set', 'add', 'remove', 'tomb', 'undo', 'redact', 'import')),
    val text, vhash blob not null, salt blob, why text, whyhash blob, prev blob not null,
    unique(site, seq)) strict;
create table head(
    rec text not null, field text not null, op blob not null,
    primary key(rec, field, op)) strict, without rowid;
"""

INDEXES = """
create index quote_newest on quote(said_hi, said_lo, key);
create index quote_by_speaker on quote(speaker, said_hi, said_lo, key);
create index quote_by_format on quote(format, said_hi, said_lo, key);
create index quote_by_meeting on quote(meeting) where meeting is not null;
create index quote_by_source on quote(source);
create index quote_by_role on quote(role) where role is not null;
create index quote_by_ref on quote(ref) where ref is not null;
create index quote_by_batch on quote(batch);
create index quote_speaker_by_actor on quote_speaker(actor);
create index quote_addressee_by_actor on quote_addressee(actor);
create index hop_by_actor on hop(actor);
create index quote_topic_by_topic on quote_topic(topic);
create index quote_tag_by_tag on quote_tag(tag);
create index quote_link_from on quote_link(from_quote);
create index quote_link_to on quote_link(to_quote);
create index stance_by_quote on stance(quote);
create index note_by_quote on note(quote);
create index actor_name_by_actor on actor_name(actor);
create index actor_name_by_key on actor_name(name_key);
create index role_by_actor on role(actor);
create index role_by_organisation on role(organisation);
create index relation_to on relation(to_actor);
create index format_name_by_format on format_name(format);
create index meeting_by_format on meeting(format);
create index dispute_by_meeting on dispute(meeting);
create index participation_by_actor on participation(actor);
create index op_by_txn on op(txn);
create index op_by_record on op(rec, field);
create index change_log_unsigned on change_log(seq) where txn is null;
"""

_RECORD_TABLES = {
    "quote": ("q", "new.id"),
    "actor": ("a", "null"),
    "format": ("f", "null"),
    "meeting": ("m", "null"),
    "source": ("s", "null"),
    "topic": ("o", "null"),
    "role": ("r", "null"),
    "tag": ("t", "null"),
    "note": ("n", "new.quote"),
    "stance": ("c", "new.quote"),
    "quote_link": ("l", "new.from_quote"),
}
"""Tables with a key of their own: the letter of the record, and which quote a change is about."""

_PART_TABLES = {
    "quote_speaker": ("q", "quote", "quote"),
    "quote_addressee": ("q", "quote", "quote"),
    "hop": ("q", "quote", "quote"),
    "quote_topic": ("q", "quote", "quote"),
    "quote_span": ("q", "quote", "quote"),
    "quote_tag": ("q", "quote", "quote"),
    "star": ("q", "quote", "quote"),
    "actor_name": ("a", "actor", "actor"),
    "relation": ("a", "actor", "from_actor"),
    "role_attested": ("r", "role", "role"),
    "format_name": ("f", "format", "format"),
    "format_source": ("f", "format", "format"),
    "format_participation": ("f", "format", "format"),
    "source_text": ("s", "source", "source"),
    "meeting_source": ("m", "meeting", "meeting"),
    "participation": ("m", "meeting", "meeting"),
    "participation_source": ("m", "meeting", "meeting"),
    "dispute": ("m", "meeting", "meeting"),
    "dispute_source": ("m", "meeting", "meeting"),
}
"""Tables whose rows are parts of another record: its letter, its table, the column that names it."""

_BATCHED = frozenset(
    {"quote", "actor", "format", "meeting", "source", "topic", "role", "stance", "quote_link"}
)

LOG_CHANGE = (
    "insert into change_log(letter, key, quote, txn) values('{letter}', {key}, {quote}, "
    "(select txn from door));"
)


def not_loading(batch: str) -> str:
    return f"(select state from batch where id = {batch}) <> 'loading'"


def _change_triggers() -> list[str]:
    """Triggers that tell `change_log` what changed; rows of a loading batch are left out by WHEN."""
    triggers: list[str] = []
    for table, (letter, quote) in _RECORD_TABLES.items():
        for event, row in (("insert", "new"), ("update", "new"), ("delete", "old")):
            when = f"when {not_loading(f'{row}.batch')} " if table in _BATCHED else ""
            line = LOG_CHANGE.format(
                letter=letter, key=f"{row}.key", quote=quote.replace("new", row)
            )
            triggers.append(
                f"create trigger {table}_{event}_told after {event} on {table} {when}begin {line} end;"
            )
    for table, (letter, owner, column) in _PART_TABLES.items():
        for event, row in (("insert", "new"), ("update", "new"), ("delete", "old")):
            owner_row = f"(select {{}} from {owner} where id = {row}.{column})"
            if owner == "role":
                batch = f"(select batch from role where id = {row}.{column})"
            else:
                batch = owner_row.format("batch")
            line = LOG_CHANGE.format(
                letter=letter,
                key=owner_row.format("key"),
                quote=f"{row}.{column}" if owner == "quote" else "null",
            )
            triggers.append(
                f"create trigger {table}_{event}_told after {event} on {table} "
                f"when {not_loading(batch)} begin {line} end;"
            )
    triggers.append(
        "create trigger batch_update_told after update of state on batch begin "
        + LOG_CHANGE.format(letter="b", key="new.key", quote="null")
        + " end;"
    )
    return triggers


_NOTES_OF = (
    "update quote_words set notes = coalesce((select group_concat(text, char(10)) from "
    "(select text from note where quote = {row}.quote order by id)), '') where id = {row}.quote;"
)
_FTS_DELETE = (
    "insert into quote_fts(quote_fts, rowid, text, translation, notes) "
    "values('delete', old.id, old.text, old.translation, old.notes);"
)
_FTS_INSERT = (
    "insert into quote_fts(rowid, text, translation, notes) "
    "values(new.id, new.text, new.translation, new.notes);"
)

WORDS_TRIGGERS = [
    f"create trigger quote_insert_words after insert on quote when {not_loading('new.batch')} begin "
    "insert into quote_words(id, text, translation, notes) "
    "values(new.id, new.text, coalesce(new.translation, ''), ''); end;",
    "create trigger quote_update_words after update of text, translation on quote begin "
    "update quote_words set text = new.text, translation = coalesce(new.translation, '') "
    "where id = new.id; end;",
    "create trigger quote_delete_words after delete on quote begin "
    "delete from quote_words where id = old.id; end;",
    f"create trigger note_insert_words after insert on note begin {_NOTES_OF.format(row='new')} end;",
    f"create trigger note_update_words after update of text, quote on note begin "
    f"{_NOTES_OF.format(row='old')} {_NOTES_OF.format(row='new')} end;",
    f"create trigger note_delete_words after delete on note begin {_NOTES_OF.format(row='old')} end;",
    f"create trigger quote_words_insert_fts after insert on quote_words begin {_FTS_INSERT} end;",
    f"create trigger quote_words_update_fts after update on quote_words begin "
    f"{_FTS_DELETE} {_FTS_INSERT} end;",
    f"create trigger quote_words_delete_fts after delete on quote_words begin {_FTS_DELETE} end;",
]

TRIGGERS = [*_change_triggers(), *WORDS_TRIGGERS]
TRIGGER_NAMES = frozenset(trigger.split()[2] for trigger in TRIGGERS)

VOCABULARIES: dict[str, tuple[str, ...]] = {
    "actor kind": (
        "person", "state", "body", "armed_group", "party_or_movement", "intl_org", "coalition",
        "ngo", "media", "other",
    ),
    "format kind": (
        "standing", "contact_group", "bilateral", "multilateral", "conference", "mediation",
        "back_channel", "track1_5", "track2", "monitoring",
    ),
    "level": ("technical", "envoy", "ministerial", "head"),
    "mode": (
        "participant", "observer", "host", "chair", "co_chair", "mediator", "facilitator",
        "guarantor", "convenor", "guest", "invited", "invited_declined", "absent", "excluded",
        "represented_by", "signatory",
    ),
    "frame": (
        "demand", "offer", "commitment", "threat", "accusation", "concession", "refusal", "praise",
        "condition", "fact", "prediction",
    ),
}  # fmt: skip
FIRST_TAGS = ("follow-up", "check", "for-brief")
"""A new library has these, so that tagging means something on the first day."""
