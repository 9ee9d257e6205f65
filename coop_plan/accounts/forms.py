from django import forms
from django.utils.translation import gettext_lazy as _


class AccountOpenForm(forms.Form):
    customer = forms.UUIDField(
        label=_("Customer"), error_messages={"required": _("Choose a customer."), "invalid": _("Choose a customer.")}
    )
