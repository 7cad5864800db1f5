"""Names with a slip or two are found again, and none that is too far."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from storage.names import name_key, nearest

letters = st.characters(min_codepoint=ord("a"), max_codepoint=ord("z"))


def words(min_size: int) -> st.SearchStrategy[str]:
    return st.text(letters, min_size=min_size, max_size=12)


@st.composite
def slips(draw: st.DrawFn, word: str) -> str:
    """A word with one letter left out, put in, changed, or two swapped; its first one stays."""
    place = draw(st.integers(1, len(word) - 1))
    start, rest = word[:place], word[place:]
    return draw(
        st.sampled_from(
            (
                start + rest[1:],
                start + draw(letters) + rest,
                start + draw(letters) + rest[1:],
                start[:-1] + rest[0] + start[-1] + rest[1:],
            )
        )
    )


@given(st.data(), words(5), st.lists(words(3), max_size=5))
def test_a_name_with_one_slip_is_among_the_nearest(
    data: st.DataObject, word: str, others: list[str]
) -> None:
    typed = data.draw(slips(word))
    found = nearest(typed, [f"anna {word}", *others], most=10)
    assert f"anna {word}" in found


@given(st.data(), words(8), letters, letters)
def test_a_long_name_may_have_two(data: st.DataObject, word: str, one: str, other: str) -> None:
    first = data.draw(st.integers(1, len(word) - 2))
    second = data.draw(st.integers(first + 1, len(word) - 1))
    typed = word[:first] + one + word[first + 1 : second] + other + word[second + 1 :]
    assert nearest(typed, [word], most=1) == [word]


@given(words(1), st.lists(words(1), max_size=5))
def test_a_name_that_is_there_is_nearest_to_itself(word: str, others: list[str]) -> None:
    assert nearest(word, [*others, word], most=1) == [word]


@given(st.text())
def test_a_key_is_its_own_key(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)
