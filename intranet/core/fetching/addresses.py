"""Which network addresses are outside, so that nobody can send the server to knock at the doors of its own house.

The rule allows: what is not plainly an address of the public internet is refused. Addresses of version 6 that carry one
of version 4 inside (mapped, compatible, translated, 6to4, Teredo) are refused whatever they carry, since a router
near the server may unwrap them. Ranges: the IANA registries of special-purpose addresses.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

_PUBLIC_V6 = ip_network("2000::/3")
_NEVER_V6 = tuple(
    ip_network(text)
    for text in (
        "::/96",  # compatible
        "::ffff:0:0/96",  # mapped
        "::ffff:0:0:0/96",  # translated (SIIT)
        "64:ff9b::/96",  # NAT64
        "64:ff9b:1::/48",  # NAT64, local
        "2001::/23",  # Teredo and other protocol assignments
        "2002::/16",  # 6to4
        "3fff::/20",  # for documentation
    )
)
_NEVER_V4 = tuple(
    ip_network(text)
    for text in (
        "192.88.99.0/24",  # relays of 6to4
        "168.63.129.16/32",  # the host of a virtual machine in one large cloud
    )
)


def is_outside(text: str) -> bool:
    """Whether this numeric address, as the resolver gives it, may be reached."""
    try:
        address = ip_address(text)
    except ValueError:  # also what has a zone, which names a network card of this machine
        return False
    if isinstance(address, IPv6Address):
        return _is_public_v6(address)
    return _is_public_v4(address)


def _is_public_v4(address: IPv4Address) -> bool:
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not any(address in network for network in _NEVER_V4)
    )


def _is_public_v6(address: IPv6Address) -> bool:
    return (
        address.scope_id is None
        and address in _PUBLIC_V6
        and address.is_global
        and not address.is_multicast
        and not any(address in network for network in _NEVER_V6)
    )
