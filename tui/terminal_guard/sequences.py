"""The few sequences that the program itself sends, and the addresses that may stand in one."""

from __future__ import annotations

import re
from typing import Final

WEB_ADDRESS: Final = re.compile(r"https?://[!-~]+")
"""In printable ASCII, so that nothing in it ends a sequence or hides."""
CLIPBOARD_ROOM: Final = 75_000  # bytes of base64; xterm and others drop what is longer
MOUSE_OFF: Final = "\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l"
MOUSE_ON: Final = "\x1b[?1000h\x1b[?1003h\x1b[?1015h\x1b[?1006h"  # as Textual sends it


def to_clipboard(text: str, *, in_tmux: bool) -> str | None:
    """What asks the terminal to keep a text (OSC 52); None where it is too long for that.

    A tmux that keeps clipboards for itself takes the one, and hands the other on to its terminal
    where it is allowed to.
    """
    import base64  # noqa: PLC0415  # seldom needed

    coded = base64.b64encode(text.encode()).decode()
    if len(coded) > CLIPBOARD_ROOM:
        return None
    asked = f"\x1b]52;c;{coded}\x07"
    return f"{asked}\x1bPtmux;\x1b{asked}\x1b\\" if in_tmux else asked


def web_address(text: str) -> str | None:
    """The address as it is sent and opened; None where it is not one of the web.

    Letters of other scripts are percent-encoded; a host in them is not taken, as it may only look
    like another.
    """
    from urllib.parse import quote, urlsplit  # noqa: PLC0415  # seldom needed

    try:
        scheme, host, *_ = urlsplit(text)
    except ValueError:
        return None
    if scheme not in {"http", "https"} or not host or not host.isascii() or not text.isprintable():
        return None
    coded = quote(text, safe="".join(map(chr, range(0x21, 0x7F))))
    return coded if " " not in text and WEB_ADDRESS.fullmatch(coded) else None
