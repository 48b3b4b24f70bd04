"""The address of a server: what may be one, and what may be reached over a plain connection."""

import re
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from policywire.analyst.writers.faults import SettingsRefused

__all__ = ["check_address"]

_ODD = re.compile(r"[^!-~]|\\")
_HINT = "Write something like https://models.example/v1 or http://127.0.0.1:8000/v1."


def check_address(address: str, *, allow_http: bool = False) -> None:
    """Refuse a base URL that cannot be called, or not safely.

    Raises
    ------
    SettingsRefused
        If it is no http or https address, holds a user, query or fragment, goes too far down, or
        is plain http to another machine without leave.
    """
    parts = _split(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SettingsRefused(f"The base URL is no http or https address. {_HINT}")
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise SettingsRefused(
            "The base URL holds a user, a password, a query or a fragment; none is sent. A key "
            f"goes into POLICYWIRE_LLM_API_KEY. {_HINT}"
        )
    if parts.path.rstrip("/").endswith("/chat/completions"):
        raise SettingsRefused(f"The base URL ends before /chat/completions. {_HINT}")
    if parts.scheme == "http" and not allow_http and not _loopback(parts.hostname):
        raise SettingsRefused(
            f"http://{parts.netloc} is a plain connection that leaves this machine: anybody on the "
            "way can read and change it. Use https, or set allow_http = true under [writer.model]."
        )


def _split(address: str) -> SplitResult:
    wrong = SettingsRefused(
        "The base URL cannot be read: it has a space, a character outside ASCII or no valid port. "
        f"{_HINT}"
    )
    if _ODD.search(address):
        raise wrong
    try:
        parts = urlsplit(address)
        _ = parts.port  # reading it checks it
    except ValueError:
        raise wrong from None
    return parts


def _loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
