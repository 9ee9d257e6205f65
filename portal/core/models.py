"""Shapes every table shares, and the record of answered writes."""

from typing import Any, Self, TypeVar
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction

from portal.core.errors import InvalidInput, NotVisible, StaleVersion
from portal.core.ids import uuid7

M = TypeVar("M", bound=models.Model)


class Entity(models.Model):
    """A row with a UUIDv7 key and its time of making."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    created = models.DateTimeField(auto_now_add=True, editable=False)

    class Meta:
        abstract = True


class Versioned(models.Model):
    """A row people edit: a save names the version it was based on."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def check_version(self, expected: int) -> None:
        """Raises StaleVersion when someone saved since `expected` was read. Call under a lock."""
        if self.version != expected:
            raise StaleVersion(current=self)

    def save_next_version(self, *, fields: list[str]) -> None:
        self.version += 1
        self.save(update_fields=[*fields, "version"])


def check_fields(row: models.Model, *names: str) -> None:
    """Checks the named fields as their columns say: length, choices, form. Raises: InvalidInput naming the field."""
    others = [field.name for field in row._meta.fields if field.name not in names]
    try:
        row.clean_fields(exclude=others)
    except ValidationError as error:
        raise InvalidInput(fields=error.message_dict) from error


class Imported(models.Model):
    """A row that may have come from another system; the pair finds it again when the import is repeated."""

    import_source = models.CharField(max_length=40, blank=True, editable=False)
    import_key = models.CharField(max_length=120, blank=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["import_source", "import_key"],
                condition=~models.Q(import_key=""),
                name="%(app_label)s_%(class)s_import_key",
            )
        ]


class AmountField(models.DecimalField):
    """Money amount: NUMERIC(14,2)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_digits"], kwargs["decimal_places"] = 14, 2
        super().__init__(*args, **kwargs)


class UnitPriceField(models.DecimalField):
    """Price for a base quantity: NUMERIC(15,4)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_digits"], kwargs["decimal_places"] = 15, 4
        super().__init__(*args, **kwargs)


def lock(model: type[M], pk: UUID) -> M:
    """The row, locked until the transaction ends (SQLite: the IMMEDIATE transaction is the lock).

    Raises: NotVisible: no such row.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("lock() needs a transaction")
    row = model._base_manager.select_for_update().filter(pk=pk).first()
    if row is None:
        raise NotVisible
    return row


class AnsweredWrite(models.Model):
    """One successful write per person, route and idempotency key: a repeat gets the same answer."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    route = models.CharField(max_length=200)
    key = models.CharField(max_length=80)
    request_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = models.BinaryField(default=bytes)
    created = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "route", "key"], name="core_answered_write_once")]

    def __str__(self) -> str:
        return f"{self.route} {self.key}"

    @classmethod
    def of(cls, **names: Any) -> Self | None:
        return cls.objects.filter(**names).first()
