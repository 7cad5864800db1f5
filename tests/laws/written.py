"""One way to draw each deed that the program offers, at random, for the records that are there."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar

from hypothesis import strategies as st

from storage import NOT_ABOUT, STANCES, Key, Library, Piece, RecordMissing, deeds, ids, open_library
from storage.analyst import HANDLINGS, NOTE_KINDS
from storage.connections import connect
from storage.fields import KINDS, Field, Kind
from storage.history.doing.links import says_of
from storage.schema import shapes
from storage.schema.shapes import SHAPES, Record
from tests.builders import AUTHOR, COLLEAGUE, records_of

Drawn = TypeVar("Drawn")

ARCHIVIST: Final = "archivist"
"""Whose records are there already: neither of the two who write takes them back by a bare undo."""
DATES: Final = ("2025", "2025-05", "2025-05-14?", "2025-05-14/2025-05-16", "2025-05", "soon")
WORDS: Final = {
    "actor kind": ("person", "state", "ghost"),
    "format kind": ("standing", "mediation"),
    "format status": ("held", "ended"),
    "level": ("envoy", "head"),
    "modality": ("online", "hybrid"),
    "mode": ("participant", "absent", "invited_declined", "host"),
    "source kind": ("news", "official"),
    "tie": ("part_of", "member_of"),
}
TAGS: Final = ("check", "wording", "Wording", "tone")
CODERS: Final = (AUTHOR, COLLEAGUE, "third")
texts = st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=12).filter(
    str.strip
)

names = st.sampled_from(("Lakeside", "lakeside", "Guarantees of May", " edge"))
searches = st.sampled_from(("", "in:lakeside guarant*", "is:new", "stance:nothing"))


@dataclass
class Scene:
    """A small library at work: who writes next, and what there is to write about."""

    library: Library
    colleague: Library
    data: st.DataObject
    receipts: list[str] = field(default_factory=list[str])

    def draw(self, strategy: st.SearchStrategy[Drawn]) -> Drawn:
        return self.data.draw(strategy)

    def keys(self, letter: str) -> list[Key]:
        """All records of that kind that are in the tables now, in the order they came in.

        Not by key: of new records these are random, and a run could not be repeated.
        """
        table = SHAPES[letter].table
        with contextlib.closing(connect(self.library.path)) as db:
            rows = db.execute(f"select key from {table} order by id").fetchall()
        return [ids.key_of(letter, row[0]) for row in rows]

    def one(self, letter: str) -> Key | None:
        """One of them, where there is any."""
        found = self.keys(letter)
        return self.draw(st.sampled_from(found)) if found else None

    def one_or_none(self, letter: str) -> Key | None:
        found = self.keys(letter)
        return self.draw(st.none() | st.sampled_from(found)) if found else None

    def held(self, name: Key) -> Record:
        """A record as it is in the tables now."""
        with contextlib.closing(connect(self.library.path)) as db:
            return shapes.read(db, name) or {}

    def some(self, letter: str) -> tuple[Key, ...]:
        """At least one of them, where there is any."""
        found = self.keys(letter)
        if not found:
            return ()
        return tuple(self.draw(st.lists(st.sampled_from(found), min_size=1, unique=True)))

    def seen(self, key: Key, fields: set[str]) -> dict[str, Any]:
        """What these fields of a record hold, as somebody reads it before they change it."""
        with contextlib.closing(connect(self.library.path)) as db:
            record = shapes.read(db, key) or {}
        return {field: record.get(field) for field in fields}


Draw = Callable[[Scene], deeds.Deed | None]


def write_note(scene: Scene) -> deeds.Deed | None:
    record = scene.one(scene.draw(st.sampled_from("qqafo")))
    if record is None:
        return None
    piece = st.builds(Piece, st.integers(0, 9), st.integers(1, 12), st.none())
    return deeds.WriteNote(
        record,
        scene.draw(texts),
        scene.draw(st.sampled_from(NOTE_KINDS)),
        scene.draw(st.sampled_from((None, *HANDLINGS))),
        scene.draw(piece) if record[0] == "q" and scene.draw(st.booleans()) else None,
    )


def change_note(scene: Scene) -> deeds.Deed | None:
    note = scene.one("n")
    if note is None:
        return None
    changes = {
        "text": scene.draw(texts),
        "kind": scene.draw(st.sampled_from(NOTE_KINDS)),
        "handling": scene.draw(st.sampled_from(HANDLINGS)),
    }
    some = scene.draw(st.sets(st.sampled_from(sorted(changes)), min_size=1))
    return deeds.ChangeNote(note, {field: changes[field] for field in some}, scene.seen(note, some))


def retract_note(scene: Scene) -> deeds.Deed | None:
    note = scene.one("n")
    return deeds.RetractNote(note, scene.seen(note, {"text"})) if note else None


def set_handling(scene: Scene) -> deeds.Deed | None:
    key = scene.one(scene.draw(st.sampled_from("qqsmna")))
    part = scene.draw(st.sampled_from((None, None, 0, 1)))
    handling = scene.draw(st.sampled_from(HANDLINGS))
    return deeds.SetHandling(key, handling, part) if key else None


def put_tags(scene: Scene) -> deeds.Deed | None:
    quotes = scene.some("q")
    if not quotes:
        return None
    on = scene.draw(st.lists(st.sampled_from(TAGS), max_size=2))
    held = [tag.name for tag in scene.library.tags()]
    off = scene.draw(st.lists(st.sampled_from(held), max_size=1)) if held else []
    return deeds.PutTags(quotes, tuple(on), tuple(off)) if on or off else None


def make_tag(scene: Scene) -> deeds.Deed | None:
    parent = scene.one("t") if scene.draw(st.booleans()) else None
    return deeds.MakeTag(scene.draw(st.sampled_from(TAGS)), parent)


def rename_tag(scene: Scene) -> deeds.Deed | None:
    held = scene.library.tags()
    if not held:
        return None
    tag = scene.draw(st.sampled_from(held))
    seen = {"name": scene.draw(st.sampled_from([tag.name, "another"]))}
    return deeds.RenameTag(tag.key, scene.draw(st.sampled_from(TAGS)), seen)


def merge_tags(scene: Scene) -> deeds.Deed | None:
    one, other = scene.one("t"), scene.one("t")
    return deeds.MergeTags(one, other) if one and other else None


def put_tag_under(scene: Scene) -> deeds.Deed | None:
    tag, parent = scene.one("t"), scene.one("t") if scene.draw(st.booleans()) else None
    return deeds.PutTagUnder(tag, parent) if tag else None


def drop_tag(scene: Scene) -> deeds.Deed | None:
    tag = scene.one("t")
    return deeds.DropTag(tag) if tag else None


def add_topic(scene: Scene) -> deeds.Deed | None:
    parent = scene.one("o") if scene.draw(st.booleans()) else None
    name = scene.draw(st.sampled_from(["Guarantees", "cease fire", "Прекращение огня", " "]))
    return deeds.AddTopic(name, scene.draw(st.sampled_from(["", "A halt."])), parent)


def define_topic(scene: Scene) -> deeds.Deed | None:
    topic = scene.one("o")
    if topic is None:
        return None
    with contextlib.closing(connect(scene.library.path)) as db:
        seen = (shapes.read(db, topic) or {}).get("definition")
    seen = {"definition": scene.draw(st.sampled_from([seen, "x"]))}
    return deeds.DefineTopic(topic, scene.draw(texts), seen)


def move_topic(scene: Scene) -> deeds.Deed | None:
    topic, parent = scene.one("o"), scene.one("o") if scene.draw(st.booleans()) else None
    return deeds.MoveTopic(topic, parent) if topic else None


def retract_topic(scene: Scene) -> deeds.Deed | None:
    topic = scene.one("o")
    return deeds.RetractTopic(topic, scene.draw(st.booleans())) if topic else None


def put_topics(scene: Scene) -> deeds.Deed | None:
    quotes, on, off = scene.some("q"), scene.some("o"), scene.some("o")
    if not (quotes and on):
        return None
    is_on = scene.draw(st.booleans())
    return deeds.PutTopics(quotes, on if is_on else (), off)


def toggle_star(scene: Scene) -> deeds.Deed | None:
    quotes = scene.some("q")
    return deeds.ToggleStar(quotes) if quotes else None


def link_says(scene: Scene, quotes: tuple[Key, ...]) -> deeds.LinkSays:
    return deeds.LinkSays(
        scene.draw(st.sampled_from(quotes)),
        scene.draw(st.sampled_from(("contradicts", "answers", "compares", "says of"))),
        scene.draw(st.sampled_from(quotes)),
        scene.draw(st.sampled_from(("analyst", "source"))),
        scene.draw(st.none() | texts),
    )


def link_quotes(scene: Scene) -> deeds.Deed | None:
    quotes = tuple(scene.keys("q"))
    return deeds.LinkQuotes(link_says(scene, quotes)) if quotes else None


def change_link(scene: Scene) -> deeds.Deed | None:
    """Mostly of what is there, sometimes of what was never there."""
    link = scene.one("l")
    if link is None:
        return None
    now = says_of(scene.held(link))
    quotes = tuple(scene.keys("q"))
    seen = scene.draw(st.just(now) | st.just(now._replace(type="supports")))
    return deeds.changed_link(link, seen, link_says(scene, quotes))


def drop_link(scene: Scene) -> deeds.Deed | None:
    link = scene.one("l")
    return deeds.DropLink(link) if link else None


def _record(scene: Scene, letter: str) -> Any:
    """A record by its key, or none."""
    return scene.draw(st.none() | st.sampled_from(scene.keys(letter) or [None]))


def _rows(scene: Scene, row: Callable[[], dict[str, Any]]) -> list[dict[str, Any]]:
    return [row() for _ in range(scene.draw(st.integers(0, 2)))]


def _value(scene: Scene, field: Field) -> Any:  # JSON
    """Something that may be put into a field, and now and then what is refused."""
    value = _drawn(scene, field)
    return _drawn(scene, field) if value is None and field.is_needed else value


def _drawn(scene: Scene, field: Field) -> Any:  # JSON
    match field.takes:
        case "text":
            return scene.draw(st.none() | texts)
        case "date":
            return scene.draw(st.sampled_from((None, *DATES)))
        case "flag":
            return scene.draw(st.sampled_from((None, 0, 1)))
        case "number":
            return scene.draw(st.sampled_from((None, 0, 1, 0.5, 7)))
        case "choice":
            return scene.draw(st.sampled_from((None, *field.choices)))
        case "word":
            return scene.draw(st.sampled_from(WORDS[field.of]))
        case "record":
            return _record(scene, field.of)
        case "parts":
            return _rows(scene, lambda: {each.name: _value(scene, each) for each in field.parts})


def _filled(scene: Scene, kind: Kind) -> dict[str, Any]:
    """Some fields of a record."""
    some = scene.draw(st.sets(st.sampled_from(kind.fields), min_size=1, max_size=2))
    return {field.name: _value(scene, field) for field in kind.fields if field in some}


def add_record(scene: Scene) -> deeds.Deed | None:
    kind = KINDS[scene.draw(st.sampled_from(sorted(KINDS)))]
    needed = {field.name: _value(scene, field) for field in kind.fields if field.is_needed}
    if kind.letter == "q":
        needed |= {"remark": "from a report"}
    return deeds.AddRecord(kind.letter, {**_filled(scene, kind), **needed})


def correct(scene: Scene) -> deeds.Deed | None:
    key = scene.one(scene.draw(st.sampled_from(sorted(KINDS))))
    if key is None:
        return None
    why = scene.draw(st.none() | texts)
    return deeds.Correct(key, _filled(scene, KINDS[key[0]]), {}, why)


def retract(scene: Scene) -> deeds.Deed | None:
    key = scene.one(scene.draw(st.sampled_from(sorted(KINDS))))
    return deeds.Retract(key, scene.draw(texts)) if key else None


def unretract(scene: Scene) -> deeds.Deed | None:
    key = scene.one(scene.draw(st.sampled_from(sorted(KINDS))))
    return deeds.Unretract(key) if key else None


def add_word(scene: Scene) -> deeds.Deed | None:
    return deeds.AddWord(scene.draw(st.sampled_from(("mode", "tie"))), scene.draw(texts))


def save_search(scene: Scene) -> deeds.Deed | None:
    return deeds.SaveSearch(scene.draw(names), scene.draw(searches))


def rename_search(scene: Scene) -> deeds.Deed | None:
    search = scene.one("v")
    if search is None:
        return None
    seen = scene.draw(st.sampled_from((scene.held(search)["name"], "seen")))
    return deeds.RenameSearch(search, {"name": seen}, scene.draw(names))


def change_search(scene: Scene) -> deeds.Deed | None:
    search = scene.one("v")
    if search is None:
        return None
    seen = scene.draw(st.sampled_from((scene.held(search)["query"], "seen")))
    return deeds.ChangeSearch(search, {"query": seen}, scene.draw(searches))


def drop_search(scene: Scene) -> deeds.Deed | None:
    search = scene.one("v")
    return deeds.DropSearch(search) if search else None


def judge_identity(scene: Scene) -> deeds.Deed | None:
    one, other = scene.one("a"), scene.one("a")
    if not one or not other:
        return None
    verdict = scene.draw(st.sampled_from(("same", "same", "different", "unsure")))
    return deeds.JudgeIdentity(one, other, verdict)


def set_stance(scene: Scene) -> deeds.Deed | None:
    quotes, topic = scene.some("q"), scene.one("o")
    if not (quotes and topic):
        return None
    value = scene.draw(st.sampled_from([*STANCES[:2], NOT_ABOUT, "no stance"]))
    frame = scene.draw(st.sampled_from([None, "offer", "demand", "no frame"]))
    return deeds.SetStance(quotes, topic, value, frame, scene.draw(st.booleans()))


def drop_stance(scene: Scene) -> deeds.Deed | None:
    quotes, topic = scene.some("q"), scene.one("o")
    return deeds.DropStance(quotes, topic) if quotes and topic else None


BRIEFS: Final = ("Thursday", "thursday", "Harbour talks", " ")


def make_brief(scene: Scene) -> deeds.Deed | None:
    return deeds.MakeBrief(scene.draw(st.sampled_from(BRIEFS)))


def rename_brief(scene: Scene) -> deeds.Deed | None:
    brief = scene.one("p")
    if brief is None:
        return None
    seen = scene.held(brief)["name"]
    return deeds.RenameBrief(brief, {"name": scene.draw(st.sampled_from(BRIEFS))}, {"name": seen})


def drop_brief(scene: Scene) -> deeds.Deed | None:
    brief = scene.one("p")
    return deeds.DropBrief(brief) if brief else None


def add_to_brief(scene: Scene) -> deeds.Deed | None:
    quotes = scene.some("q")
    brief, after = scene.one_or_none("p"), scene.one_or_none("i")
    name = scene.draw(st.sampled_from(BRIEFS))
    return deeds.AddToBrief(quotes, name, brief, after) if quotes else None


def add_paragraph(scene: Scene) -> deeds.Deed | None:
    brief = scene.one("p")
    after = scene.one_or_none("i")
    return deeds.AddParagraph(brief, scene.draw(texts), after) if brief else None


def change_paragraph(scene: Scene) -> deeds.Deed | None:
    item = scene.one("i")
    if item is None:
        return None
    now = scene.held(item).get("text", "")
    seen, text = scene.draw(st.sampled_from((now, "x"))), scene.draw(texts)
    return deeds.ChangeParagraph(item, {"text": text}, {"text": seen})


def move_item(scene: Scene) -> deeds.Deed | None:
    item = scene.one("i")
    return deeds.MoveItem(item, scene.one_or_none("i")) if item else None


def drop_item(scene: Scene) -> deeds.Deed | None:
    item = scene.one("i")
    return deeds.DropItem(item) if item else None


def draw_sample(scene: Scene) -> deeds.Deed | None:
    quotes, topics = scene.some("q"), scene.some("o")
    if not (quotes and topics):
        return None
    coders = scene.draw(st.lists(st.sampled_from(CODERS), max_size=3))
    name = scene.draw(st.sampled_from(TAGS))
    return deeds.DrawSample(name, "", scene.draw(st.integers(0, 9)), quotes, topics, tuple(coders))


def change_sample(scene: Scene) -> deeds.Deed | None:
    sample = scene.one("d")
    added = scene.draw(st.lists(st.sampled_from(CODERS), max_size=2))
    return deeds.ChangeSample(sample, tuple(added)) if sample else None


def drop_sample(scene: Scene) -> deeds.Deed | None:
    sample = scene.one("d")
    return deeds.DropSample(sample) if sample else None


def mark_done(scene: Scene) -> deeds.Deed | None:
    sample = scene.one("d")
    return deeds.MarkDone(sample, scene.draw(st.booleans())) if sample else None


def adjudicate(scene: Scene) -> deeds.Deed | None:
    quote, topic = scene.one("q"), scene.one("o")
    value, seen = (scene.draw(st.sampled_from(("support", "nothing", None))) for _ in range(2))
    if not (quote and topic):
        return None
    return deeds.Adjudicate(quote, topic, value or "maybe", "as agreed", {"value": seen})


def restore(scene: Scene) -> deeds.Deed | None:
    """Any version of any record that was there once."""
    with contextlib.closing(connect(scene.library.path)) as db:
        records = [row[0] for row in db.execute("select distinct rec from head order by rec")]
    record = scene.draw(st.sampled_from([Key(each) for each in records if each[0] not in "bx"]))
    try:
        version = scene.draw(st.sampled_from(scene.library.history(record)))
    except RecordMissing:
        return None  # it is somebody else's
    return deeds.Restore(version.record, version.entry)


DRAWN: Final[Mapping[type, Draw]] = {
    deeds.WriteNote: write_note,
    deeds.ChangeNote: change_note,
    deeds.RetractNote: retract_note,
    deeds.SetHandling: set_handling,
    deeds.PutTags: put_tags,
    deeds.MakeTag: make_tag,
    deeds.RenameTag: rename_tag,
    deeds.MergeTags: merge_tags,
    deeds.PutTagUnder: put_tag_under,
    deeds.DropTag: drop_tag,
    deeds.ToggleStar: toggle_star,
    deeds.LinkQuotes: link_quotes,
    deeds.ChangeLink: change_link,
    deeds.DropLink: drop_link,
    deeds.MakeBrief: make_brief,
    deeds.RenameBrief: rename_brief,
    deeds.DropBrief: drop_brief,
    deeds.AddToBrief: add_to_brief,
    deeds.AddParagraph: add_paragraph,
    deeds.ChangeParagraph: change_paragraph,
    deeds.MoveItem: move_item,
    deeds.DropItem: drop_item,
    deeds.AddRecord: add_record,
    deeds.Correct: correct,
    deeds.Retract: retract,
    deeds.Unretract: unretract,
    deeds.AddWord: add_word,
    deeds.AddTopic: add_topic,
    deeds.DefineTopic: define_topic,
    deeds.MoveTopic: move_topic,
    deeds.RetractTopic: retract_topic,
    deeds.PutTopics: put_topics,
    deeds.SaveSearch: save_search,
    deeds.RenameSearch: rename_search,
    deeds.ChangeSearch: change_search,
    deeds.DropSearch: drop_search,
    deeds.JudgeIdentity: judge_identity,
    deeds.SetStance: set_stance,
    deeds.DropStance: drop_stance,
    deeds.DrawSample: draw_sample,
    deeds.ChangeSample: change_sample,
    deeds.DropSample: drop_sample,
    deeds.MarkDone: mark_done,
    deeds.Adjudicate: adjudicate,
    deeds.Restore: restore,
}
"""For each deed of `storage.history.doing.TABLE` how one is drawn; None where there is nothing to
do it to. A deed that is not here fails a test."""


def some_records(library: Library) -> None:
    """What the deeds are done to: people, talks, a source, topics and quotes."""
    with open_library(library.path, author=ARCHIVIST) as theirs, records_of(theirs) as put:
        put.actor("norland", kind="state")
        put.actor("sudmark", kind="state")
        put.actor("envoy-of-norland", part_of=("norland",))
        put.format("lakeside")
        put.format("harbour")
        put.meeting("round-1", "lakeside", held_on="2025-05-14")
        put.source("gazette", publisher="sudmark")
        put.role("envoy", "envoy-of-norland", "norland")
        put.topic("guarantees")
        put.topic("monitoring")
        for number, speaker in enumerate(("norland", "norland", "sudmark", "envoy-of-norland")):
            put.quote(f"q{number}", f"A text, number {number}.", by=speaker)


def state(path: Path) -> dict[str, Any]:
    """Everything that a library says, but for its log and what is derived."""
    with contextlib.closing(connect(path)) as db:
        held: dict[str, Any] = {}
        for letter, shape in SHAPES.items():
            for row in db.execute(f"select key from {shape.table}").fetchall():
                name = ids.key_of(letter, row[0])
                held[name] = shapes.read(db, name)
        for table in SETS:
            held[table] = sorted(tuple(row) for row in db.execute(SETS[table]))
        return held


SETS: Final = {
    "quote_tag": "select q.key, t.key, author, made from quote_tag "
    "join (select id, key from quote) q on q.id = quote "
    "join (select id, key from tag) t on t.id = tag",
    "star": "select q.key, author, made from star "
    "join (select id, key from quote) q on q.id = quote",
    "coding_done": "select s.key, coder, c.made from coding_done c "
    "join coding_sample s on s.id = c.sample",
    "batch": "select key, state from batch",
}
