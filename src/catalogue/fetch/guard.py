"""Which addresses may be contacted: a judgement on a numeric address and a port, nothing else.

Belongs here: the networks that are not the public internet. Does not belong here: names, looking them
up, or connecting; the judgement is passed on the very address a connection is about to use, because a
name may answer differently a moment later.

The rule is an allow-list: global unicast, ports 80 and 443. The standard library's own view of what is
global is not enough (it passes mapped, translated, multicast and several reserved addresses), so an
address must pass both it and the lists below.
"""

import ipaddress
from collections.abc import Collection

PORTS = frozenset({80, 443})
"""The only ports that are contacted."""

_NOT_PUBLIC_4 = tuple(
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # carriers' own
        "127.0.0.0/8",  # loopback
        "169.254.0.0/16",  # link-local, cloud metadata
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # multicast tunnels
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved and broadcast
    )
)
# Everything outside 2000::/3 is refused: loopback, mapped and compatible IPv4, both NAT64 prefixes,
# unique-local, link-local, site-local, multicast, segment routing.
_GLOBAL_6 = ipaddress.IPv6Network("2000::/3")
_NOT_PUBLIC_6 = tuple(
    ipaddress.IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments, Teredo among them
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: an IPv4 address in disguise
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation
    )
)
_ISATAP = frozenset({0x00005EFE, 0x02005EFE})


def refusal(address: str, port: int, allowed: Collection[tuple[str, int]] = ()) -> str | None:
    """Judge a socket address before a connection is made to it.

    Args:
        address: Numeric IPv4 or IPv6 address, with or without a zone.
        port: Port, 0 to 65535.
        allowed: Pairs of address (plain form) and port that may be contacted although they are private.

    Returns:
        None where it may be contacted, else a plain sentence that says why not.
    """
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return f"{address!r} is not a numeric address."
    if (str(parsed), port) in allowed:
        return None
    if not is_public(parsed):
        return f"{parsed} is a private or reserved address."
    if port not in PORTS:
        return f"Port {port} is not one that web pages are served on."
    return None


def is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Whether an address is global unicast.

    Args:
        address: The address.

    Returns:
        True only where neither the lists here nor the standard library object.
    """
    if not address.is_global or address.is_multicast or address.is_reserved or address.is_unspecified:
        return False
    if isinstance(address, ipaddress.IPv4Address):
        return not any(address in network for network in _NOT_PUBLIC_4)
    if address not in _GLOBAL_6 or any(address in network for network in _NOT_PUBLIC_6):
        return False
    return (int(address) >> 32) & 0xFFFFFFFF not in _ISATAP
