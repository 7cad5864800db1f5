"""What a person can write, as values: `Library.do` does them and gives a receipt.

Names of people are logins; records are named by their keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, Literal, NamedTuple

from storage.ids import Key
from storage.rows import Piece


class WriteNote(NamedTuple):
    """A note on a record, as it was typed; or on a piece of a quote's text.

    Of a piece `exact` is what was read there; None takes what stands there. Without a `handling`
    it is the library's: closed, or private in a confidential one.
    """

    record: Key
    text: str
    kind: str = "memo"
    handling: str | None = None
    piece: Piece | None = None


class ChangeNote(NamedTuple):
    """A note of which the text, the kind or the handling becomes another.

    `changes` gives these by their names, `seen` what each was when it was read: what somebody else
    changed meanwhile is a conflict. What is not in `seen` is changed whatever it is.
    """

    note: Key
    changes: Mapping[str, str]
    seen: Mapping[str, str]


class RetractNote(NamedTuple):
    """A note to be taken back, unless somebody else changed what was `seen` of it."""

    note: Key
    seen: Mapping[str, str]


class SetHandling(NamedTuple):
    """Who may see a quote, a source, a meeting, a note, or the part of that number in a meeting.

    `seen` is what its `handling` was when it was read, if that is to matter.
    """

    key: Key
    handling: str
    part: int | None = None
    seen: Mapping[str, str] = MappingProxyType({})


class PutTags(NamedTuple):
    """Tags to put on quotes and to take off them, by their names; new names make new tags."""

    quotes: tuple[Key, ...]
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()


class MakeTag(NamedTuple):
    """A new tag, which may stand below another."""

    name: str
    parent: Key | None = None


class RenameTag(NamedTuple):
    """Another name for a tag; `seen` has the `name` that it had when that was asked for."""

    tag: Key
    name: str
    seen: Mapping[str, Any]


class MergeTags(NamedTuple):
    """Two tags that mean one thing: `into` takes the quotes and what is below, `tag` is dropped."""

    tag: Key
    into: Key


class PutTagUnder(NamedTuple):
    """A tag below another, or at the top."""

    tag: Key
    parent: Key | None


class DropTag(NamedTuple):
    """A tag is taken off all quotes and dropped; those below it go where it stood."""

    tag: Key


class AddTopic(NamedTuple):
    """A new topic to code by; its name is written as a slug."""

    name: str
    definition: str
    parent: Key | None = None


class DefineTopic(NamedTuple):
    """Another `definition`, which is the topic's next version; `seen` has the one before it."""

    topic: Key
    definition: str
    seen: Mapping[str, Any]


class MoveTopic(NamedTuple):
    """A topic below another, or at the top."""

    topic: Key
    parent: Key | None


class RetractTopic(NamedTuple):
    """A topic that nothing is coded by any more; or one of those that is to be used again."""

    topic: Key
    is_retracted: bool = True


class PutTopics(NamedTuple):
    """Topics to put quotes on, for the author, and topics to take them off, whoever put them."""

    quotes: tuple[Key, ...]
    add: tuple[Key, ...] = ()
    remove: tuple[Key, ...] = ()


class ToggleStar(NamedTuple):
    """Quotes to star for oneself, or to take the star off where all of them have one."""

    quotes: tuple[Key, ...]


class LinkSays(NamedTuple):
    """What a link says of one quote about another.

    `basis` is "source" where the source says so, or "analyst".
    """

    one: Key
    type: str
    other: Key
    basis: str = "analyst"
    remark: str | None = None

    @property
    def columns(self) -> dict[str, str | None]:
        """As a link's record has it."""
        return {
            "from_quote": self.one,
            "to_quote": self.other,
            "type": self.type,
            "basis": self.basis,
            "remark": (self.remark or "").strip() or None,
        }


class LinkQuotes(NamedTuple):
    """A link between two quotes."""

    says: LinkSays


class ChangeLink(NamedTuple):
    """A link of which some columns become others; `seen` is what each was when it was read."""

    key: Key
    changes: Mapping[str, str | None]
    seen: Mapping[str, str | None]


class DropLink(NamedTuple):
    """A link that is to go."""

    link: Key


class AddRecord(NamedTuple):
    """A new fact: a quote, actor, role, format, meeting or source, with its fields.

    `letter` is that of its key. Fields are those of `storage.fields`; records are named in them by
    key, slug or name.
    """

    letter: str
    values: Mapping[str, Any]
    why: str | None = None
    key: Key | None = None
    """For one that is named elsewhere before it is written: what `fresh_key` gave."""


class Correct(NamedTuple):
    """Fields of a fact and what they become; None empties one.

    Where `seen` says what a field held when it was read, nobody else's change is written over.
    """

    key: Key
    changes: Mapping[str, Any]
    seen: Mapping[str, Any]
    why: str | None = None


class Retract(NamedTuple):
    """A fact that does not hold any more; it stays in the library, marked."""

    key: Key
    why: str


class Unretract(NamedTuple):
    """A fact that holds after all."""

    key: Key
    why: str | None = None


class AddWord(NamedTuple):
    """A word for one of the library's vocabularies, such as a kind of formats."""

    kind: str
    value: str


class SaveSearch(NamedTuple):
    """A search to be kept under a name, as text."""

    name: str
    query: str


class RenameSearch(NamedTuple):
    """Another name for a saved search; `seen` has the `name` that the person saw."""

    key: Key
    seen: Mapping[str, object]
    name: str


class ChangeSearch(NamedTuple):
    """What a saved search asks for from now on; `seen` has the `query` that it asked for."""

    key: Key
    seen: Mapping[str, object]
    query: str


class DropSearch(NamedTuple):
    """A saved search that is not wanted any more."""

    key: Key


class JudgeIdentity(NamedTuple):
    """Two actors are judged: same (`other` counts as `one` from then on), different or unsure.

    It is a judgement, not a deletion: taking it back brings both back.
    """

    one: Key
    other: Key
    verdict: Literal["same", "different", "unsure"] = "same"
    why: str | None = None


class SetStance(NamedTuple):
    """How the author reads the position on a topic in quotes, by the topic's present definition.

    The same author's earlier reading of a quote is corrected; others' stand beside it. A quote that
    is not on the topic yet is put on it, unless that `is_alone` or others code it meanwhile, who
    must not see it. The value "nothing" says that the quotes are not about the topic.
    """

    quotes: tuple[Key, ...]
    topic: Key
    value: str
    frame: str | None = None
    is_alone: bool = False


class DropStance(NamedTuple):
    """The author's own reading of the position on a topic in quotes is taken back."""

    quotes: tuple[Key, ...]
    topic: Key


def changed_link(key: Key, seen: LinkSays, wished: LinkSays) -> ChangeLink:
    """What makes a link say what is wished, and what it was seen to say of that."""
    before = seen.columns
    changes = {column: new for column, new in wished.columns.items() if new != before[column]}
    return ChangeLink(key, changes, {column: before[column] for column in changes})


class MakeBrief(NamedTuple):
    """An empty brief."""

    name: str


class RenameBrief(NamedTuple):
    """A brief of which the `name` becomes another; `seen` is what it was when it was read."""

    key: Key
    changes: Mapping[str, str]
    seen: Mapping[str, str]


class DropBrief(NamedTuple):
    """A brief that is to go, with all its items."""

    brief: Key


class AddToBrief(NamedTuple):
    """Quotes for a brief, behind one of its items or at the end.

    Without its key it is the brief of that name, which is made where there is none.
    """

    quotes: tuple[Key, ...]
    name: str
    brief: Key | None = None
    after: Key | None = None


class AddParagraph(NamedTuple):
    """A paragraph for a brief, behind one of its items or at the end, as it was typed."""

    brief: Key
    text: str
    after: Key | None = None


class ChangeParagraph(NamedTuple):
    """A paragraph of which the `text` becomes another; `seen` is what it was when it was read."""

    key: Key
    changes: Mapping[str, str]
    seen: Mapping[str, str]


class MoveItem(NamedTuple):
    """An item of a brief that is to follow another one, or none: then it is the first."""

    item: Key
    after: Key | None


class DropItem(NamedTuple):
    """An item that is to go out of its brief."""

    item: Key


class DrawSample(NamedTuple):
    """Quotes that `Questions.drawn` drew by a seed from what a query finds, to be coded on topics.

    Until all coders are done, none of them sees the codes of the others.
    """

    name: str
    query: str
    seed: int
    quotes: tuple[Key, ...]
    topics: tuple[Key, ...]
    coders: tuple[str, ...]


class ChangeSample(NamedTuple):
    """Coders to add to a sample; it is open again until they are done too."""

    sample: Key
    add: tuple[str, ...]


class DropSample(NamedTuple):
    """A sample that is not wanted any more; the codes given in it stay."""

    sample: Key


class MarkDone(NamedTuple):
    """That the author has coded what there was to code in a sample, or after all has not."""

    sample: Key
    is_done: bool = True


UNSETTLED: Final[Mapping[str, str | None]] = MappingProxyType({"value": None})


class Adjudicate(NamedTuple):
    """The value that settles what coders see differently; it stands beside theirs.

    `seen` gives the `value` that settled it before, None where nothing did: what somebody else
    settled meanwhile is a conflict.
    """

    quote: Key
    topic: Key
    value: str
    why: str | None = None
    seen: Mapping[str, str | None] = UNSETTLED


class Undo(NamedTuple):
    """A transaction to be taken back; None is the last one of this run, else the author's last."""

    txn: str | None = None


class Restore(NamedTuple):
    """A record, or one field of it, to be what it was after an entry of its history.

    `seen` is the newest entry of the history that the person saw.
    """

    record: Key
    entry: str
    seen: str | None = None


class Redo(NamedTuple):
    """A transaction that was taken back, to be brought back.

    None is what the author took back last, if nothing else of theirs was written since.
    """

    txn: str | None = None


Deed = (
    WriteNote
    | PutTags
    | MakeTag
    | RenameTag
    | MergeTags
    | PutTagUnder
    | DropTag
    | ToggleStar
    | LinkQuotes
    | ChangeLink
    | DropLink
    | MakeBrief
    | RenameBrief
    | DropBrief
    | AddToBrief
    | AddParagraph
    | ChangeParagraph
    | MoveItem
    | DropItem
    | JudgeIdentity
    | AddTopic
    | DefineTopic
    | MoveTopic
    | RetractTopic
    | PutTopics
    | SetStance
    | DropStance
    | SaveSearch
    | RenameSearch
    | ChangeSearch
    | DropSearch
    | ChangeNote
    | RetractNote
    | SetHandling
    | DrawSample
    | ChangeSample
    | DropSample
    | MarkDone
    | Adjudicate
    | AddRecord
    | Correct
    | Retract
    | Unretract
    | AddWord
    | Restore
    | Undo
    | Redo
)
