"""Whom and what a name means, and what is said where it means nothing or too much."""

from __future__ import annotations

import pytest

from storage import AmbiguousName, Library, UnknownName, Window, parse
from tests.builders import Records, records_of


@pytest.fixture
def talks(library: Library) -> Library:
    """Delegations of a fictional peace process, with two people of the same family name."""
    with records_of(library) as records:
        _fill(records)
    return library


def _fill(records: Records) -> None:
    records.actor("norland", kind="state", also=["NL", "Republic of Norland"])
    records.actor("norland-mfa", "Foreign Office", kind="body", part_of=["norland"])
    records.actor("norland-press", "Press Section", kind="body", part_of=["norland-mfa"])
    records.actor("kabin", "Anna Kabin", also=["Анна Кабин"])
    records.actor("ortiz-l", "Luis Ortiz")
    records.actor("ortiz-m", "Maria Ortiz", also=["M. Ortiz"])
    records.actor("wire", "Wire Service", kind="media")
    records.role("kabin-envoy", "kabin", "norland-press")
    records.role("kabin-mediator", "kabin", "wire")
    records.format("lakeside", "Lakeside talks", also=["Озёрные переговоры"])
    records.format("lakeside-2", "Second Lakeside track")
    records.meeting("lakeside-2024", "lakeside", title="First round")
    records.topic("red-lines")
    records.topic("red-lines-borders", parent="red-lines")
    records.source("wire-1", publisher="wire", domain="news.wire.example")
    records.quote("state", by="norland")
    records.quote("body", by="norland-press")
    records.quote("envoy", by="kabin", role="kabin-envoy", said_on="2025-05-13")
    records.quote("mediator", by="kabin", role="kabin-mediator", said_on="2025-05-12")
    records.quote("joint", jointly=["ortiz-l", "norland"], said_on="2025-05-11")
    records.quote(
        "there", format="lakeside", meeting="lakeside-2024", relation="said_at", source="wire-1"
    )
    records.quote("about", format="lakeside", relation="about", topics=["red-lines-borders"])
    records.quote("track", format="lakeside-2", relation="about", chain=["wire", "kabin"])
    records.tag("Guarantor", "there")
    records.tag("guard", "about")


def refs(library: Library, text: str, *, typing: bool = False) -> set[str]:
    page = library.quotes(parse(text, typing=typing).query, Window(0, 100))
    return {row.ref or "" for row in page.rows}


@pytest.mark.parametrize("name", ["kabin", "KABIN", "Кабин", "анна кабин", "Anna Kabin", "=kabin"])
def test_a_person_is_found_in_any_script(talks: Library, name: str) -> None:
    text = f'by:="{name[1:]}"' if name.startswith("=") else f'by:"{name}"'
    assert refs(talks, text) == {"envoy", "mediator"}


@pytest.mark.parametrize(("name", "ref"), [("верес", "hers"), ("veres", "hers"), ("d'arn", "his")])
def test_the_name_that_is_shown_is_enough(library: Library, name: str, ref: str) -> None:
    with records_of(library) as records:
        records.actor("envoy-1", "Ольга Верес")
        records.actor("envoy-2", "Ivo D'Arn")
        records.quote("hers", by="envoy-1")
        records.quote("his", by="envoy-2")
        records.db.execute("delete from actor_name")
    assert refs(library, f"by:{name}") == {ref}


def test_a_state_takes_in_its_bodies_and_those_who_speak_in_a_role_of_it(talks: Library) -> None:
    assert refs(talks, "by:norland") == {"state", "body", "envoy", "joint"}
    assert refs(talks, 'by:"foreign office"') == {"body", "envoy"}


def test_an_actor_alone_is_its_own_and_its_joint_statements(talks: Library) -> None:
    assert refs(talks, "by:=norland") == {"state", "joint"}


def test_a_whole_name_wins_over_names_that_hold_the_word(talks: Library) -> None:
    assert refs(talks, "by:nl") == refs(talks, "by:norland")
    assert refs(talks, 'by:"luis ortiz"') == {"joint"}


def test_a_name_that_fits_two_asks_which_is_meant(talks: Library) -> None:
    with pytest.raises(AmbiguousName) as raised:
        refs(talks, "by:ortiz")
    assert raised.value.text == (
        "by:ortiz fits 2 actors: Luis Ortiz (by:=ortiz-l), Maria Ortiz (by:=ortiz-m)."
    )
    assert raised.value.suggestions == ("by:=ortiz-l", "by:=ortiz-m")


def test_a_name_that_fits_nobody_offers_what_is_near(talks: Library) -> None:
    with pytest.raises(UnknownName) as raised:
        refs(talks, "by:kabine")
    assert raised.value.text == "by:kabine fits no actor here; did you mean by:=kabin?"
    assert raised.value.suggestions == ("by:=kabin",)


def test_a_beginning_is_a_name_only_while_it_is_typed(talks: Library) -> None:
    with pytest.raises(UnknownName):
        refs(talks, "by:kab")
    assert refs(talks, "by:kab", typing=True) == {"envoy", "mediator"}
    assert refs(talks, "by:kab*") == {"envoy", "mediator"}


def test_talks_are_all_that_begin_with_the_words_said_there_or_about_them(talks: Library) -> None:
    assert refs(talks, "in:lakeside") == {"there", "about", "track"}
    assert refs(talks, "in:озёрные") == {"there", "about"}
    assert refs(talks, "in:=lakeside") == {"there", "about"}
    assert refs(talks, "in:=lakeside-2024") == {"there"}
    assert refs(talks, 'in:"first round"') == {"there"}
    assert refs(talks, "at:lakeside") == {"there"}
    assert refs(talks, "on:lakeside") == {"about", "track"}
    assert refs(talks, "in:lak", typing=True) == {"there", "about", "track"}


def test_unknown_talks_and_topics_are_named(talks: Library) -> None:
    with pytest.raises(UnknownName, match="in:laekside fits no format or meeting here; did you"):
        refs(talks, "in:laekside")
    with pytest.raises(UnknownName, match="did you mean topic:red-lines or topic:red-lines-bo"):
        refs(talks, "topic:red-line")
    with pytest.raises(UnknownName, match="did you mean stance:red-lines/support"):
        refs(talks, "stance:red-lin/support")


def test_a_topic_takes_in_those_below_it(talks: Library) -> None:
    assert refs(talks, "topic:red-lines") == {"about"}
    assert refs(talks, "topic:borders") == {"about"}


def test_a_link_of_the_chain_is_any_or_the_outermost(talks: Library) -> None:
    assert (
        refs(talks, "via:kabin") == refs(talks, "via:wire") == refs(talks, "chain:2") == {"track"}
    )
    assert refs(talks, "via:=wire") == {"track"}
    assert refs(talks, "via:=kabin") == set()


def test_a_tag_is_meant_by_its_name_in_either_case_or_by_its_beginning(talks: Library) -> None:
    assert refs(talks, "tag:guarantor") == {"there"}
    assert refs(talks, "tag:guar*") == {"there", "about"}
    with pytest.raises(UnknownName, match="tag:guar fits no tag here"):
        refs(talks, "tag:guar")
    assert len(refs(talks, "-tag:nosuchtag")) == 8


def test_a_source_is_meant_by_its_publisher_or_its_domain(talks: Library) -> None:
    for name in ("wire", '"wire service"', "wire.example", "news.wire.example"):
        assert refs(talks, f"src:{name}") == {"there"}
    with pytest.raises(UnknownName):
        refs(talks, "src:ire.example")


def test_a_key_a_former_id_and_the_end_of_a_key_name_one_quote(talks: Library) -> None:
    key = talks.find("there")
    for name in (key, key.upper(), key[-6:], f"q-{key[-6:]}", "there"):
        assert refs(talks, f"key:{name}") == {"there"}
    with pytest.raises(UnknownName, match="key:nowhere fits no quote here"):
        refs(talks, "key:nowhere")


def test_chips_say_what_a_name_became_and_keep_what_fits_nothing(talks: Library) -> None:
    text = (
        "peace by:кабин -by:=norland in:lakeside topic:borders by:ortiz in:nowhere chain:3 is:joint"
    )
    with talks.questions() as ask:
        labels = [chip.label for chip in ask.chips(parse(text).query)]
    assert labels == [
        "by:Anna Kabin",
        "-by:Norland",
        "in:Lakeside talks +2",
        "topic:red-lines-borders",
        "by:ortiz",
        "in:nowhere",
        "chain:3",
        "is:joint",
    ]


def test_a_word_that_is_one_actors_name_offers_that_actor(talks: Library) -> None:
    with talks.questions() as ask:
        found = ask.actor_called("Кабин")
        assert found is not None
        assert (found.slug, found.name, found.quotes) == ("kabin", "Anna Kabin", 2)
        assert ask.actor_called("ortiz") is None
        assert ask.actor_called("nl") is None
        assert ask.actor_called("peace") is None


def test_an_actor_of_an_unfinished_import_is_not_meant(talks: Library) -> None:
    with records_of(talks) as records, records.in_batch("half", "loading"):
        records.actor("kabin-2", "Boris Kabin")
    assert refs(talks, "by:kabin") == {"envoy", "mediator"}
    with pytest.raises(UnknownName):
        refs(talks, "by:=kabin-2")


@pytest.mark.parametrize(
    ("typed", "ref"),
    [
        ("کابین", "his"),  # a Latin name, typed in Arabic letters
        ("فارسلي", "hers"),  # v and f are heard alike, vowels left out
        ("Zarif", "theirs"),  # a name held in Arabic letters alone
        ("ظریف جواد", "theirs"),
        ("королев", "its"),
        ("Королёв", "its"),
    ],
)
def test_a_name_is_found_as_another_script_or_spelling_writes_it(
    library: Library, typed: str, ref: str
) -> None:
    with records_of(library) as records:
        records.actor("kabin", "Omar Kabin")
        records.actor("varsali", "Lena Varsali")
        records.actor("zarif", "جواد ظريف")
        records.actor("korolyov", "Пётр Королёв")
        records.quote("his", by="kabin")
        records.quote("hers", by="varsali")
        records.quote("theirs", by="zarif")
        records.quote("its", by="korolyov")
    assert refs(library, f'by:"{typed}"') == {ref}


def test_vowels_count_where_both_are_written_with_them(library: Library) -> None:
    with records_of(library) as records:
        records.actor("kabin", "Omar Kabin", also=["عمر کابین"])
    with pytest.raises(UnknownName, match="by:kabun fits no actor here; did you mean by:=kabin"):
        refs(library, "by:kabun")
    with pytest.raises(UnknownName, match="fits no actor"):
        refs(library, "by:عم")  # two consonants are no name


@pytest.mark.parametrize("typed", ["kabni", "kabbin", "kabn", "kobin", "anan kabin"])
def test_a_slip_in_a_name_is_named_with_what_was_meant(talks: Library, typed: str) -> None:
    with pytest.raises(UnknownName) as raised:
        refs(talks, f'by:"{typed}"')
    assert raised.value.suggestions == ("by:=kabin",)
