"""The supplier's relationship with one customer."""

from django.db import models

from portal.spaces.models import Space


class Account(models.Model):
    """What stands behind a space of kind "account"; only people of the supplier take part in it."""

    space = models.OneToOneField(Space, on_delete=models.CASCADE, primary_key=True, related_name="account")
    created = models.DateTimeField(auto_now_add=True, editable=False)

    def __str__(self) -> str:
        return str(self.pk)
