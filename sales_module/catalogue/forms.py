from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.core.fields import LocalDecimalField
from portal.people.models import Organisation, Person
from sales_module.catalogue.models import Product
from sales_module.catalogue.selectors import organisations_to_edit
from sales_module.catalogue.services import FIELDS


class ProductForm(forms.ModelForm):
    """One product. The service checks what belongs together; its errors come back to the fields here."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    supplier = forms.ModelChoiceField(Organisation.objects.none(), label=_("Supplier"))
    list_price = LocalDecimalField(label=_("List price"), max_digits=15, decimal_places=4, min_value=0, shown_places=2)
    price_base_quantity = LocalDecimalField(
        label=_("Price is for"),
        max_digits=9,
        decimal_places=3,
        help_text=_("How many units the price buys, for example 1 or 100."),
    )
    standard_cost = LocalDecimalField(
        label=_("Standard cost"),
        max_digits=15,
        decimal_places=4,
        min_value=0,
        shown_places=2,
        required=False,
        help_text=_("Only catalogue editors of your firm see this."),
    )
    tax_rate = LocalDecimalField(label=_("Tax rate, %"), max_digits=5, decimal_places=2, min_value=0, max_value=100)

    class Meta:
        model = Product
        fields = FIELDS

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        supplier = self.fields["supplier"]
        if self.instance._state.adding:
            firms = organisations_to_edit(person=person)
            supplier.queryset = firms  # type: ignore[attr-defined]
            supplier.initial = firms.first()
        else:
            del self.fields["supplier"]
            self.fields["version"].initial = self.instance.version

    def _post_clean(self) -> None:
        """The service changes the row, not the form."""

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FIELDS}
