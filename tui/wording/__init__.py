"""The sentences and labels that a person reads, in one place. English first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from storage import (
    STANCES,
    ActorRow,
    Alias,
    Chains,
    Chip,
    Coding,
    Completion,
    Dispute,
    Entry,
    Hop,
    Key,
    Link,
    LogEntry,
    MatrixCell,
    Meeting,
    Named,
    Note,
    Participation,
    Pen,
    Piece,
    Place,
    PresenceCell,
    QuoteDetail,
    Receipt,
    Removed,
    Round,
    Run,
    Said,
    SameWords,
    Sitting,
    Slug,
    StanceRow,
    Term,
    Verdict,
    Zero,
    short,
)

KIND = {
    "direct": "direct speech",
    "mixed": "mixed: a quoted fragment in the reporter's sentence",
    "indirect": "indirect speech",
    "document": "a line of a document",
}
HELD_AS = {
    "words": "held as words",
    "translation": "held as a translation of the words",
    "reporter's wording": "held in the reporter's wording",
    "paraphrase": "held as a paraphrase",
}
REPORTING = ", reporting "
RELATION = {"said_at": "said there", "about": "said about it elsewhere"}
MODE = {
    "co_chair": "co-chair",
    "invited_declined": "invited, declined",
    "absent": "absent (asked or not isn't known)",
    "represented_by": "represented by another",
}
AWAY = ("invited_declined", "absent", "excluded", "represented_by")
"""Modes of those who were not in the room, told after all others."""
LINK_OUT = {
    "answers": "answers",
    "contradicts": "contradicts",
    "clarifies": "clarifies",
    "repeats": "repeats",
    "other_rendering": "is another rendering of",
    "compares": "compare with",
    "translates": "translates",
    "retracts": "retracts",
    "supports": "supports",
    "misquotes": "misquotes",
}
LINK_IN = {
    "answers": "answered by",
    "contradicts": "contradicted by",
    "clarifies": "clarified by",
    "repeats": "repeated by",
    "other_rendering": "other rendering:",
    "compares": "compare with",
    "translates": "translated by",
    "retracts": "retracted by",
    "supports": "supported by",
    "misquotes": "misquoted by",
}
CONTESTED_BY = {
    "answers": "answer",
    "contradicts": "contradiction",
    "retracts": "retraction",
    "misquotes": "misquotation",
}
HOP_MODE = {
    "verbatim": "word for word",
    "translation": "in translation",
    "paraphrase": "in a paraphrase",
    "summary": "in a summary",
}
HEDGE = {
    "reportedly": "only reportedly",
    "anonymous": "from someone it does not name",
    "denied": "which was denied",
}
SOURCE_KIND = {
    "news": "news report",
    "official": "official text",
    "full_text_copy": "full-text copy",
    "reference": "reference work",
    "project_text": "project's own brief",
    "other": "source",
}

FLAG = {
    "R": "retracted",
    "!": "contested",
    "✎": "noted",
    "*": "starred",
    "#": "tagged",
    "●": "new",
}
NO_ONE_NAMED = "no one named"
NO_FORMAT = "no format"
NO_COUNT = "–"
ACTORS = {False: "ACTORS", True: "VOICES"}
"""The first pane's title, by whether it lists them one by one."""
ITSELF = "itself"
OF_THE_QUOTE = " of the quote"
DETAIL = {None: "DETAIL", "actor": "ACTOR", "format": "TALKS", "meeting": "MEETING"}
"""The title of the pane below the lists, by what it is about; none is for a quote."""
AS_FAR_AS_IT_GOES = "This pane is as large, or as small, as there is room for."
QUOTES_GO_ON = "The quotes are what all panes are about; another pane can be pinned."
PINNED = "{title} stays as it is; the same command again lets it follow."
UNPINNED = "{title} follows again."
NOTHING_TO_LIST = "none: no quotes are found; {drop} drops a filter"
TAB_TAKES = "Tab takes the first"
ALL_ACTORS = "all"
ALL_FORMATS = "all"
PARAPHRASE_MARK = "≈"
PARAPHRASE_COPY = "[paraphrase]"
EMPTY_LIBRARY = "This library is empty. `peace-tui --sample` shows one with quotes in it."
NO_COMMAND_CALLED = (
    "No command is called so in this place. The command line has others: `peace-tui --help`."
)
EMPTY_WAY_ON = "{drop} drops the last filter · {search} searches anew"
YOU = "you"
PLAIN_NOTE = "memo"
NOTE_SIGN = "✎"
CHOSEN_SIGN = "▸"
NO_ANNOTATION = "Nothing is noted on this quote yet."
SELECTED = "selected"
RANGE_BEGUN = "A range begins here; {key} ends it"
RANGE_LEFT = "The range was left: these are the rows of another search."
SELECTED_TOO_MANY = "At most {most:,} quotes are selected at once. These were not added."
TAGGED_TOO_MANY = (
    "At most {most:,} quotes are tagged at once. Nothing was changed; search for less."
)
COPIED_TOO_MANY = (
    "Copies hold at most {most:,} quotes, and {number:,} are selected. Nothing was copied; "
    "`peace-tui search --json` prints any number."
)
TRANSLATIONS_SHOWN = "translations are shown where they are held, marked IN EN"
ORIGINALS_SHOWN = "as held: translations stand below the words"
WRAPPED = "three lines for each quote"
NOT_WRAPPED = "as many quotes as there is room for"
AS_OF = "Read anew, as of {time}."
NOTHING_CHANGED = "Nothing has changed, as of {time}."
NO_SHELL = "No shell to go back to; {quit} leaves."
THIS_QUOTE_ALONE = "This one quote alone, not the selected ones"
NOTHING_CHOSEN = "No quote is chosen."
TOO_SMALL = "Make the window larger: 40 columns and 12 rows are enough."
NO_TERMINAL = (
    "peace-tui needs a terminal to draw on, and this is none. Nothing was changed. "
    "Use `peace-tui search QUERY`, `peace-tui show KEY` or `peace-tui --help` instead."
)
DUMB_TERMINAL = (
    "This terminal (TERM=dumb) cannot show peace-tui. Nothing was changed. "
    "Use `peace-tui search QUERY`, `peace-tui show KEY` or `peace-tui --help` instead."
)
READ_ONLY = "read-only"
BROUGHT_UP_TO_DATE = "brought up to date; as it was before, it is kept in {path}"
INDEX_BEING_MADE = "making the search index, {percent} %: slower until then"
THEIR_QUOTES = "their quotes"
NOT_RANKED = "newest first: no words, or too many quotes, to weigh"
BY = "said by {name}"
TO = "said to {name}"
VIA = "reported by {name}"
ON_TOPIC = "on {topic}"
FROM_SOURCE = "published by {name}"
AROUND = "within {days} days of {day}"
TRAIL_ENDS = {-1: "This is the first search.", 1: "This is the last search."}
NO_NEIGHBOUR = "Nothing {which} by this speaker is held on a shared topic or in the same talks."
FIND_IN = "FIND in {title}"
FACETS = {"in": "FORMATS", "topic": "TOPICS", "to": "TO WHOM", "via": "VIA"}
AT_THE_TOP = "This is where it began: {back} once more leaves."
QUIT_HINT = "{quit} leaves; everything is saved."
FIRST_START = "The sample: paraphrases of public statements. Type a word or a name."
SAMPLE_MADE = "No library yet: made one from the sample at {path}."
CRASHED = (
    "peace-tui stopped because of a fault of its own. Everything that was saved is safe, and what "
    "was being typed is kept as a draft. A report without any of your text is in {path}."
)
SAVED = "saved: {summary} · {undo} takes it back"
NO_CHANGE = "nothing to change: {summary}"
UNDONE = "took back: {summary}"
UNDONE_NOTE = "took back: {summary} · {note} offers its text again"
NOTHING_TO_REPEAT = (
    "Nothing to repeat yet: {note} writes a note, {tag} tags; then {repeat} does the same again."
)
PARAGRAPH_KEPT = "What you typed is kept, and there again when you write there."
DRAFT_KEPT = "kept as a draft: {note} on the same quote goes on with it"
THEIRS_STAYS = "theirs stays as it is"
DRAFT_EMPTY = "nothing typed, nothing saved"
DRAFT_FOUND = "A note on {key} was not finished. ⏎ goes on with it · Esc leaves it for later"
UNDO_EARLIER = "Take back what you wrote on {day}: {summary}?  ⏎ yes · Esc no"
MEETING_DISPUTED = "sources dispute the meeting"
SOURCE_CAVEAT = "the source has a caveat"
SEARCHING = "searching…"
COPIED = "copied: {what}"
SENT = "sent to the terminal: {what}"
NO_CLIPBOARD = "There is no clipboard here, and nothing was copied; `peace-tui show` prints it."
TOO_LONG = (
    "This is longer than terminals take ({room:,} bytes). Nothing was copied; `peace-tui show` "
    "prints it."
)
TAKEN = {
    "copy_quote": "the quote with its source",
    "copy_citation": "the citation",
    "copy_url": "the address of the source",
    "copy_key": "the key",
    "copy_markdown": "the quote as Markdown",
    "copy_json": "the quote as JSON",
    "open_source": "the address of the source",
    "open_archive": "the address of the archived copy",
}
TAKEN_MANY = {
    "copy_quote": "{quotes} with their sources",
    "copy_citation": "the citations of {quotes}",
    "copy_url": "the addresses of the sources of {quotes}",
    "copy_key": "the keys of {quotes}",
    "copy_markdown": "{quotes} as Markdown",
    "copy_json": "{quotes} as JSON",
}
NOT_RECORDED = {
    "copy_url": "No address of the source is recorded.",
    "open_source": "No address of the source is recorded.",
    "open_archive": "No archived copy of the source is recorded.",
}
NO_WEB_ADDRESS = "No web address: not opened."
NO_BROWSER = "No browser: click or paste."
NOT_OPENED = "The browser did not open {address}"
PLAIN_VIEW = "select with mouse · any key goes back"
LINE_IS_SLOW = "The line is slow: `:` slow line sends less, and so does peace-tui --slow"
PACE_SLOW = "for a slow line: searches on a pause or Enter, previews later"
PACE_USUAL = "as usual: searches at every letter"
RETRACTED = "RETRACTED"
SOURCE_RETRACTED = "its source was retracted"
NO_DATE = "date not known"
NO_SOURCE = "none recorded"
SOURCE_KEPT = "one that somebody else keeps private"
HANDLED = {
    "private": "private: only you see it",
    "closed": "closed: does not leave the library",
}
HOP_BY_HOP = "HOP BY HOP, outermost first"
SOURCE_CITED = "THE SOURCE CITED"
TIED_TO_IT = "WHAT IS TIED TO IT"
HOW_IT_CAME_IN = "HOW IT CAME INTO THE LIBRARY"

# The command line. In click's texts \b keeps the lines of a paragraph as they are.
NOT_INSTALLED = "(run from its source, not installed)"
NOT_INSTALLED_HERE = "not installed"
NOT_THERE_YET = " (not there yet)"
HINT_SCHEME = "PEACE_TUI_COLORS names no colours that there are; `peace-tui --help` lists them."
HINT_UTF8 = "The locale is not UTF-8: signs are ASCII. `export LC_ALL=C.UTF-8` brings the others."
HINT_TMUX = (
    "In tmux: `set -g set-clipboard on` lets copies through (OSC 52), `set -sg escape-time 10` "
    "makes Esc quick, a TERM of tmux-256color brings 256 colours."
)
HINT_SCREEN = "GNU screen lets no copy (OSC 52) through; select with the mouse, under --no-mouse."
HINT_SQLITE = (
    "This SQLite is older than 3.51.3, of which two writers can corrupt a library in WAL mode: new "
    "libraries use the DELETE journal. Nothing is wrong; `pip install pysqlite3` may bring a newer."
)
HINT_FTS5 = "This SQLite has no FTS5: libraries cannot be searched with it."
HINT_NO_ANSWER = "The terminal told no cursor position, so that widths could not be measured."
HELP_HINT = "`{command} --help` says how."
NO_TEXT_WORD = "An argument is not valid UTF-8. Nothing was changed; write it in UTF-8."
VALUE_MISSING = "Option {option} needs a value."
ONE_LIBRARY = "Name one library, or --sample for a throw-away copy of the sample."
QUERY_IS_FOR_SCREEN = "-q opens the screen on a search; a verb takes its query as an argument."
NO_KEYS = "No key was given. Nothing was changed; `peace-tui search --keys QUERY` lists keys."
NO_TAGS = "No tag was given. Nothing was changed; +TAG puts one on, -TAG takes one off."
NOTE_WITHOUT_TEXT = "Type the note's text behind the key, or - to read it from standard input."
NOTE_NOT_TEXT = (
    "What came in is not UTF-8 text (byte {place:,}). Nothing was saved; convert it first, for "
    "example with `iconv -t utf-8`."
)
SYSTEM_REFUSED = (
    "The system did not allow it ({reason}). What was saved is safe; check the disk and its "
    "permissions, then try again."
)
FINDINGS_HINT = (
    "Nothing was repaired. `peace-tui verify --adopt` takes what was changed from outside into "
    "the log."
)
EXAMPLES = """\b
Examples:
  peace-tui                                       open the reading room
  peace-tui --sample                              look around in the sample
  peace-tui search 'by:kabulov in:moscow'         what he said in or on the talks
  peace-tui search --json via:tass                for scripts
  peace-tui show q0003                            one quote, with its chain
  peace-tui who moscow-format                     who took part, who stayed away
  peace-tui note q0003 'compare with the reply'   a note on a quote

\b
Exit codes: 0 done, 1 nothing found, 2 not understood, 3 a problem of the data,
4 the library is held by another program or newer, 70 a fault, 130 cancelled.
"""
SEARCH_EXAMPLES = """\b
Examples:
  peace-tui search 'by:kabulov in:moscow'
  peace-tui search taliban delegation -has:note
  peace-tui search --csv via:tass since:2018-11 > tass.csv
  peace-tui search --keys in:moscow | peace-tui tag - +moscow
"""
SHOW_EXAMPLES = """\b
Examples:
  peace-tui show q0003
  peace-tui show q0003 --json
  peace-tui show moscow-format kabulov            a format, and an actor
"""
WHO_EXAMPLES = """\b
Examples:
  peace-tui who moscow-format
  peace-tui who moscow --mode invited_declined
"""
VIEW_EXAMPLES = """\b
Examples:
  peace-tui view timeline in:moscow
  peace-tui view matrix since:2019
  peace-tui view presence in:moscow --csv > who.csv
  peace-tui view stances by:kabulov
"""
TAG_EXAMPLES = """\b
Examples:
  peace-tui tag q0003 +check -follow-up
  peace-tui search --keys via:tass | peace-tui tag - +wire
  peace-tui tag --query "via:tass since:2020" +wire --dry-run
"""
UNDO_EXAMPLES = """\b
Examples:
  peace-tui undo
  peace-tui undo "$(peace-tui log --limit 1 | cut -d' ' -f1)"
"""
IMPORT_EXAMPLES = """\b
Examples:
  peace-tui import statements.csv --dry-run
  peace-tui import statements.csv --column text=remark --held-as words
  peace-tui import corpus/                        quotes, actors and formats in tables
"""
CONFIG_EXAMPLES = """\b
Examples:
  peace-tui config set keys.preset plain          no letters that write
  peace-tui config set keys.note n                n writes a note
  peace-tui config set keys.undo u F8             either takes back
  peace-tui config set screen.colors dark         as --colors dark, each time
"""
CONFIG_TAKES_NOTHING = "Only `config set` takes a name and a value."
CONFIG_SET_HOW = (
    "Name an entry and its value: `config set keys.note n`, `config set screen.colors dark`."
)
SETTING_CHANGES = "⏎ changes"
COLORS_NOW = "Now: {scheme}. Another is in effect from the next start on; --colors goes before it."
SLOW_NOW = "In effect at once, and kept for the next start."
SLOW_KEPT = "Slow line: {value}, now and from the next start on."
PRESET_FROM_START = "In effect from the next start on; plain has no letters that write."
PLAIN_BY_OPTION = "For screen readers: start with `peace-tui --plain`."
MOUSE_BY_OPTION = "Start with `peace-tui --no-mouse` to leave it to the terminal."
OWN_KEYS_HOW = "`peace-tui config set keys.COMMAND KEY`, from the next start on."
CONFIG_BY_HAND = (
    "{name} cannot be set by itself as the file is written now. Nothing was changed; write the "
    "entry by hand, in {path}."
)
CONFIG_NOT_SET = "Nothing was changed."
CONFIG_SET = "{name} is {value} from the next start on, by {path}."
IMPORT_STOPPED = "The import was stopped. Nothing of it was kept."
CLEARING = "Clearing away what was read"
COLUMN_HOW = "Write --column WHAT=COLUMN, such as --column text=statement."
SHEET_COLUMNS = (
    "key", "ref", "said_on", "speaker", "speakers", "said_as", "kind", "held_as", "text",
    "translation", "format", "meeting", "relation", "addressees", "topics", "chain", "source",
    "url", "caveat", "checks", "disputes", "answers",
)  # fmt: skip


def columns(found: Mapping[str, str], unused: Sequence[str]) -> list[str]:
    """What the columns of a table were taken for."""
    width = max(map(len, found))
    told = [f"  {what:<{width}}  column {column}" for what, column in found.items()]
    if unused:
        told.append(f"  not read: {', '.join(unused)}")
    return told


def completions(offered: Sequence[Completion]) -> str:
    """What Tab offers, the one that was taken first."""
    return "Tab: " + " · ".join(
        each.label if each.quotes is None else f"{each.label} {each.quotes:,}" for each in offered
    )


def nothing_read_in(rows: int) -> str:
    stand = "stands" if rows == 1 else "stand"
    return f"{count(rows, 'row')} {stand} there and can be read. Nothing was read in: a dry run."


def read_in(receipt: Receipt) -> str:
    if not receipt.txn:
        return f"{receipt.summary}."
    return f"Read in: {receipt.summary}. `peace-tui undo {receipt.txn}` takes it back."


def clearing(part: float) -> str:
    """How much of an import that was stopped is cleared away by now."""
    return f"{CLEARING}: {part:.0%}"


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: 1 quote, 1,204 quotes."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


MONTH = len("2018-11")


def meeting_row(dated: str | None, name: str, room: int) -> str:
    """A meeting below its format: its date first, which tells it from the others.

    Where the whole date has no room, its month.
    """
    if not dated:
        return name
    return f"{dated} {name}" if room > len(dated) else dated[:MONTH]


def total(number: int, *, goes_on: bool) -> str:
    """How many rows an answer has, or how many it has at least while it is being counted."""
    return f"{number:,}{'+' if goes_on else ''}"


def selected(number: int, rows_of_range: int) -> str:
    """How many quotes are selected, and how many rows a range has that goes on."""
    ranged = f"range of {rows_of_range:,}" if rows_of_range else ""
    return " + ".join(filter(None, [f"{number:,} {SELECTED}" if number else "", ranged]))


def selected_of(number: int, elsewhere: int, *, has_range: bool) -> str:
    """How many quotes are selected, and how many of them are not among the rows shown."""
    apart_ = f" ({elsewhere:,} not among these)" if elsewhere else ""
    told = f"{number:,} {SELECTED}{apart_}" if number else ""
    return " + ".join(filter(None, [told, "a range" if has_range else ""]))


def turned(*, is_on: bool) -> str:
    return SELECTED if is_on else f"no more {SELECTED}"


def tags_of(quotes: Sequence[Key], *, are_all: bool) -> str:
    """The heading of the tags: of one quote, of the selected ones or of all that were found."""
    if len(quotes) == 1:
        return f"TAGS of {short(quotes[0])}"
    return f"TAG {'all ' if are_all else ''}{count(len(quotes), 'quote')}"


def taken_many(command_id: str, quotes: int) -> str:
    return TAKEN_MANY[command_id].format(quotes=count(quotes, "quote"))


def mode(name: str) -> str:
    return MODE.get(name, name.replace("_", " "))


def plain(name: str) -> str:
    """A slug or a value of a vocabulary as words."""
    return name.replace("_", " ")


def chain(hops: Sequence[Hop], speaker: str) -> str:
    """The attribution chain spelt out: "EIRNS, reporting TASS, reporting Zamir Kabulov"."""
    return REPORTING.join([*(hop.actor.name for hop in hops), speaker])


def no_chain(detail: QuoteDetail) -> str:
    """What stands for a chain where nobody reports: the text was read as published."""
    source = detail.source
    if source is None:
        return "not recorded"
    by = f", by {source.publisher.name}" if source.publisher else ""
    return f"none: read in the {SOURCE_KIND.get(source.kind, plain(source.kind))} itself{by}"


def standing(places: Sequence[Place], *, in_words: bool) -> str:
    """Where the words stand. A text of our own is named as that and is never a tick."""
    stored = [place for place in places if place.passages is not None]
    if not stored:
        if places:
            return "found in the cited source when that was read; no text of it is stored here"
        return "no stored text to check against"
    said: list[str] = []
    for place in stored:
        what = "" if in_words else "the passage it renders "
        where = (
            "in the project's own brief, which is no evidence"
            if place.ours
            else "in the stored text ✓"
        )
        verb = {"stands": "stands", "moved": "moved", "gone": "is gone"}[place.standing]
        said.append(
            f"{what}{verb} {where}"
            if place.standing == "stands" or place.ours
            else f"{what}{verb}: the stored text reads otherwise now"
        )
    return "; ".join(said)


def chains(each: Chains) -> str:
    """How many independent chains there are: "3 chains, 1 of open origin"."""
    told = count(each.total, "chain")
    if not each.open:
        return told
    return f"{told}, {'' if each.total == 1 else f'{each.open:,} '}of open origin"


def contested(types: Sequence[str]) -> str:
    """How many quotes contest this one, by the way in which they do."""
    told = [
        count(types.count(each), CONTESTED_BY.get(each, plain(each)))
        for each in dict.fromkeys(types)
    ]
    return f"! {', '.join(told)}"


def hop(each: Hop) -> str:
    """What a report did with what it reports, and how sure it is."""
    told = [each.verb or "reported"]
    if each.mode:
        told.append(HOP_MODE.get(each.mode, plain(each.mode)))
    if each.hedge != "none":
        told.append(HEDGE.get(each.hedge, plain(each.hedge)))
    return ", ".join(told)


def was_read(published: str | None) -> str:
    return f"  ← this report was read{f', published {published}' if published else ''}"


def says_so(kind: str) -> str:
    return "said it" if kind in {"direct", "mixed"} else "is reported as saying so"


def beginning(who: Named | None) -> str:
    """Who had the words from the speaker, as far as that is recorded."""
    if who is None:
        return "open origin: who had it from the speaker is not recorded"
    return f"who had it from the speaker: {who.name}"


def where_it_stands(*, in_words: bool) -> str:
    return f"WHERE {'THE WORDS STAND' if in_words else 'THE PASSAGE STANDS THAT IT RENDERS'}"


def text_of_source(place: Place) -> str:
    """Which stored text that is, and whose."""
    told = [f"version {place.version}"]
    if place.accessed:
        told.append(f"read {place.accessed}")
    if place.sha256:
        told.append(f"sha256 {place.sha256[:8]}…")
    told.append("the project's own text, no evidence" if place.ours else "the source's text")
    return " · ".join(told)


def place(each: Place, *, in_words: bool) -> str:
    """What has become of the words at one place, in characters of the stored text."""
    what = "the words" if in_words else "the passage"
    found = _characters(each.pieces)
    if each.passages is None:
        return f"found there when it was read, {found}; this text is not stored here"
    match each.standing:
        case "stands":
            return f"{'the words stand' if in_words else 'the passage stands'} there, {found}"
        case "moved":
            return f"{what} moved: found at {found}, now at {_characters(each.now)}"
        case "gone":
            return f"gone: {what} stood at {found}; the text around it is now"
        case "none":
            return f"found at {found}; what stood there was not kept, so it cannot be compared"


def _characters(pieces: Sequence[Piece]) -> str:
    return f"characters {', '.join(f'{each.start}–{each.end}' for each in pieces)}"


def sought(piece: Piece) -> str:
    return f"looked for: {piece.exact or ''}"


def others(*, in_words: bool) -> str:
    return f"OTHERS WITH THE SAME {'WORDS' if in_words else 'TEXT'}"


def no_others(detail: QuoteDetail) -> str:
    if detail.provenance and detail.provenance.others is None:
        return "not looked for: its words are too common, in too many quotes of the speaker"
    if detail.row.speaker is None and not detail.speakers:
        return "not looked for: no speaker is named"
    return "no other of this speaker is held"


def differs(other: SameWords, *, in_words: bool) -> str:
    """In what another quote with the same text is not the same."""
    told: list[str] = []
    if other.row.in_words != in_words:
        told.append("held as a paraphrase there" if in_words else "held as words there")
    if other.another_day:
        told.append("on another day, so not counted")
    return f" ({'; '.join(told)})" if told else ""


def entry(each: Entry) -> list[str]:
    """Who entered a quote and how, and who changed it last."""
    how = "entered by hand" if each.by_hand else f"read in from {each.batch}"
    told = [f"{how}{_written(each.written)}"]
    if each.changed:
        told.append(f"last changed{_written(each.changed)}")
    return told


def _written(pen: Pen | None) -> str:
    return f" by {pen.author}, {pen.wall[:16].replace('T', ' ')} UTC" if pen else ""


def link(tie: Link) -> str:
    """How another quote is tied to this one, without its words."""
    says = (LINK_OUT if tie.outgoing else LINK_IN).get(tie.type, plain(tie.type))
    return f"{says} {short(tie.other.key)}"


def basis(tie: Link) -> str:
    """On what a tie rests, and who put it there."""
    if tie.basis == "source":
        return f"the source says so; put in by {tie.author}" if tie.author else "the source says so"
    return f"by {tie.author or tie.basis}"


def removed(each: Removed, text: str) -> str:
    return f"without {text}: {each.total:,}"


def zero(answer: Zero) -> list[str]:
    """Why nothing is shown; never that something was never said."""
    held = answer.holdings
    lines: list[str] = []
    for name, quotes, paraphrases in answer.speakers:
        if paraphrases:
            lines.append(
                f"0 in the words held; {paraphrases:,} of {name}'s {quotes:,} are paraphrases, the "
                "published words may differ"
            )
        else:
            lines.append(f"0 in the words held; {count(quotes, 'quote')} by {name} are held")
    if not held.quotes:
        lines.append("no quote that is held fits all of these filters")
    elif not answer.speakers:
        lines.append(
            f"0 in the words held; {held.paraphrases:,} of {count(held.quotes, 'quote')} are "
            "paraphrases, the published words may differ"
        )
    for word in dict.fromkeys(each.word for each in answer.spellings):
        near = [f"{each.near} ({each.quotes:,})" for each in answer.spellings if each.word == word]
        lines.append(f"no quote holds {word}; did you mean {' or '.join(near)}?")
    if not held.quotes:
        return lines
    span = f", {held.first} to {held.last}" if held.first else ""
    lines.append(f"holdings: {count(held.sources, 'source')}{span}")
    return lines


def namesake(actor: ActorRow) -> str:
    """A hint where what was typed is also a name."""
    return f"{actor.name} speaks in {count(actor.quotes, 'quote')}: Tab searches by:={actor.slug}"


def did_you_mean(problem: str, suggestions: Sequence[str]) -> str:
    """What may be meant, where the sentence about the problem does not say it itself."""
    if not suggestions:
        return ""
    if suggestions[0] in problem:
        return f" ({TAB_TAKES})"
    return f" — did you mean {' or '.join(suggestions[:3])}? ({TAB_TAKES})"


def noted_piece(note: Note) -> str:
    """The piece of a text that a note is on, in brackets."""
    gone = "" if note.piece else " no longer there"
    return f"[{note.exact}{gone}] "


def saved(receipt: Receipt, undo: str) -> str:
    """What was written; `undo` is the key that takes it back."""
    return (SAVED if receipt.txn else NO_CHANGE).format(summary=receipt.summary, undo=undo)


def undo_earlier(entry: LogEntry) -> str:
    return UNDO_EARLIER.format(day=entry.wall[:10], summary=entry.summary)


def no_neighbour(*, is_later: bool) -> str:
    return NO_NEIGHBOUR.format(which="later" if is_later else "earlier")


def no_leap(run: Run, rows: int | None, *, is_forward: bool) -> str:
    """Why `}` and `{` lead nowhere; `rows` is how many were looked through where there are more."""
    others = "of other talks" if run == "format" else "by another speaker"
    same = "of the same talks" if run == "format" else "by the same speaker"
    if rows is not None:
        return f"The {'next' if is_forward else 'last'} {rows:,} quotes are all {same}."
    return f"No quote {'further down' if is_forward else 'further up'} is {others}."


def no_translation(detail: QuoteDetail) -> str:
    if detail.row.held_as == "translation":
        return "What is held is a translation itself."
    if detail.lang == "en":
        return "This quote is held in English."
    return "No translation of this quote is held."


def no_records(kind: str) -> str:
    return f"No {kind} that is held fits; what it says itself and its quotes are what is looked at."


def pane_in_words(title: str, row: int, rows: int, selected_: str = "") -> str:
    """Where the keys go, for who hears the screen or reads it by touch."""
    here = f"{title.lower()}, row {row:,} of {rows:,}" if rows else f"{title.lower()}, empty"
    also = f", {selected_}" if selected_ else ""
    return f"In {here}{also}. Keys: 1 actors, 2 formats, 3 quotes, 4 detail."


def chip(each: Chip) -> str:
    if each.idle:
        return f"{each.label} ({NOT_RANKED})"
    is_of_quotes = isinstance(each.term, Term) and each.term.field == "type"
    return f"{each.label} ({THEIR_QUOTES})" if is_of_quotes else each.label


def no_such_scheme(name: str, names: Sequence[str]) -> str:
    return (
        f"There are no colours called {name}. Nothing was opened; PEACE_TUI_COLORS may be "
        f"{', '.join(names)}."
    )


def no_such_verb(word: str, near: Sequence[str]) -> str:
    """What to do about a first word that is neither a verb nor a file."""
    meant = f"; did you mean {near[0]}?" if near else "."
    return f"No verb and no library is called {word}{meant} `peace-tui ./{word}` makes a library."


def at_column(column: int, sentence: str) -> str:
    return f"col {column}: {sentence}"


def left_out(shown: int, total: int, order: str | None) -> str:
    which = {"date": "oldest", "match": "best"}.get(order or "", "newest")
    return f"the {which} {shown:,} of {count(total, 'quote')}"


def topics_instead(topics: Sequence[Slug]) -> list[str]:
    """Topics whose names have a word that was searched for."""
    return [f"a topic of that name: topic:{slug}" for slug in topics]


def saved_by_verb(receipt: Receipt) -> str:
    """What a verb wrote, and how to take it back."""
    if not receipt.txn:
        return NO_CHANGE.format(summary=receipt.summary)
    return f"saved: {receipt.summary} · `peace-tui undo {short(Key(receipt.txn))}` takes it back"


def tried_out(receipt: Receipt) -> str:
    """What a verb would write."""
    return f"would be saved: {receipt.summary} · nothing was written: a dry run"


def about_to_undo(entry: LogEntry) -> str:
    return f"taking back: {entry.summary}, written {_minute(entry)} UTC"


def undone_by_verb(receipt: Receipt) -> str:
    name = short(Key(receipt.txn))
    return f"took back: {receipt.summary} · `peace-tui undo {name}` brings it back"


def log_line(entry: LogEntry) -> str:
    undone = " (taken back)" if entry.undone else ""
    return f"{short(Key(entry.txn))}  {_minute(entry)}  {entry.author}  {entry.summary}{undone}"


def _minute(entry: LogEntry) -> str:
    return entry.wall[:16].replace("T", " ")


def checked(verdict: Verdict) -> str:
    """How much was checked, and whether something is wrong."""
    entries = count(verdict.entries, "entry", "entries")
    found = count(len(verdict.findings), "finding") if verdict.findings else "nothing is wrong"
    return f"{entries} of the log and {count(verdict.records, 'record')} checked: {found}"


def sitting(of: Named, meeting: Meeting | None) -> str:
    """The heading over those who took part: a meeting, or a format and its members."""
    if meeting is None:
        return f"{of.name} · its members"
    named = [meeting.said_on, of.name, meeting.title, meeting.place]
    unsure = "" if meeting.verified else " (not confirmed)"
    return f"{' · '.join(each for each in named if each)}{unsure}"


def disputed_part(each: Participation) -> str:
    """A part that sources disagree about."""
    remark = f": {each.remark}" if each.remark else ""
    return f"disputed: {each.actor.name}, {mode(each.mode)}{remark}{_in_sources(each.sources)}"


def dispute(each: Dispute) -> str:
    return f"in dispute, {each.about}: {each.remark}{_in_sources(each.sources)}"


def _in_sources(sources: Sequence[Named]) -> str:
    return f" ({'; '.join(each.name for each in sources)})" if sources else ""


def no_one_took_part(modes: Sequence[str]) -> str:
    """Nothing is held, which never means that no one was there."""
    if not modes:
        return "No one's part in it is held. `peace-tui who` lists all that is."
    return f"No one is held in that mode; held are {', '.join(modes)}."


def settings_unreadable(file: Path, reason: str) -> str:
    return (
        f"{file} cannot be read: {reason}. The usual keys are in effect and nothing was changed; "
        "put that right and start anew."
    )


def no_such_setting(name: str) -> str:
    return f"{name}: there is no such setting. Everything else counts; take the entry out."


def no_such_preset(name: str, presets: Sequence[str]) -> str:
    return (
        f'keys.preset = "{name}": presets are {" and ".join(presets)}. {presets[0]} is in effect; '
        "write one of them."
    )


def no_such_value(entry: str, value: str, values: Sequence[str]) -> str:
    return f'{entry} = "{value}": it may be {", ".join(values)}. It is left out; write one of them.'


def not_keys(name: str) -> str:
    return (
        f'keys.{name} is no key. The usual keys count; write one as "n", several as ["n", "F2"], '
        'none as "".'
    )


def no_such_command(command_id: str, known: Sequence[str]) -> str:
    import difflib  # noqa: PLC0415  # 4 ms, and only for a slip

    near = difflib.get_close_matches(command_id, known, 1)
    meant = f"; did you mean {near[0]}?" if near else "."
    return f"keys.{command_id}: there is no such command{meant} `peace-tui keys` lists them all."


def no_such_key(command_id: str, key: str) -> str:
    return (
        f'keys.{command_id} = "{key}": no terminal sends such a key. The usual keys count; write '
        "it as n, Ctrl-n, F2, Enter, or y n for one after the other."
    )


def needs_a_key(command_id: str, keys: str) -> str:
    return (
        f"keys.{command_id}: without a key for it one could not find a way on. It keeps {keys}; "
        "give it another key, not none."
    )


def key_taken(command_id: str, key: str, other_id: str, keys: str) -> str:
    kept = f"keeps {keys}" if keys else "stays without a key"
    return (
        f"keys.{command_id}: {key} runs {other_id} in the same place. {command_id} {kept}; give "
        "one of the two another key."
    )


def settings_left_out(entries: Sequence[str]) -> str:
    """Short enough for a line of 80 columns, which the whole sentences are not."""
    named = ", ".join(entries[:2]) + (f" and {len(entries) - 2} more" if entries[2:] else "")
    return f"Not in effect: {named}. `peace-tui keys` says why."


# Overviews.

MEETINGS_HELD = "meetings"
NOTHING_FOUND = "No quote was found."
NOTHING_DATED = "No quote that was found has a date that is exact to a year."
NO_PART_HELD = "Of no meeting of the formats found it is held who took part."
NO_STANCE_HELD = "No stance is coded in the quotes found."
STANCES_CORNER = "actor · topic"
SHOWS_MEETING = "⏎ shows the meeting"
LIST_THEM = "⏎ lists {them}"
STANCES_LEGEND = (
    "oldest first: s support · o oppose · c conditional · n neutral · u unclear · ! changed, and "
    "certainly later"
)
MATRIX_SHOWS = {
    "count": "cell: how many quotes (- none found) · Space: newest stance",
    "stance": "cell: newest stance (s support, o oppose, c conditional, n neutral, u unclear, "
    "· none coded) · Space: last date",
    "last": "cell: date of the newest quote (? not known) · Space: how many quotes",
}


def columns_shown(columns: range, in_all: int) -> str:
    return f"{columns.start + 1}–{columns.stop} of {in_all}"


def corner(unit: str) -> str:
    return f"actor \\ {unit}"


def shown_of(shown: int, total: int, one: str) -> str:
    """How many are shown, and how many there are where that is more."""
    return count(total, one) if shown == total else f"{shown:,} of {count(total, one)}"


def period(unit: str, asked: str) -> str:
    """A period by its name, as `date:=` takes it."""
    return f"week of {asked[:10]}" if unit == "week" else asked.replace("..", " to ")


def period_heading(unit: str, asked: str) -> str:
    """What begins with a period, or began before it: its month, year or decade."""
    return asked[:7] if unit == "week" else asked[:4]


def round_(each: Round) -> str:
    """A meeting by its format and its title, where it has one."""
    named = each.title or each.said_on
    return f"{each.format.name}, {named}" if named else each.format.name


def timeline_cell(when: str, actor: str, quotes: int, apart: int, met: Sequence[str]) -> str:
    """What is in a cell of the timeline; that none is found is never said to be silence."""
    found = _and_list(quotes)
    held = f" · {apart:,} more not placed" if apart else ""
    return f"{when} · {actor}: {found}{held}{_meetings(met)}"


def _and_list(quotes: int, otherwise: str = "") -> str:
    if not quotes:
        return " — ".join(filter(None, ("no quote found", otherwise)))
    return f"{count(quotes, 'quote')} — {LIST_THEM.format(them='it' if quotes == 1 else 'them')}"


def _meetings(met: Sequence[str]) -> str:
    return f" · met: {'; '.join(met)}" if met else ""


def timeline_legend(marks: str, most: int) -> str:
    return f"{marks[0]} few to {marks[-1]} {most:,} · . no quote found, which is not silence"


def apart(quotes: int, unit: str) -> str:
    """Of quotes that no one period holds; each counts for each of its speakers."""
    return f"not placed: {quotes:,}, whose dates are not exact to the {unit} or not known"


def matrix_cell(actor: str, format_: str, cell: MatrixCell) -> str:
    if not cell.quotes:
        return f"{actor} · {format_}: no quote found"
    last = f" · newest {cell.last}" if cell.last else ""
    by = "adjudicated by" if cell.is_adjudicated else "coded by"
    stance = f" · {cell.topic}: {cell.stance} ({by} {cell.coder})" if cell.stance else ""
    return f"{actor} · {format_}: {_and_list(cell.quotes)}{last}{stance}"


def presence_cell(actor: str, sitting: Sitting, cell: PresenceCell) -> str:
    """Someone's part in a meeting; no part held is never said to be an absence."""
    met = sitting.meeting
    parts = [
        f"{mode(each.mode)}{' (disputed)' if each.disputed else ''}"
        f"{f', {each.remark}' if each.remark else ''}"
        for each in cell.parts
    ]
    named = [met.said_on, sitting.format.name, met.title]
    where = " · ".join(each for each in named if each)
    disputed = " ! sources dispute the meeting" if met.disputes else ""
    part = "; ".join(parts) or "no part held"
    return f"{where} · {actor}: {part}{disputed} · {_and_list(cell.quotes, SHOWS_MEETING)}"


def presence_legend(there: Sequence[str], away: Sequence[str], *, has_odd: bool) -> str:
    """The letters that occur, those who were not there apart."""
    odd = ["? another mode"] if has_odd else []
    signs = "! disputed · . no part held"
    apart_ = f" | not there: {' · '.join(away)}" if away else ""
    return f"{' · '.join([*there, *odd])}{apart_} | {signs}"


def stance_letter(value: str) -> str:
    """The letter of a stance, by which it is found again in the legend."""
    return value[0] if value in STANCES else "?"


def stance_cell(actor: str, row: StanceRow, each: Coding, before: Coding | None) -> str:
    changed = f", changed from {before.value}" if each.changed and before else ""
    when = each.said_on or "date not known"
    them = f"the {count(row.quotes, 'quote')} of this row, from this one"
    by = "adjudicated by" if row.is_adjudicated else "coded by"
    return (
        f"{when} · {actor} on {row.topic}: {each.value}{changed} ({by} {row.coder}) — "
        f"{LIST_THEM.format(them=them)}"
    )


def columns_left_out(shown: int, in_all: int) -> str:
    return f"{shown} of {in_all} columns fit; a wider terminal or --csv has more."


# What an actor, a format and a meeting show. Labels have seven letters at most.

MODE_LABEL = {
    **dict.fromkeys(
        ("host", "chair", "co_chair", "mediator", "facilitator", "guarantor", "convenor"), "LED BY"
    ),
    **dict.fromkeys(("participant", "signatory"), "PRESENT"),
    **dict.fromkeys(("observer", "guest"), "GUESTS"),
    "invited": "INVITED",
    "invited_declined": "REFUSED",
    "absent": "ABSENT",
    "excluded": "BARRED",
    "represented_by": "PROXY",
}
"""What leads each mode, in the order in which they are told; modes of its own stand by INVITED."""
OTHER_MODE_LABEL = "ALSO"
INVITED = "invited (came or not isn't known)"
NO_PARTS = "No part in it is held, which does not mean that no one was there."
NO_ONE_AWAY = "no one is held as invited and declined, or as absent"
TIE_OUT = {"member_of": "member of", "part_of": "part of", "splinter_of": "split from"}
TIE_IN = {
    "member_of": "has as members",
    "part_of": "has as parts",
    "splinter_of": "from it split",
    "successor_of": "succeeded by",
    "represents": "represented by",
    "envoy_of": "has as envoys",
    "hosts": "hosted by",
    "allied_with": "allied with",
}
DISPUTED_MARK = " ! disputed"


def tie(type_: str, *, outgoing: bool) -> str:
    """What a relation says of the actors that follow."""
    if outgoing:
        return TIE_OUT.get(type_, plain(type_))
    return TIE_IN.get(type_, f"{plain(type_)} (said of it by)")


def lasted(start: str | None, end: str | None) -> str:
    """When something began and ended, as far as that is known; "" where nothing is."""
    match (start, end):
        case (None, None):
            return ""
        case (_, None):
            return f"from {start}"
        case (None, _):
            return f"until {end}"
        case _:
            return f"{start} to {end}"


def alias(each: Alias) -> str:
    """What is held about a name, behind it."""
    told = [
        " ".join(filter(None, (each.lang, each.script))),
        each.used and plain(each.used),
        lasted(each.start, each.end),
        "not confirmed" if each.verified is False else None,
    ]
    held = ", ".join(filter(None, told))
    return f" ({held})" if held else ""


OWN_ALONE = " · its own, without its bodies and people"


def said(each: Said) -> str:
    """How many quotes are held, as what, and from when to when."""
    if not each.quotes:
        return "no quote held, which is not silence"
    others = each.quotes - each.words - each.paraphrases
    parts = [
        f"{each.words:,} in words",
        count(each.paraphrases, "paraphrase"),
        f"{others:,} in a reporter's wording" if others else None,
    ]
    days = dict.fromkeys(filter(None, (each.first, each.last)))
    dated = f" · dated {' to '.join(days)}" if days else ""
    return f"{count(each.quotes, 'quote')}: {', '.join(filter(None, parts))}{dated}"


def meetings_in_mode(mode_: str, meetings_: int, disputed: int) -> str:
    doubt = f" ({disputed:,} disputed)" if disputed else ""
    return f"{mode(mode_)}: {count(meetings_, 'meeting')}{doubt}"


def and_more(more: int) -> str:
    return f" and {more:,} more"


JUDGED = {
    "same": "the same as {name}",
    "different": "not {name}",
    "unsure": "perhaps {name}",
}
"""By the verdict about an actor and another."""
