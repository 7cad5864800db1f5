"""How each deed is done: a few entries through the door. `TABLE` has one function for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from storage import deeds
from storage.history.doing import (
    briefs,
    coding,
    facts,
    handling,
    identities,
    links,
    notes,
    restoring,
    searches,
    stances,
    stars,
    tag_tree,
    tags,
    topics,
    words,
)
from storage.history.log import Door
from storage.rows import Receipt

TABLE: Final[Mapping[type, Callable[[Door, Any], Receipt]]] = {
    deeds.WriteNote: notes.write,
    deeds.ChangeNote: notes.change,
    deeds.RetractNote: notes.retract,
    deeds.SetHandling: handling.put,
    deeds.PutTags: tags.put,
    deeds.MakeTag: tag_tree.make,
    deeds.RenameTag: tag_tree.rename,
    deeds.MergeTags: tag_tree.merge,
    deeds.PutTagUnder: tag_tree.put_under,
    deeds.DropTag: tag_tree.drop,
    deeds.ToggleStar: stars.toggle,
    deeds.LinkQuotes: links.link,
    deeds.ChangeLink: links.change,
    deeds.DropLink: links.drop,
    deeds.MakeBrief: briefs.make,
    deeds.RenameBrief: briefs.rename,
    deeds.DropBrief: briefs.drop,
    deeds.AddToBrief: briefs.add,
    deeds.AddParagraph: briefs.add_paragraph,
    deeds.ChangeParagraph: briefs.change_paragraph,
    deeds.MoveItem: briefs.move,
    deeds.DropItem: briefs.drop_item,
    deeds.AddRecord: facts.add,
    deeds.Correct: facts.correct,
    deeds.Retract: facts.retract,
    deeds.Unretract: facts.unretract,
    deeds.AddWord: words.add,
    deeds.AddTopic: topics.add,
    deeds.DefineTopic: topics.define,
    deeds.MoveTopic: topics.move,
    deeds.RetractTopic: topics.retract,
    deeds.PutTopics: topics.put,
    deeds.SaveSearch: searches.save,
    deeds.RenameSearch: searches.rename,
    deeds.ChangeSearch: searches.change,
    deeds.DropSearch: searches.drop,
    deeds.JudgeIdentity: identities.judge,
    deeds.SetStance: stances.give,
    deeds.DropStance: stances.drop,
    deeds.DrawSample: coding.draw,
    deeds.ChangeSample: coding.change,
    deeds.DropSample: coding.drop,
    deeds.MarkDone: coding.mark_done,
    deeds.Adjudicate: coding.adjudicate,
    deeds.Restore: restoring.restore,
}
"""Every deed but taking back, which is in `history.undo`. A stateful test does each of them."""


def do(door: Door, deed: Any) -> Receipt:  # a deed of any type of the table
    """Do it. Whatever is raised, nothing is written then."""
    return TABLE[type(deed)](door, deed)
