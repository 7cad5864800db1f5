"""What the third version of a library adds: the analyst's own layer, and facts that can be changed.

Columns that are added to tables of before hold nothing in rows of before, so that a record of an
earlier version reads back as it was, and has the hash that it was imported with.
"""

from __future__ import annotations

from storage.schema import tables, words

NOTES_ON_ANYTHING = """
create table note_on_anything(
    id integer primary key, key blob not null unique, quote integer references quote(id), about text,
    span_start integer, span_end integer, exact text,
    text text not null, kind text not null default 'memo', handling text not null default 'closed',
    author text not null, written text not null, changed text not null,
    check((quote is null) <> (about is null)),
    check((span_start is null) = (span_end is null) and (span_start is null) = (exact is null))
    ) strict;
insert into note_on_anything(id, key, quote, text, kind, handling, author, written, changed)
    select id, key, quote, text, kind, handling, author, written, changed from note;
drop table note;
alter table note_on_anything rename to note;
create index note_by_quote on note(quote) where quote is not null;
create index note_by_about on note(about) where about is not null;
"""
"""A note is on a quote, or on any other record by its key; or on a span of a quote's text."""

COLUMNS = """
alter table actor add column retracted integer;
alter table role add column retracted integer;
alter table format add column retracted integer;
alter table meeting add column retracted integer;
alter table meeting add column handling text;
alter table meeting add column keeper text;
alter table participation add column keeper text;
alter table source add column retracted integer;
alter table source add column keeper text;
alter table topic add column retracted integer;
alter table quote add column keeper text;
alter table stance add column version integer;
alter table stance add column adjudicated integer;
alter table quote_link add column remark text;
"""
"""`keeper` is who may see a private record. `stance.version` is that of the topic's definition by
which it was coded; `adjudicated` marks the value that settles what coders see differently."""

TABLES = """
create table brief(
    id integer primary key, key blob not null unique, name text not null unique,
    author text not null, made text not null) strict;
create table brief_item(
    id integer primary key, key blob not null unique, brief integer not null references brief(id),
    rank text not null, quote integer references quote(id), text text,
    author text not null, made text not null, check((quote is null) <> (text is null))) strict;
create table saved_search(
    id integer primary key, key blob not null unique, name text not null unique,
    query text not null, author text not null, made text not null) strict;
create table seen(
    author text not null, what text not null, mark integer not null,
    primary key(author, what)) strict, without rowid;
create table identity_edge(
    id integer primary key, key blob not null unique, one integer not null references actor(id),
    other integer not null references actor(id),
    verdict text not null check(verdict in ('same', 'different', 'unsure')), remark text,
    author text not null, made text not null) strict;
create view merged as
    with recursive
    tie(one, other) as (
        select one, other from identity_edge where verdict = 'same'
        union select other, one from identity_edge where verdict = 'same'),
    reach(one, other) as (
        select one, other from tie union select r.one, t.other from reach r join tie t on t.one = r.other),
    choice(actor, kept) as (
        select distinct a.one, (
            select r.other from reach r join actor k on k.id = r.other where r.one = a.one
            order by r.other in (select other from identity_edge where verdict = 'same'), k.key
            limit 1)
        from reach a)
    select actor, kept from choice where kept <> actor;
create table coding_sample(
    id integer primary key, key blob not null unique, name text not null unique,
    query text not null, seed integer not null, author text not null, made text not null) strict;
create table coding_quote(
    sample integer not null references coding_sample(id), n integer not null,
    quote integer not null references quote(id), primary key(sample, n)) strict, without rowid;
create table coding_topic(
    sample integer not null references coding_sample(id), n integer not null,
    topic integer not null references topic(id), primary key(sample, n)) strict, without rowid;
create table coding_coder(
    sample integer not null references coding_sample(id), n integer not null,
    coder text not null, primary key(sample, n)) strict, without rowid;
create table coding_done(
    sample integer not null references coding_sample(id), coder text not null, made text not null,
    primary key(sample, coder)) strict, without rowid;

create table added_word(
    id integer primary key, key blob not null unique, kind text not null, value text not null,
    author text not null, made text not null, unique(kind, value)) strict;

create index brief_item_by_brief on brief_item(brief, rank);
create index brief_item_by_quote on brief_item(quote) where quote is not null;
create index identity_edge_by_one on identity_edge(one);
create index identity_edge_by_other on identity_edge(other);
create index coding_quote_by_quote on coding_quote(quote);
create index stance_by_topic on stance(topic, value);
create index stance_by_coder on stance(coder, topic, made);
create index quote_private on quote(keeper) where handling = 'private';
create index source_private on source(keeper) where handling = 'private';
create index op_by_author on op(author);
create index op_that_undo on op(substr(val, 12, 28), txn) where kind = 'undo';
create index change_log_of_batches on change_log(key, seq) where letter = 'b';
create index change_log_of_quotes on change_log(key, seq) where letter = 'q';
"""

VOCABULARIES: dict[str, tuple[str, ...]] = {
    "tie": (
        "member_of", "part_of", "splinter_of", "successor_of", "allied_with", "represents",
        "envoy_of", "hosts",
    ),
    "source kind": (
        "news", "official", "broadcast", "social_media", "reference", "full_text_copy",
        "project_text", "other",
    ),
    "format status": ("planned", "held", "ongoing", "suspended", "ended"),
    "modality": ("in_person", "online", "hybrid", "shuttle"),
}  # fmt: skip
"""More lists of words that people can add theirs to."""

RECORD_TABLES = {
    "note": ("n", "new.quote"),
    "brief": ("p", "null"),
    "brief_item": ("i", "new.quote"),
    "saved_search": ("v", "null"),
    "identity_edge": ("g", "null"),
    "coding_sample": ("d", "null"),
    "added_word": ("k", "null"),
}
"""As in `tables`; `note` is made anew, and so are its triggers."""

PART_TABLES = ("coding_quote", "coding_topic", "coding_coder", "coding_done")
"""Parts of a coding sample, each with a column `sample`."""

_EVENTS = (("insert", "new"), ("update", "new"), ("delete", "old"))


def _told(table: str, event: str, line: str) -> str:
    return f"create trigger {table}_{event}_told after {event} on {table} begin {line} end;"


def _change_triggers() -> list[str]:
    triggers: list[str] = []
    for table, (letter, quote) in RECORD_TABLES.items():
        for event, row in _EVENTS:
            about = quote.replace("new", row)
            line = tables.LOG_CHANGE.format(letter=letter, key=f"{row}.key", quote=about)
            triggers.append(_told(table, event, line))
    for table in PART_TABLES:
        for event, row in _EVENTS:
            owner = f"(select key from coding_sample where id = {row}.sample)"
            line = tables.LOG_CHANGE.format(letter="d", key=owner, quote="null")
            triggers.append(_told(table, event, line))
    return triggers


KNOWN_TRIGGERS = [
    "create trigger added_word_insert_known after insert on added_word begin "
    "insert or ignore into vocabulary(kind, value) values(new.kind, new.value); end;",
    "create trigger added_word_delete_known after delete on added_word begin "
    "delete from vocabulary where kind = old.kind and value = old.value; end;",
]
"""A word that somebody added is in its vocabulary until that is taken back."""

TRIGGERS = [
    *_change_triggers(),
    *KNOWN_TRIGGERS,
    *(trigger for trigger in words.TRIGGERS if trigger.split()[2].startswith("note_")),
]
TRIGGER_NAMES = tables.TRIGGER_NAMES | {trigger.split()[2] for trigger in TRIGGERS}
"""Every trigger that a whole library has; a check compares them with what the file holds."""
