"""Orders as the supplier's order system knows them: imported, never typed in here."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.core.models import AmountField, Entity, Imported, UnitPriceField
from portal.spaces.models import Space
from sales_module.orders.calculations import delivered_on_time

CURRENCY_CODE = RegexValidator(r"^[A-Z]{3}\Z", _("Three capital letters, for example EUR."))


class Order(Entity, Imported):
    """One order of a customer, inside the account's space. The ordered day may be unknown."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="+")
    number = models.CharField(_("number"), max_length=60)
    ordered = models.DateField(_("ordered"), null=True, blank=True)
    due = models.DateField(_("due"), null=True, blank=True)
    delivered = models.DateField(_("delivered"), null=True, blank=True)
    # The word of the system the order came from.
    status = models.CharField(_("status"), max_length=40, blank=True)
    currency = models.CharField(_("currency"), max_length=3, validators=[CURRENCY_CODE])
    subtotal = AmountField(_("subtotal"))
    freight = AmountField(_("freight"), null=True, blank=True)
    ship_country = models.CharField(_("delivered to"), max_length=60, blank=True)

    class Meta(Imported.Meta):
        indexes: ClassVar[Any] = [models.Index(fields=["space", "-ordered", "-id"], name="orders_by_space")]

    def __str__(self) -> str:
        return self.number

    @property
    def on_time(self) -> bool | None:
        return delivered_on_time(self.due, self.delivered)

    @property
    def days_late(self) -> int:
        """Days after the due day; 0 when on time or not counted."""
        if self.due is None or self.delivered is None:
            return 0
        return max(0, (self.delivered - self.due).days)


class OrderLine(Entity):
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField(_("line"))
    part_code = models.CharField(_("part"), max_length=60, blank=True)
    description = models.CharField(_("description"), max_length=250, blank=True)
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=3)
    unit_price = UnitPriceField(_("unit price"))
    # Percentage, 0-100.
    discount = models.DecimalField(
        _("discount"),
        max_digits=5,
        decimal_places=2,
        default=0,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    line_total = AmountField(_("line total"))

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["order", "position"], name="orders_line_position_once")]

    def __str__(self) -> str:
        return f"{self.order_id} {self.position}"
