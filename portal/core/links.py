"""Addresses of pages whose only arguments are ids: resolved once per name, then only filled in."""

from functools import cache
from uuid import UUID

from django.urls import reverse


def link(name: str, *ids: UUID) -> str:
    """The same as `reverse(name, args=ids)`; lists ask for many."""
    return _pattern(name, len(ids)).format(*ids)


@cache
def _pattern(name: str, number: int) -> str:
    stand_ins = [UUID(int=place + 1) for place in range(number)]
    address = reverse(name, args=stand_ins).replace("{", "{{").replace("}", "}}")
    for stand_in in stand_ins:
        # In the order of the address, so that format() takes them in the order of the arguments.
        address = address.replace(str(stand_in), f"{{{stand_in.int - 1}}}")
    return address
