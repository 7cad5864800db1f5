"""Taking a quote away: copies of it, its addresses, a plain screen to select from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from textual.message import Message

from storage import QuoteDetail
from tui import copies, wording
from tui.commands.catalogue import PLAIN_VIEW
from tui.gateway.machine import Machine
from tui.messages import AddressNotOpened, ClipboardAnswered
from tui.panes.status_line import StatusLine
from tui.screens.stage import Stage
from tui.terminal_guard.sequences import CLIPBOARD_ROOM, to_clipboard, web_address
from tui.wording import handling as said

ADDRESS_OF: Final[dict[str, Callable[[QuoteDetail], str | None]]] = {
    "open_source": copies.address,
    "open_archive": copies.archived,
}


class Taking:
    """Does one of these commands with the quotes that it is given."""

    def __init__(
        self,
        stage: Stage,
        machine: Machine,
        status: StatusLine,
        post: Callable[[Message], object],
    ) -> None:
        self._stage = stage
        self._machine = machine
        self._status = status
        self._post = post

    def take(self, command_id: str, details: Sequence[QuoteDetail], log: str) -> None:
        """Of the quotes as they were in that state of the log, which goes along with citations."""
        if command_id == PLAIN_VIEW:
            self._show_plain(copies.joined("copy_quote", details) or "")
        elif command_id in ADDRESS_OF:
            self._take_address(command_id, details[0])
        else:
            self._take_copy(command_id, details, log)

    def _take_copy(self, command_id: str, details: Sequence[QuoteDetail], log: str) -> None:
        leaves = copies.leaving_by(command_id, details)
        left_out = said.left_out(leaves.quotes_left_out, leaves.notes_left_out)
        if not leaves.quotes:
            self._status.tell(said.ALL_LEFT_OUT.format(left_out=left_out), is_trouble=True)
            return
        taken = copies.joined(command_id, leaves.quotes, log)
        if taken is None:
            self._status.tell(wording.NOT_RECORDED[command_id])
            return
        number = len(leaves.quotes)
        is_one = number == 1
        what = wording.TAKEN[command_id] if is_one else wording.taken_many(command_id, number)
        if left_out:
            what = said.LEFT_OUT.format(said=what, left_out=left_out)
        self._copy(taken, what)

    def _take_address(self, command_id: str, detail: QuoteDetail) -> None:
        address = ADDRESS_OF[command_id](detail)
        if address is None:
            self._status.tell(wording.NOT_RECORDED[command_id])
        else:
            self._show_address(address, wording.TAKEN[command_id])

    def answered(self, answer: ClipboardAnswered) -> None:
        """A clipboard of this machine took a text; where it did not, the terminal may."""
        if answer.is_taken:
            self._status.tell(wording.COPIED.format(what=answer.what))
        else:
            self._send(answer.text, answer.what)

    def not_opened(self, address: str) -> None:
        self._status.tell(wording.NOT_OPENED.format(address=address), is_trouble=True)

    def _copy(self, text: str, what: str) -> None:
        clipboard = self._machine.clipboard()
        if clipboard is None:
            self._send(text, what)
        else:
            self._machine.hand_over(
                text,
                clipboard,
                lambda is_taken: self._post(ClipboardAnswered(text, what, is_taken=is_taken)),
            )

    def _send(self, text: str, what: str) -> None:
        """Ask the terminal to keep it, which gets no answer."""
        if not self._machine.knows_sequences:
            self._status.tell(wording.NO_CLIPBOARD, is_trouble=True)
            return
        sequence = to_clipboard(text, in_tmux=self._machine.in_tmux)
        if sequence is None:
            self._status.tell(wording.TOO_LONG.format(room=CLIPBOARD_ROOM), is_trouble=True)
        else:
            self._stage.send(sequence)
            self._status.tell(wording.SENT.format(what=what))

    def _show_address(self, address: str, what: str) -> None:
        from tui.screens.address import AddressBox, Wish  # noqa: PLC0415  # most runs open none

        link = web_address(address)
        browser = self._machine.browser(link) if link else None
        said = "" if browser else wording.NO_WEB_ADDRESS if link is None else wording.NO_BROWSER

        def answer(wish: Wish | None) -> None:
            if wish == "copy":
                self._copy(address, what)
            elif wish == "open" and browser:
                self._machine.show(browser, partial(self._opened, address))

        shown_link = link if self._machine.knows_sequences else None
        self._stage.open_box(AddressBox(self._stage, what, address, shown_link, said), answer)
        if not browser:
            self._copy(address, what)

    def _opened(self, address: str, is_shown: bool) -> None:  # noqa: FBT001
        if not is_shown:
            self._post(AddressNotOpened(address))

    def _show_plain(self, text: str) -> None:
        from tui.screens.plain_view import PlainView  # noqa: PLC0415  # most runs open none

        self._stage.open_box(PlainView(self._stage, text), lambda _: None)
