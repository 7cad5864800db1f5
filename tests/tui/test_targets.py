"""What a line names can be gone to: each name in it carries the record that it stands for."""

from __future__ import annotations

from pathlib import Path

from storage import EVERYTHING, Library, open_library
from tests.builders import records_of
from tui.formatting import Line, Span, Target, detail_lines, text_of
from tui.widgets.marked_text import wrapped


def named(lines: list[Line]) -> dict[Target, str]:
    return {each.names: each.text for line in lines for each in line if each.names}


def test_every_record_that_a_quote_names_is_named_by_its_target(library: Library) -> None:
    with records_of(library) as records:
        for slug in ("lee", "kim", "agency", "ministry", "guest"):
            records.actor(slug, kind="person" if slug in {"lee", "kim"} else "media")
        records.role("post", "lee", "ministry")
        records.format("lakeside")
        records.meeting("first", "lakeside", title="First round")
        records.topic("truce")
        records.source("paper", publisher="agency")
        quote = records.quote(
            "q1",
            jointly=("lee", "kim"),
            role="post",
            to=("guest",),
            chain=("agency",),
            format="lakeside",
            meeting="first",
            source="paper",
            topics=("truce",),
        )
        other = records.quote("q2", by="kim")
        records.link("q2", "answers", "q1")
        records.tag("truces", "q1")
    lines = detail_lines(library.quote(quote), EVERYTHING)
    told = named(lines)
    assert {(each.kind, each.slug_or_key) for each in told} == {
        *(("actor", slug) for slug in ("lee", "kim", "agency", "ministry", "guest")),
        ("format", "lakeside"),
        ("meeting", "first"),
        ("topic", "truce"),
        ("source", "paper"),
        ("tag", "truces"),
        ("quote", other),
    }
    assert told[Target("meeting", "first")] == "First round"
    assert told[Target("tag", "truces")] == "#truces"


def test_wrapping_keeps_what_is_named_and_every_letter(sample: Path) -> None:
    with open_library(sample) as library:
        lines = detail_lines(library.quote(library.find("q0003")), EVERYTHING)
    for line in lines:
        pieces = [each for part in wrapped(line, 24) for each in part]
        assert {each.names for each in pieces if each.text.strip()} == {
            each.names for each in line if each.text.strip()
        }
        assert "".join(text_of(pieces).split()) == "".join(text_of(line).split())


def test_a_comma_never_parts_from_the_name_before_it() -> None:
    name = Span("Lee Kim", names=Target("actor", "lee-kim"))
    lines = wrapped((name, Span(", envoy")), 9)
    assert [text_of(line) for line in lines] == ["Lee Kim, ", "  envoy"]
    assert [text_of(line) for line in wrapped((name, Span(", envoy")), 7)] == [
        "Lee ",
        "  Kim, ",
        "  envoy",
    ]
