"""Whether words still stand where they were found in a stored text. Pure."""

from __future__ import annotations

from storage.rows import Piece, Standing


def standing(stored_text: str | None, pieces: tuple[Piece, ...]) -> Standing:
    """What has become of the pieces of a quote in one version of a text.

    "stands" if each is at its place, "moved" if each is still somewhere in the text, else "gone";
    "none" where no text is stored, or nothing is known that could be looked for.
    """
    if stored_text is None or not pieces or any(piece.exact is None for piece in pieces):
        return "none"
    sought = [(piece, piece.exact) for piece in pieces if piece.exact is not None]
    if all(stored_text[piece.start : piece.end] == exact for piece, exact in sought):
        return "stands"
    return "moved" if all(exact in stored_text for _piece, exact in sought) else "gone"
