"""The line to the server: one origin, no redirects, no proxies, a byte cap and headers of our own.

The time cap is set by the caller, around the whole exchange.
"""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

import httpx2

from policywire import __version__
from policywire.analyst.writers.faults import (
    DeadlinePassed,
    EndpointRefused,
    EndpointUnreachable,
    ReplyRefused,
    WriterError,
)
from policywire.analyst.writers.settings import ModelSettings

__all__ = ["Answer", "Wire", "run_within"]

T = TypeVar("T")
_GRACE_S = 0.5  # for the line to close after its time is up
_AGAIN = (408, 409, 425, 429, 500, 502, 503, 504, 529)
_LONGEST_SAID = 2000  # bytes of an error's body that are looked at


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back with status 200.

    Attributes
    ----------
    content_type : str
        Header of that name.
    body : bytes
        All of it, not longer than the cap.
    """

    content_type: str
    body: bytes


class Wire:
    """Sends requests to the configured origin, and nowhere else.

    Parameters
    ----------
    settings : ModelSettings
        Address, key and caps.
    """

    def __init__(self, settings: ModelSettings) -> None:
        self._settings = settings
        self._base = httpx2.URL(settings.base_url.rstrip("/"))

    def url(self, path: str) -> httpx2.URL:
        """Return the address of a path below the base URL."""
        return self._base.copy_with(path=self._base.path.rstrip("/") + path)

    async def send(self, method: str, path: str, content: bytes = b"") -> Answer:
        """Send one request and read its answer whole.

        Raises
        ------
        WriterError
            Whatever comes that is not status 200 with a body below the cap.
        """
        request = httpx2.Request(method, self.url(path), headers=self._headers(), content=content)
        secure = request.url.scheme == "https"
        transport = httpx2.AsyncHTTPTransport(
            verify=_certificates() if secure else False, trust_env=False, retries=0
        )
        try:
            async with transport:
                response = await transport.handle_async_request(request)
                return await self._read(response)
        except httpx2.HTTPError as error:
            raise self._broken(error) from None

    def _headers(self) -> dict[str, str]:
        """Return the headers, ours alone: a library's tell more of this machine than is needed."""
        key = self._settings.api_key
        return {
            "host": self._base.netloc.decode("ascii"),
            "accept": "application/json",
            "accept-encoding": "identity",  # a small body may not unfold into a large one
            "content-type": "application/json",
            "connection": "close",
            "user-agent": f"policywire/{__version__}",
        } | ({"authorization": f"Bearer {key.reveal()}"} if key else {})

    async def _read(self, response: httpx2.Response) -> Answer:
        try:
            self._check_status(response)
            body = await self._body(response, self._settings.max_reply_bytes)
        except EndpointRefused as error:
            raise await self._told(error, response) from None
        finally:
            await response.aclose()
        return Answer(response.headers.get("content-type", ""), body)

    async def _body(self, response: httpx2.Response, cap: int) -> bytes:
        encoding = response.headers.get("content-encoding", "identity").lower()
        if encoding not in ("", "identity"):
            raise ReplyRefused(
                f"{self._origin} sent a body packed as {encoding[:20]}, which was not asked for.",
                kind="encoding",
            )
        parts, size = [], 0
        async for part in response.aiter_raw():
            size += len(part)
            if size > cap:
                raise ReplyRefused(
                    f"{self._origin} sent more than {cap:,} bytes; reading stopped there. A reply "
                    "is far shorter; the cap is max_reply_bytes.",
                    kind="too_large",
                )
            parts.append(part)
        return b"".join(parts)

    def _check_status(self, response: httpx2.Response) -> None:
        status = response.status_code
        if status == httpx2.codes.OK:
            return
        if 300 <= status < 400:
            raise ReplyRefused(
                f"{self._origin} answered {status} and points to another address; it is not "
                "followed, and nothing was sent there. Put the final address into base_url.",
                kind="redirect",
                status=status,
                billed=False,
            )
        raise EndpointRefused(
            f"{self._origin} answered {status}",
            kind=f"http_{status}",
            again=status in _AGAIN,
            after_s=_seconds(response.headers.get("retry-after", "")),
            status=status,
            billed=False,
        )

    async def _told(self, error: EndpointRefused, response: httpx2.Response) -> EndpointRefused:
        """Return the error with the first words of the body, the key hidden."""
        said = b""
        async for part in response.aiter_raw():
            said += part
            if len(said) >= _LONGEST_SAID:
                break
        text = " ".join(said[:_LONGEST_SAID].decode("utf-8", errors="replace").split())
        return EndpointRefused(
            f"{error}{_colon(self.hidden(text))}. {_advice(error.status)}",
            kind=_kind(error, text),
            again=error.again,
            after_s=error.after_s,
            status=error.status,
            billed=False,
        )

    def hidden(self, text: str) -> str:
        """Return a text without the key, and without what no terminal should print."""
        key = self._settings.api_key
        shown = key.hidden_in(text) if key else text
        return "".join(letter if letter.isprintable() else "?" for letter in shown)

    def _broken(self, error: httpx2.HTTPError) -> WriterError:
        why = self.hidden(" ".join(str(error).split()))[:120] or type(error).__name__
        reached = not isinstance(error, httpx2.ConnectError | httpx2.ConnectTimeout)
        if not reached:
            return EndpointUnreachable(
                f"Nobody answers at {self._origin}: {why}. Is the server running, and base_url "
                "right? Proxies of the environment are not used.",
                kind="unreachable",
                again=True,
                billed=False,
            )
        return EndpointUnreachable(
            f"The line to {self._origin} broke before the answer was whole: {why}.",
            kind="cut",
            again=True,
        )

    @property
    def _origin(self) -> str:
        return self._settings.origin


def run_within(work: Callable[[], Coroutine[Any, Any, T]], seconds: float, origin: str) -> T:
    """Run a coroutine to its end in a thread of its own, or stop it when its time is up.

    The thread makes the call possible inside a running event loop, and keeps the deadline even
    where looking up a host's name hangs, which cannot be cancelled.

    Raises
    ------
    DeadlinePassed
        If it was not done in time.
    """

    async def within() -> T:
        async with asyncio.timeout(max(seconds, 0.0)):
            return await work()

    threads = ThreadPoolExecutor(max_workers=1)
    try:
        return threads.submit(lambda: asyncio.run(within())).result(seconds + _GRACE_S)
    except TimeoutError:
        raise DeadlinePassed(
            f"{origin} did not finish its answer within {seconds:.1f} s. Raise deadline_s under "
            "[writer.model], or ask for less.",
            kind="deadline",
        ) from None
    finally:
        threads.shutdown(wait=False)


@cache
def _certificates() -> Any:
    """Return the certificates of this machine, or of ``SSL_CERT_FILE``; they take long to load."""
    return httpx2.create_ssl_context()


def _seconds(text: str) -> float | None:
    """Return the seconds a Retry-After header names; a date there is not read."""
    return float(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _colon(text: str) -> str:
    return f": {text[:200]}" if text else ""


def _kind(error: WriterError, text: str) -> str:
    """Return the fault; a prompt too long for the model goes by several names."""
    words = ("context length", "context window", "context_length", "too long", "maximum context")
    if error.status in (400, 413, 422) and any(word in text.lower() for word in words):
        return "too_long"
    return error.kind


def _advice(status: int) -> str:
    match status:
        case 401 | 403:
            return "Check POLICYWIRE_LLM_API_KEY."
        case 404:
            return "Check base_url and model; `policywire llm check` lists the models."
        case 429:
            return "The server limits how much it serves; wait, or ask its keeper for more."
    return "Its log may say why."
