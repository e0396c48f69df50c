"""Where a webhook may be sent: outside, and nowhere inside. Looked at when it is named and at every send."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import httpx2

from chassis.errors import Refused

Ip = IPv4Address | IPv6Address
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
RULE = "docs/how-to/after-notifying.md: webhooks"
RESOLVE_S_MAX = 5
NOT_PUBLIC = tuple(
    IPv6Network(one)
    for one in ("64:ff9b::/96", "64:ff9b:1::/48", "2001::/32", "2002::/16", "::/96", "fec0::/10")
)
"""What carries an IPv4 address within (NAT64, Teredo, 6to4, compatible), and the site-local of old."""


@dataclass(frozen=True)
class Target:
    """Where to connect, and what to say there: the address that was looked at is the one that is used."""

    url: str
    host: str
    host_header: str


async def resolve(host: str, port: int) -> list[str]:
    """All addresses of a host; raises OSError."""
    loop = asyncio.get_running_loop()
    async with asyncio.timeout(RESOLVE_S_MAX):
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class Guard:
    """``strict`` where it is earnest: https alone, and no address of a private network."""

    def __init__(self, *, strict: bool, look_up: Resolve = resolve) -> None:
        """``look_up`` gives the addresses of a host."""
        self._strict, self._look_up = strict, look_up

    async def target(self, url: str) -> Target:
        """Where a hint goes; raises Refused for where none may go."""
        parts = _parts(url)
        if self._strict and parts.scheme != "https":
            raise _refused("Only https is possible here.")
        host = parts.hostname or ""
        port = parts.port or (443 if parts.scheme == "https" else 80)
        try:
            found = await self._look_up(host, port)
        except (OSError, TimeoutError, UnicodeError):
            raise _refused("The name of this host is not known.") from None
        addresses = [_plain(ip_address(one.partition("%")[0])) for one in found]
        if not addresses or (self._strict and any(is_inside(one) for one in addresses)):
            raise _refused("This host has an address that is not on the public internet.")
        first = addresses[0]
        shown = f"[{first}]" if isinstance(first, IPv6Address) else str(first)
        where = parts._replace(netloc=f"{shown}:{port}")
        return Target(urlunsplit(where), host, parts.netloc)


def _parts(url: str) -> Any:
    try:
        parts = urlsplit(
            str(httpx2.URL(url))
        )  # a host in other letters becomes what DNS and HTTP know
        known = parts.scheme in ("https", "http") and bool(parts.hostname) and parts.port != 0
    except (ValueError, httpx2.InvalidURL):
        known = False
    if not known:
        raise _refused("Give an address as in https://system.example/hints.")
    if parts.username or parts.password or parts.fragment:
        raise _refused("The address may hold neither a name and password nor a fragment.")
    return parts


def is_inside(address: Ip) -> bool:
    """Whether an address belongs to this machine, a private network, or nobody."""
    carried = isinstance(address, IPv6Address) and any(address in one for one in NOT_PUBLIC)
    return carried or not address.is_global or address.is_multicast


def _plain(address: Ip) -> Ip:
    """An IPv4 address may be written as IPv6."""
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def _refused(reason: str) -> Refused:
    return Refused(reason, RULE, "/url", "webhook_address")
