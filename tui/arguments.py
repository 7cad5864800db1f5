"""How the words of a command line are told apart: options, a library, a verb, its own words."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path
from typing import Final, cast

import click

from tui import wording

END_OF_OPTIONS: Final = "--"
WHOLE: Final = 500  # letters, of which no sentence has as many


class Verb(click.Command):
    """A verb. Only whole options are options; `-tag:draft`, `-b` and `-5` are its own words."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        options, words = self._told_apart(ctx, args)
        left = super().parse_args(ctx, [*options, END_OF_OPTIONS, *words])
        values: list[object] = [*words, *ctx.params.values()]
        if not all(map(_is_text, values)):
            raise click.UsageError(wording.NO_TEXT_WORD, ctx)
        return left

    def _told_apart(self, ctx: click.Context, args: list[str]) -> tuple[list[str], list[str]]:
        """The options with their values, and the words; after `--` all are words."""
        flags, valued = _options(self.get_params(ctx))
        options: list[str] = []
        words: list[str] = []
        left = iter(args)
        for word in left:
            if word == END_OF_OPTIONS:
                words += left
            elif word in valued:
                value = next(left, None)
                if value is None:
                    raise click.BadOptionUsage(word, wording.VALUE_MISSING.format(option=word), ctx)
                options += (word, value)
            elif word in flags or word.startswith(END_OF_OPTIONS):
                options.append(word)
            else:
                words.append(word)
        return options, words


class VerbsOrLibrary(click.Group):
    """The program itself: a first word that is a verb is a verb, any other is a library's path."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, self._with_library_named(ctx, args))

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002  # not needed here
        formatter: click.HelpFormatter,
    ) -> None:
        """Each verb with its whole sentence, on as many lines as that takes."""
        with formatter.section("Commands"):
            verbs = sorted(self.commands.items())
            formatter.write_dl([(name, verb.get_short_help_str(WHOLE)) for name, verb in verbs])

    def _with_library_named(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The same arguments, with the path of a library written as an option."""
        _flags, valued = _options(self.get_params(ctx))
        left = iter(enumerate(args))
        for place, word in left:
            if word in valued:
                next(left, None)
            elif not word.startswith("-"):
                if word in self.commands:
                    return args
                self._refuse_misspelt_verb(ctx, word)
                return [*args[:place], "--library", word, *args[place + 1 :]]
        return args

    def _refuse_misspelt_verb(self, ctx: click.Context, word: str) -> None:
        """A bare word makes no library: it is more likely to be a verb that is not there."""
        path = Path(word)
        if path.name != word or path.suffix or path.exists():
            return
        near = difflib.get_close_matches(word, self.commands, 1)
        raise click.UsageError(wording.no_such_verb(word, near), ctx)


def _options(parameters: Iterable[click.Parameter]) -> tuple[set[str], set[str]]:
    """How the options without and with a value are written."""
    flags: set[str] = set()
    valued: set[str] = set()
    for each in parameters:
        if isinstance(each, click.Option):
            (flags if each.is_flag or each.count else valued).update(each.opts)
    return flags, valued


def _is_text(value: object) -> bool:
    """Whether the bytes of words were UTF-8: Python keeps those that weren't as surrogates.

    Paths may be any bytes.
    """
    if isinstance(value, tuple):
        return all(map(_is_text, cast("tuple[object, ...]", value)))
    return not isinstance(value, str) or not any("\ud800" <= letter <= "\udfff" for letter in value)
