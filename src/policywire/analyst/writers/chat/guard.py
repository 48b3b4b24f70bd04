"""The HTTP transport that a client library is given: it sees only replies that passed the guard.

The library writes the request and reads the reply. Between them the guard compares the request
with what was asked for, sends it under our caps (:mod:`.wire`), reads the answer with distrust
(:mod:`policywire.analyst.writers.received`), and hands on the plainest completion there is.
"""

import json
from collections.abc import Mapping

import httpx2

from policywire.analyst.writers.chat.wire import Wire
from policywire.analyst.writers.faults import ReplyRefused, WriterError
from policywire.analyst.writers.received import Received, read_reply
from policywire.analyst.writers.settings import ModelSettings

__all__ = ["Guard"]


class Guard(httpx2.AsyncBaseTransport):
    """Carries one request of a library, and keeps what came of it.

    Parameters
    ----------
    settings : ModelSettings
        Address, key and caps.
    body : Mapping of str to object
        The request that was asked for; another one is not sent.

    Attributes
    ----------
    received : Received or None
        The reply, once it passed.
    fault : WriterError or None
        Why it did not pass: libraries wrap what a transport raises.
    """

    def __init__(self, settings: ModelSettings, body: Mapping[str, object]) -> None:
        self._settings = settings
        self._body = dict(body)
        self._wire = Wire(settings)
        self.received: Received | None = None
        self.fault: WriterError | None = None

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send the request if it is the one asked for, and hand on its reply if it is one.

        Raises
        ------
        WriterError
            If the request is another, or what comes is no whole reply.
        """
        try:
            self._check(request)
            answer = await self._wire.send("POST", "/chat/completions", request.content)
            origin = self._settings.origin
            self.received = read_reply(answer.content_type, answer.body, origin)
        except WriterError as error:
            self.fault = error
            raise
        return httpx2.Response(200, json=self.received.as_completion(), request=request)

    def _check(self, request: httpx2.Request) -> None:
        """Refuse a request that the library has changed, or points elsewhere."""
        sent = json.loads(request.content)
        asked = self._body
        changed = sorted(name for name in {*sent, *asked} if sent.get(name) != asked.get(name))
        if request.url != self._wire.url("/chat/completions") or request.method != "POST":
            changed.append("address")
        if changed:
            raise ReplyRefused(
                f"The client library changed {', '.join(changed)} of the request, so it was not "
                "sent. Install the versions that constraints.txt names.",
                kind="library",
                billed=False,
            )
