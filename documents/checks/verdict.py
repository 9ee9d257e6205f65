"""What a check can say."""

from dataclasses import dataclass, field
from typing import NoReturn


class Refused(Exception):
    """The file may not be stored; `reason` is a value of documents.choices.Refusal."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def refuse(reason: str) -> NoReturn:
    raise Refused(reason)


@dataclass
class Notes:
    """flags: values of documents.choices.Flag, gathered on the way."""

    flags: set[str] = field(default_factory=set)


class Budget:
    """How many unpacked bytes a file may have in all, over every archive inside it."""

    def __init__(self, most: int) -> None:
        self.left = most

    def spend(self, count: int) -> None:
        self.left -= count
        if self.left < 0:
            refuse("too_big_inside")
