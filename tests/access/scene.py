"""What a scene is made of: the stage it is built on and the calls it makes. The format is told in test_matrix.py."""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.people.models import Organisation
from portal.spaces.models import Space
from tests.conftest import Cast


@dataclass(frozen=True)
class Stage:
    """What every scene starts from: the cast, and the spaces of the main project and of the rival's."""

    cast: Cast
    kymi: Organisation
    aava: Organisation
    brattsund: Organisation
    aurora: Space
    borealis: Space


Data = Mapping[str, Any] | list[Any]


@dataclass(frozen=True)
class Call:
    """One row of the table as a request.

    route: the name Django resolves, "projects:room" or "api_project".
    kwargs: of the address; every UUID among them is replaced to ask for an unknown id.
    data: form fields (page), JSON (API), or a function that makes them (files are read only once).
    case: tells two rows of one route apart, e.g. "commercial" and "technical".
    """

    method: str
    route: str
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    data: Data | Callable[[], Data] | None = None
    case: str = ""
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str, str]:
        return (self.method, self.route, self.case)


Build = Callable[[Stage], list[Call]]
_scenes: dict[str, Build] = {}


def scene(name: str) -> Callable[[Build], Build]:
    """Registers a function that builds the objects of one scene and returns the calls on them."""

    def keep(build: Build) -> Build:
        if name in _scenes:
            raise ValueError(f"two scenes are called {name}")
        _scenes[name] = build
        return build

    return keep


def scenes() -> dict[str, Build]:
    package = importlib.import_module("tests.access.scenes")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{module.name}")
    return dict(_scenes)
