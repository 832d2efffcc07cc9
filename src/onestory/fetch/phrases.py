"""Every sentence this room says of a request: fixed wording, slots take numbers only."""

from __future__ import annotations

PHRASES: dict[str, str] = {
    # The guard: the address must not be asked.
    "url": "This is not a web address.",
    "scheme": "Only http and https addresses are read.",
    "credentials": "Addresses with a user name or password are not read.",
    "port": "Port {port} is not read.",
    "network-this": "The host leads to the unspecified network.",
    "network-private": "The host leads to a private network.",
    "network-shared": "The host leads to a carrier's shared network.",
    "network-loopback": "The host leads to this machine itself.",
    "network-link-local": "The host leads to a link-local network.",
    "network-metadata": "The host leads to a cloud provider's metadata service.",
    "network-protocol": "The host leads to a network set aside for protocols.",
    "network-documentation": "The host leads to a network set aside for documentation.",
    "network-benchmark": "The host leads to a network set aside for benchmarks.",
    "network-relay": "The host leads to an address that stands for another one.",
    "network-multicast": "The host leads to a multicast group.",
    "network-reserved": "The host leads to a reserved network.",
    # The network.
    "dns": "The host name could not be found.",
    "dns-again": "The name server did not answer.",
    "connect": "No connection could be made.",
    "certificate": "The server's certificate could not be trusted.",
    "tls": "The secure connection could not be made.",
    "connect-timeout": "The server did not accept a connection in time.",
    "read-timeout": "The server stopped sending.",
    "total-timeout": "The answer took too long.",
    "reset": "The connection was closed before the answer was complete.",
    "protocol": "The answer was not valid HTTP.",
    "resting": "This host failed several times in a row; it is left alone for {minutes} minutes.",
    "closed": "The client is closed.",
    # The answer.
    "too-large": "The answer is larger than {limit} bytes.",
    "too-large-unpacked": "The answer unpacks to more than {limit} bytes.",
    "coding": "The answer is packed in a way that is not supported.",
    "damaged": "The answer could not be unpacked.",
    # Redirects.
    "redirect-nowhere": "The server redirects without saying where to.",
    "redirect-loop": "The server redirects in a circle.",
    "redirect-many": "The server redirects more than {limit} times.",
    "redirect-downgrade": "The server redirects from https to http.",
    # robots.txt.
    "robots-absent": "There is no robots.txt (status {status}).",
    "robots-unreachable": "robots.txt could not be read (status {status}).",
    "robots-no-answer": "robots.txt could not be read.",
    "robots-no-rule": "No rule of robots.txt forbids this address.",
}


def say(key: str, **numbers: float) -> str:
    """The sentence `key` with its numbers filled in."""
    return PHRASES[key].format(**numbers)
