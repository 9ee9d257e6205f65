"""Exceptions to what a role says: more for one participant (grant), or less (denial)."""

from typing import Any

from django.conf import settings
from django.db import models
from guardian.models import UserObjectPermissionBase

from portal.core.models import Entity
from portal.spaces.models import Space


class Denial(Entity):
    """This participant may not see this object, whatever role or grant says."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    object_id = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "space", "kind", "object_id"], name="access_denial_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class ObjectGrant(UserObjectPermissionBase):
    """Base for an app's grant table: add `content_object = ForeignKey(TheModel)`.

    The table has a direct foreign key, so a grant dies with its object. It never lets in someone from outside.
    """

    class Meta(UserObjectPermissionBase.Meta):
        abstract = True
        unique_together = [["user", "permission", "content_object"]]

    content_object: Any
