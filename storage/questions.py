"""Questions to one state of a library, each answered by the shorter way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeVar

from storage.answer import Answer, BestFirst, OldestFirst
from storage.condition import Condition, Every
from storage.connections import Reader
from storage.errors import CacheUnusable
from storage.ids import Key, Slug
from storage.overviews import Matrix, Presence, Stances, Timeline
from storage.pages import Page
from storage.profiles import ActorProfile, FormatProfile, MeetingProfile
from storage.query import EVERYTHING, QUOTE, Query, Term, Window
from storage.rows import (
    ActorRow,
    Chip,
    Completion,
    FacetRow,
    FormatRow,
    Meant,
    NoteOn,
    QuoteDetail,
    QuoteRow,
    RecordRow,
    Tag,
    Zero,
)
from storage.sql import (
    actors,
    arrivals,
    conditions,
    detail,
    facets,
    formats,
    neighbours,
    provenance,
    quotes,
    ranking,
    tags,
    withheld,
    zero,
)
from storage.sql.answers import SqlAnswer
from storage.sql.arrivals import Arrivals, News
from storage.sql.conditions import Now
from storage.sql.where import where

if TYPE_CHECKING:
    from storage.analyst import SavedCount, SavedSearch, Suspects, Topic, TopicVersion
    from storage.briefing import Brief, BriefRow
    from storage.coding import CodedTopic, CodingQueue, CodingSample, SampleAgreement
    from storage.deeds import LinkSays
    from storage.editing import EditedFact, Pick
    from storage.index.view import CacheView

BY_MATCH: Final = Term("sort", "match")
HAS_STANCE: Final = Term("has", "stance")

Found = TypeVar("Found")


class Questions:
    """Questions to one state of the library. Only inside `Library.questions`.

    They are answered by way of the index cache where there is one that can be believed, else by
    SQLite alone: in the same way, only slower.
    """

    def __init__(
        self,
        reader: Reader,
        author: str,
        today: dt.date,
        cache: CacheView | None,
        news: News,
    ) -> None:
        self._db = reader.connection
        self._author = author
        self._now = Now(today, news)
        self._cache = cache
        self.interrupt = reader.interrupt
        self._answers: dict[Query, Answer] = {}

    @property
    def today(self) -> dt.date:
        """The day of the questions, by the clock that was handed in."""
        return self._now.today

    @property
    def is_by_cache(self) -> bool:
        """Whether answers came by way of the index cache so far."""
        return self._cache is not None

    def _asked(self, ask: Callable[[], Found]) -> Found:
        """Ask by the cache; where it turns out to be of no use, ask again without it."""
        if self._cache:
            try:
                return ask()
            except CacheUnusable as error:
                self._cache.give_up(error)
                self._cache = None
                self._answers.clear()
        return ask()

    def _answer(self, query: Query) -> Answer:
        """Found once for all panes. Only inside `_asked`."""
        if query not in self._answers:
            asked = conditions.condition(self._db, query, self._now)
            if query.type != QUOTE:
                from storage.sql import records  # noqa: PLC0415  # 1 ms that no start waits for

                asked = records.with_records(self._db, query.type, asked, self._author)
            self._answers[query] = self._ordered(self._found(asked), query)
        return self._answers[query]

    def _found(self, asked: Condition) -> Answer:
        if self._cache:
            return self._cache.answer(self._db, asked)
        return SqlAnswer(self._db, where(self._db, asked, self._author))

    def _ordered(self, found: Answer, query: Query) -> Answer:
        if query.order == "date":
            return OldestFirst(found)
        if query.order == "match" and not self._is_too_much_to_rank(query):
            return BestFirst(found, ranking.weights(self._db, query))
        return found

    def _is_too_much_to_rank(self, query: Query) -> bool:
        words = ranking.having_words(query)
        return words is None or self._answer(words).total > ranking.RANKED_AT_MOST

    def chips(self, query: Query) -> tuple[Chip, ...]:
        """The query's fields as they are understood, with the names that they became."""
        chips = conditions.chips(self._db, query)
        if query.order == "match" and self._asked(lambda: self._is_too_much_to_rank(query)):
            return tuple(chip._replace(idle=chip.term == BY_MATCH) for chip in chips)
        return chips

    def quotes(self, query: Query, window: Window) -> Page[QuoteRow]:
        author, new = self._author, self._new
        return self._asked(
            lambda: quotes.page(self._db, self._answer(query), query, window, author, new)
        )

    @property
    def _new(self) -> Arrivals:
        return self._now.news.arrivals(self._db)

    def facet(self, facet: str, query: Query, window: Window) -> Page[FacetRow]:
        """Topics, addressees or reporting parties of the answer, most quotes first.

        `facet` is the field that asks for one: topic, to or via; `topic:=` and the like then
        finds as many quotes as are counted.
        """
        return self._asked(lambda: facets.page(self._db, self._answer(query), facet, query, window))

    def records(self, query: Query) -> tuple[RecordRow, ...]:
        """The records that a query with a `type:` finds; its `quotes` are those that are theirs."""
        from storage.sql import records  # noqa: PLC0415  # as below

        asked = conditions.condition(self._db, query, self._now)
        return tuple(records.found(self._db, query.type, asked, self._author))

    def newest(self, query: Query, count: int) -> Page[QuoteRow] | None:
        """The first quotes of an answer that is long to count; None where it is not."""
        author, new = self._author, self._new
        return self._asked(
            lambda: quotes.newest(self._db, self._answer(query), query, count, author, new)
        )

    def count(self, query: Query) -> int:
        return self._asked(lambda: self._answer(query).total)

    def position(self, query: Query, key: Key) -> int | None:
        """Which row of the answer a quote is, counted from 0; None where it is not in it."""
        return self._asked(lambda: self._answer(query).position(key))

    def keys(self, query: Query, window: Window) -> tuple[Key, ...]:
        """The keys of some quotes of the answer, in its order."""
        return quotes.keys(self._db, self._asked(lambda: self._answer(query).ids(window)))

    def keys_between(self, query: Query, one: Key, other: Key, most: int) -> tuple[Key, ...] | None:
        """The keys from one quote of the answer to another, both with it, at most `most` and one.

        None where one of the two is not in it.
        """
        places = [self.position(query, each) for each in (one, other)]
        rows = sorted(each for each in places if each is not None)
        if len(rows) < len(places):
            return None
        return self.keys(query, Window(rows[0], min(rows[1] - rows[0], most) + 1))

    def holds(self, query: Query, chosen: Iterable[Key]) -> int:
        """How many of these quotes are in the answer."""
        found = quotes.with_keys(self._db, chosen)
        return self._asked(lambda: self._answer(query).holds(found))

    def tags_on(self, chosen: Iterable[Key]) -> dict[str, int]:
        """On how many of these quotes each of their tags stands."""
        return tags.on_quotes(self._db, quotes.with_keys(self._db, chosen))

    def actors(self, query: Query, window: Window) -> Page[ActorRow]:
        """Who speaks in the answer, most quotes first; joint statements count for each speaker."""
        return self._asked(lambda: actors.page(self._db, self._answer(query), query, window))

    def formats(self, query: Query, window: Window) -> Page[FormatRow]:
        """Which formats the answer's quotes belong to, most quotes first."""
        return self._asked(lambda: formats.page(self._db, self._answer(query), query, window))

    def actor_tree(
        self, query: Query, window: Window, unfolded: frozenset[Slug] = frozenset()
    ) -> Page[ActorRow]:
        """Who speaks in the answer, most quotes first, under the organisations they speak for.

        Tops are part of nothing; who speaks only in roles of others stands under these alone.
        Below those that are `unfolded` stand bodies, then who speaks in a role of it, and before
        them itself, where it has quotes of its own. `Query.spoken_by` finds as many as are counted.
        """
        return self._asked(
            lambda: actors.tree(self._db, self._answer(query), query, window, unfolded)
        )

    def format_tree(
        self, query: Query, window: Window, unfolded: frozenset[Slug] = frozenset()
    ) -> Page[FormatRow]:
        """As `formats`, with the meetings of those that are `unfolded` below them, by date."""
        return self._asked(
            lambda: formats.tree(self._db, self._answer(query), query, window, unfolded)
        )

    def neighbour(self, key: Key, *, is_later: bool) -> Key | None:
        """What its speaker said next, or before, on a shared topic or in the same format."""
        return neighbours.neighbour(self._db, key, self._author, is_later=is_later)

    def leap(self, query: Query, key: Key, run: neighbours.Run, rows: int) -> neighbours.Leap:
        """Where in the answer the next quotes of another format or speaker begin.

        At most `rows` on are looked at; where that is negative, so many before.
        """
        return self._asked(lambda: neighbours.leap(self._db, self._answer(query), key, run, rows))

    def quote(self, key: Key) -> QuoteDetail:
        return detail.quote(self._db, key, self._author)

    def quote_with_provenance(self, key: Key) -> QuoteDetail:
        """All about a quote, and what others and the log tell about where it comes from."""
        found = self.quote(key)
        told = provenance.provenance(self._db, found, self._author)
        return found._replace(provenance=told)

    def likely_links(self, key: Key, looked_at: Iterable[Key] = ()) -> tuple[QuoteRow, ...]:
        """The quotes that a quote is likely to be linked to, those `looked_at` first."""
        from storage.sql import links  # noqa: PLC0415  # as below

        return links.likely(self._db, key, looked_at, self._author)

    def link(self, key: Key) -> LinkSays:
        """What a link says.

        Raises:
            RecordMissing: it is not there.
        """
        from storage.sql import links  # noqa: PLC0415  # as below

        return links.says(self._db, key)

    def briefs(self, of: Iterable[Key] = ()) -> tuple[BriefRow, ...]:
        """All briefs, the one that the author last worked at first; how many of these are in it."""
        from storage.sql import briefs  # noqa: PLC0415  # as below

        return briefs.recent_first(self._db, self._author, of)

    def brief(self, key: Key) -> Brief:
        """A brief whole.

        Raises:
            RecordMissing: it is not there.
        """
        from storage.sql import briefs  # noqa: PLC0415  # as below

        return briefs.whole(self._db, key, self._author)

    def brief_called(self, name: str) -> Key:
        """The brief of that name, or of that key.

        Raises:
            RecordMissing: there is none.
            AmbiguousKey: it is the end of several keys.
        """
        from storage.sql import briefs  # noqa: PLC0415  # as below

        return briefs.called(self._db, name)

    def digest(self) -> str:
        """The hash of the log's last entry, which stands for all that was ever written."""
        from storage.sql import briefs  # noqa: PLC0415  # as below

        return briefs.digest(self._db)

    def zero(self, query: Query) -> Zero:
        """Why the answer is empty, without ever saying more than is held."""
        return self._asked(lambda: zero.explain(self._db, query, self._answer))

    def completions(self, text: str) -> tuple[Completion, ...]:
        """What the last word of a search may become, what leaves most quotes first."""
        from storage import completing  # noqa: PLC0415  # 1.6 ms that no start waits for

        return self._asked(lambda: completing.complete(self._db, text, self._answer))

    def log_digest(self) -> str:
        """What names the state of the log that is read, for what leaves the library."""
        from storage.sql import digest  # noqa: PLC0415  # no start waits for it

        return digest.digest(self._db)

    def tags(self) -> tuple[Tag, ...]:
        """The author's recent tags first, then the most used."""
        return tags.recent_first(self._db, self._author)

    def codebook(self) -> tuple[Topic, ...]:
        """All topics by their tree, with their definitions and how much is coded by each."""
        from storage.sql import codebook  # noqa: PLC0415  # no start waits for it

        counts = self._asked(lambda: self._answer(EVERYTHING).by_value("topic"))
        return codebook.codebook(self._db, self._author, counts)

    def topic_history(self, slug: str) -> tuple[TopicVersion, ...]:
        """The definitions that a topic had, the first first.

        Raises:
            RecordMissing: there is no such topic.
        """
        from storage.sql import codebook  # noqa: PLC0415

        return codebook.history(self._db, Slug(slug))

    def frames(self) -> tuple[str, ...]:
        """What a statement may be beside its stance: a demand, an offer, and the like."""
        from storage.sql import codebook  # noqa: PLC0415

        return codebook.frames(self._db)

    def actor_called(self, words: str, *, or_nearly: bool = False) -> ActorRow | None:
        """The one actor of that name, perhaps with a slip, where exactly one is called so."""
        return actors.called(self._db, words, or_nearly=or_nearly)

    # Saved searches.

    def saved_searches(self) -> tuple[SavedSearch, ...]:
        """All of them, by name."""
        from storage.sql import saved_searches  # noqa: PLC0415  # as below

        return saved_searches.every(self._db)

    def saved_search(self, name: str) -> SavedSearch:
        """The one of that name, in whatever case.

        Raises:
            RecordMissing: none is called that.
        """
        from storage.sql import saved_searches  # noqa: PLC0415

        return saved_searches.named(self._db, name)

    def saved_count(self, search: SavedSearch) -> SavedCount:
        """What a saved search finds now, and how much of it came since it was last opened."""
        from storage.sql import saved_searches  # noqa: PLC0415

        mark = arrivals.mark_of(self._db, self._author, search.key)
        return saved_searches.counted(search, lambda query: self._count_new(query, mark))

    def _count_new(self, query: Query, mark: int | None) -> tuple[int, int | None]:
        """How many records a query finds, and how many of the quotes came in after a mark."""
        if query.type != QUOTE:
            return len(self.records(query)), None
        total = self.count(query)
        if mark is None:
            return total, None
        new = arrivals.since(self._db, mark)
        if not total or new == arrivals.NOTHING:
            return total, 0
        asked = Every((conditions.condition(self._db, query, self._now), new.condition))
        return total, self._asked(lambda: self._found(asked).total)

    # Notes.

    def default_handling(self) -> str:
        """What a note of this library is unless its author says otherwise."""
        from storage.sql import notes  # noqa: PLC0415  # most runs write none

        return notes.default_handling(self._db)

    def note(self, key: Key) -> NoteOn:
        """A note with what it is on. Raises RecordMissing where there is none to be seen."""
        from storage.sql import notes  # noqa: PLC0415

        return notes.one(self._db, key, self._author)

    def on_record(self, key: Key) -> str:
        """What a record is called: a quote by its speaker's name and date."""
        from storage.sql import notes  # noqa: PLC0415

        return notes.name_of(self._db, key, self._author)

    def called(self, kind: str, slug: Slug) -> Meant:
        """The actor, format or meeting of that slug."""
        from storage.sql import meant  # noqa: PLC0415

        return meant.of_slug(self._db, kind, slug)

    # Records that are no quotes. Raise RecordMissing where there is none of that slug.

    def actor_profile(self, slug: Slug) -> ActorProfile:
        """All that is held about an actor."""
        from storage.sql import profiles  # noqa: PLC0415  # as below

        return self._asked(lambda: profiles.actor(self._db, slug, self._answer, self._author))

    def format_profile(self, slug: Slug) -> FormatProfile:
        """All that is held about a format, with its meetings."""
        from storage.sql import profiles  # noqa: PLC0415

        return self._asked(lambda: profiles.format_(self._db, slug, self._answer, self._author))

    def meeting_profile(self, slug: Slug) -> MeetingProfile:
        """All that is held about a meeting."""
        from storage.sql import profiles  # noqa: PLC0415

        return self._asked(lambda: profiles.meeting(self._db, slug, self._answer, self._author))

    # Coding with others. Raise RecordMissing where there is no such sample.

    def drawn(self, query: Query, size: int, seed: int) -> tuple[Key, ...]:
        """`size` quotes of the answer, the same each time for the same seed."""
        from storage.sql import coding  # noqa: PLC0415  # as above

        return self._asked(lambda: coding.drawn(self._db, self._answer(query), size, seed))

    @property
    def author(self) -> str:
        """Who asks."""
        return self._author

    def coding_samples(self) -> tuple[CodingSample, ...]:
        """All samples, the newest first."""
        from storage.sql import coding  # noqa: PLC0415

        return coding.samples(self._db)

    def coding_sample(self, name: str) -> CodingSample:
        """The sample that a person means by its name, its key or the end of its key."""
        from storage.sql import coding  # noqa: PLC0415

        return coding.named(self._db, name)

    def coding_topics(self) -> tuple[CodedTopic, ...]:
        """The topics that can be coded on, those of most quotes first."""
        from storage.sql import coding  # noqa: PLC0415

        return coding.topics(self._db)

    def coding_queue(self, sample: Key) -> CodingQueue:
        """What the reader has to code in a sample, in an order of their own."""
        from storage.sql import coding  # noqa: PLC0415

        return coding.queue(self._db, sample, self._author)

    def agreement(self, sample: Key | None = None) -> SampleAgreement:
        """How far the coders of a sample agree, or without one all coders on all topics."""
        from storage.sql import coding  # noqa: PLC0415

        return coding.agreed(self._db, sample, self._author)

    def adjudicated(self, quote: Key, topic: Key) -> str | None:
        """The value that settles what coders see differently, where there is one."""
        from storage.sql import coding  # noqa: PLC0415

        return coding.settled(self._db, quote, topic)

    def suspects(self) -> tuple[Suspects, ...]:
        """Pairs of actors that may be one and that nobody has judged, the likeliest first."""
        from storage.sql import duplicates  # noqa: PLC0415  # seldom asked for

        return duplicates.suspects(self._db)

    # Facts as forms show them.

    def edited(self, letter: str, name: str) -> EditedFact:
        """The fact of that kind that a key, slug or former id names, as it is edited."""
        from storage.sql import facts  # noqa: PLC0415  # most runs edit none

        return facts.edited(self._db, letter, name, self._author)

    def blank(self, letter: str, given: Mapping[str, Any]) -> EditedFact:
        """A new fact of that kind, of which some is given already."""
        from storage.sql import facts  # noqa: PLC0415

        return facts.blank(self._db, letter, given, self._author)

    def picks(self, letter: str, typed: str, within: str | None = None) -> tuple[Pick, ...]:
        """Records that a field may name and that have these words; those of `within` first."""
        from storage.sql import facts  # noqa: PLC0415

        return facts.picks(self._db, letter, typed, within)

    def words(self, kind: str) -> tuple[str, ...]:
        """The words of a vocabulary."""
        from storage.sql import vocabularies  # noqa: PLC0415

        return vocabularies.words(self._db, kind)

    def vocabularies(self) -> tuple[str, ...]:
        """The vocabularies that there are."""
        from storage.sql import vocabularies  # noqa: PLC0415

        return vocabularies.kinds(self._db)

    # Overviews of a whole answer. Most runs ask for none.

    def timeline(self, query: Query, most: int) -> Timeline:
        """When who speaks in the answer, in the shortest periods of which at most `most` are."""
        from storage.sql import timeline  # noqa: PLC0415

        return self._asked(lambda: timeline.timeline(self._db, self._answer(query), query, most))

    def matrix(self, query: Query) -> Matrix:
        """Who speaks in which format, how often, which way and when last."""
        from storage.sql import matrix  # noqa: PLC0415

        return self._asked(
            lambda: matrix.matrix(
                self._db, self._answer(query), self._with_stance(query), query, self._author
            )._replace(withheld=self._withheld(query))
        )

    def presence(self, query: Query) -> Presence:
        """Who took part in the meetings of the answer's formats, and who stayed away."""
        from storage.sql import presence  # noqa: PLC0415

        return self._asked(lambda: presence.presence(self._db, self._answer(query), query))

    def stances(self, query: Query) -> Stances:
        """Which stances are seen in the answer, in the order of time."""
        from storage.sql import stances  # noqa: PLC0415

        return self._asked(
            lambda: stances.stances(
                self._db, self._with_stance(query), query, self._author
            )._replace(withheld=self._withheld(query))
        )

    def _withheld(self, query: Query) -> int:
        return withheld.in_answer(self._db, self._answer(query), self._author)

    def _with_stance(self, query: Query) -> Answer:
        newest_first = query.without_fields("sort").with_term(HAS_STANCE)
        return self._answer(newest_first)
