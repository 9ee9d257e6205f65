"""Whose word counts: forwarded address and scheme are taken from named proxies only."""

import ipaddress
from collections.abc import Sequence

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class TrustedProxies:
    """Finds the real client behind a chain of trusted proxies."""

    def __init__(self, names: Sequence[str]) -> None:
        self._unix = "unix" in names
        self._networks: list[Network] = [ipaddress.ip_network(name) for name in names if name != "unix"]

    def trusts(self, address: str) -> bool:
        if not address:
            return self._unix
        try:
            parsed = ipaddress.ip_address(address)
        except ValueError:
            return False
        # A dual-stack socket writes IPv4 peers as ::ffff:10.0.0.1.
        if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped:
            parsed = parsed.ipv4_mapped
        return any(parsed in network for network in self._networks)

    def client(self, peer: str, forwarded_for: str) -> str:
        """The nearest address that is no proxy of ours; what stands left of it anybody may have written."""
        if not self.trusts(peer):
            return peer
        client = peer
        for part in reversed(forwarded_for.split(",")):
            address = part.strip()
            try:
                ipaddress.ip_address(address)
            except ValueError:
                break
            client = address
            if not self.trusts(address):
                break
        return client

    def scheme(self, peer: str, forwarded_proto: str, own: str) -> str:
        if self.trusts(peer) and forwarded_proto.strip().lower() in {"http", "https"}:
            return forwarded_proto.strip().lower()
        return own
