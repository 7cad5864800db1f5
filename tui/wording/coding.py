"""What is said about coding with others: samples, who is done, how far they agree."""

from __future__ import annotations

from storage.analyst import Agreement, CodingSample, Disagreement, SampleAgreement
from tui.wording import count
from tui.wording.codes import value

SAMPLE_EXAMPLES = """\b
Examples:
  peace-tui sample draw tone in:moscow --size 40 --topic reconciliation --coder ada --coder ben
  peace-tui sample list
  peace-tui sample code tone
  peace-tui sample done tone
"""
AGREE_EXAMPLES = """\b
Examples:
  peace-tui agree
  peace-tui agree tone --json
"""
ADJUDICATE_EXAMPLES = """\b
Examples:
  peace-tui adjudicate q0014 reconciliation conditional --why 'the second sentence limits it'
  peace-tui adjudicate q0014 reconciliation nothing
"""
NO_SAMPLES = (
    "No sample is drawn yet. `peace-tui sample draw NAME QUERY --topic T --coder LOGIN` draws one."
)
SAMPLE_NAMELESS = "Which sample? Give its name; `peace-tui sample list` lists them."
DRAW_NEEDS = "A sample needs topics (--topic) and coders (--coder). Nothing was drawn."
ADD_NEEDS = "Who is to code too? Give their logins with --coder. Nothing was changed."
NOTHING_TO_COMPARE = "No topic is coded by two people in the same quote yet, as far as you may see."
UNDEFINED = {
    "too few": "no alpha: no quote is coded by two yet",
    "one value": "no alpha: only one value occurs, so nothing could differ",
}
SCALE = "alpha: 1 full agreement, 0 what chance gives; .80 is the usual mark, .667 the least"


def sample_line(sample: CodingSample) -> str:
    """A sample on one line."""
    of = f"{count(sample.quotes, 'quote')} of {sample.query or 'all'}"
    return f"{sample.name} · {of} · {topics(sample)} · seed {sample.seed} · {progress(sample)}"


def topics(sample: CodingSample) -> str:
    return ", ".join(topic.slug for topic in sample.topics)


def progress(sample: CodingSample) -> str:
    """How far each coder is."""
    return ", ".join(
        f"{coder.login} {'done' if coder.is_done else ''}{' ' * coder.is_done}"
        f"{coder.coded}/{sample.tasks}"
        for coder in sample.coders
    )


def waiting(sample: CodingSample) -> str:
    """Why nothing is said of agreement yet."""
    return (
        f"{sample.name} is still being coded: {progress(sample)}. How far you agree shows when "
        "all are done, so that no one codes by what others wrote."
    )


def so_far(sample: CodingSample) -> str:
    return (
        f"So far: {', '.join(sample.at_work)} {'is' if len(sample.at_work) == 1 else 'are'} at it."
    )


def figure(number: float) -> str:
    """An alpha: two decimals, no zero before the point."""
    text = f"{number:.2f}"
    return text.replace("0.", ".", 1) if text.lstrip("-").startswith("0.") else text


def alpha(found: Agreement) -> str:
    """Alpha with its interval, or why there is none."""
    if found.alpha is None:
        return UNDEFINED[found.undefined or "too few"]
    low_high = found.interval
    interval = f" ({figure(low_high[0])} to {figure(low_high[1])})" if low_high else ""
    return f"alpha {figure(found.alpha)}{interval}"


def agreed(found: Agreement) -> str:
    """What alpha rests on."""
    observed = "" if found.observed is None else f" · {found.observed:.0%} of codes agree"
    return f"{count(found.units, 'quote')} coded by two or more{observed}"


def mixed_up(found: Agreement) -> str:
    """Which values met in the same quote, the differing ones first."""
    pairs = sorted(found.pairs, key=lambda each: (each[0][0] == each[0][1], -each[1], each[0]))
    return " · ".join(
        f"{value(one)} {times}" if one == other else f"{value(one)}/{value(other)} {times}"
        for (one, other), times in pairs
    )


def codes(each: Disagreement) -> str:
    """All coders' values side by side, with the versions where they differ."""
    return " · ".join(code_lines(each))


def code_lines(each: Disagreement) -> list[str]:
    """Each coder's value."""
    return [
        f"{code.coder}: {value(code.value)}"
        + (f", {code.frame}" if code.frame else "")
        + (f" (definition {code.version or 'not known'})" if each.versions_differ else "")
        for code in each.codes
    ]


def settled(each: Disagreement) -> str:
    """What settles it, and who."""
    if each.adjudicated is None:
        return "open"
    return f"{value(each.adjudicated.value)}, adjudicated by {each.adjudicated.coder}"


# On the screen.

NO_SAMPLES_YET = "No sample is drawn yet: `:` and `draw a sample` draws one from this search."
CODE = "CODE {name}"
CODE_WHICH = "CODE WHICH SAMPLE"
COMPARE_WHICH = "WHOSE CODES"
ALL_CODERS = "all coders, all topics"
ALL_CODERS_MORE = "Whatever is coded by two people in the same quote, in a sample or not."
NOT_DEFINED = "no definition yet"
NOT_CODED = "not coded yet"
CODE_KEYS = ("⏎ save and next", "letters choose", "← → others", "PgDn more", "Esc close")
END_KEYS = ("⏎ I am done", "← back", "Esc close")
SETTLE = "SETTLE {topic}"
SETTLE_KEYS = ("⏎ settle", "letters choose", "Tab why", "Esc nothing")
WHY_KEYS = ("⏎ settle", "Tab codes", "Esc nothing")
DRAW = "DRAW A SAMPLE"
DRAW_KEYS = "⏎ next, at last draw · Tab completes · S-Tab back · Esc nothing"
FIELDS = ("name", "topics", "coders", "quotes", "seed")
HINTS = (
    "What it is called.",
    "What to code on: {topics}",
    "Who codes: logins, with a space between.",
    "How many quotes are drawn.",
    "The same seed draws the same quotes again.",
)
USUAL_SIZE = 50
TOPICS_OFFERED = 6
NAME_MISSING = "It needs a name."
TOPICS_MISSING = "It needs a topic to code on."
TOPIC_UNKNOWN = "No topic is called {topic}."
CODERS_MISSING = "It needs coders."
SIZE_WRONG = "How many quotes is a number from 1 on."
SEED_WRONG = "A seed is a whole number."


def place(number: int, tasks: int, left: int) -> str:
    """Where one is."""
    return f"{number:,}/{tasks:,} · {left:,} to do"


def all_coded(left: int) -> str:
    return f"{left:,} to do" if left else "all coded"


def ending(sample: CodingSample, left: int) -> str:
    """What it means to be done."""
    missing = f"{left:,} are not coded and will be missing. " if left else "All are coded. "
    return (
        f"{missing}When you are done, and the others are, everybody sees everybody's codes of "
        f"{sample.name}, and how far they agree. It can be undone."
    )


def kept(code: str) -> str:
    return f"yours: {code}"


def drawn_from(quotes: int, query: str) -> str:
    """From what a sample is drawn."""
    return (
        f"From {count(quotes, 'quote')} found by {query}."
        if query
        else (f"From all {count(quotes, 'quote')} of the library.")
    )


def hint(line: int, topics_: list[str]) -> str:
    """What to type in a line of the form."""
    more = " …" if len(topics_) > TOPICS_OFFERED else ""
    return HINTS[line].format(topics=f"{', '.join(topics_[:TOPICS_OFFERED])}{more}")


def agreement_of(found: SampleAgreement) -> str:
    return f"AGREEMENT in {found.sample.name}" if found.sample else "AGREEMENT of all coders"
