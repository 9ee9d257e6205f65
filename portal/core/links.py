"""Addresses of pages: resolved once for each name, then only the ids are filled in."""

from functools import lru_cache
from uuid import UUID

from django.urls import reverse


def link(name: str, *args: UUID | str) -> str:
    """The same as `reverse(name, args=args)`, for lists that ask for many. Texts are words of which there are few."""
    pattern = _pattern(name, tuple(None if isinstance(arg, UUID) else arg for arg in args))
    return pattern.format(*args)


@lru_cache(maxsize=2048)
def _pattern(name: str, args: tuple[str | None, ...]) -> str:
    stand_ins = [UUID(int=place + 1) if arg is None else arg for place, arg in enumerate(args)]
    address = reverse(name, args=stand_ins).replace("{", "{{").replace("}", "}}")
    for place, stand_in in enumerate(stand_ins):
        if isinstance(stand_in, UUID):
            address = address.replace(str(stand_in), f"{{{place}}}")
    return address
