"""Builders of projects: straight rows for arranging; what is under test goes through the services."""

from typing import Any

from portal.spaces.models import Space
from sales_module.projects.models import Project


def make_project(space: Space, **values: Any) -> Project:
    return Project.objects.create(**{"space": space, "name": "New board machine", **values})
