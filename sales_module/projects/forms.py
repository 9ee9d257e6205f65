from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sales_module.projects.choices import GATED, Outcome, Phase, Tool

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ProjectForm(forms.Form):
    """What a new project needs."""

    customer = forms.UUIDField(widget=forms.HiddenInput)
    code_name = forms.CharField(
        label=_("Code name"),
        max_length=40,
        help_text=_("The only name that goes into mails. It must not tell who the customer is or what is bought."),
    )
    name = forms.CharField(label=_("Name"), max_length=150, help_text=_("Shown to the participants only."))
    description = forms.CharField(
        label=_("Description"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )


class DetailsForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    name = forms.CharField(label=_("Name"), max_length=150)
    description = forms.CharField(
        label=_("Description"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )


class GatesForm(forms.Form):
    """One day per gate, each optional."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for phase in GATED:
            self.fields[phase.value] = forms.DateField(label=phase.label, required=False, widget=DAY)

    def dates(self) -> dict[str, Any]:
        return {phase.value: self.cleaned_data[phase.value] for phase in GATED}


class MoveForm(forms.Form):
    seen = forms.ChoiceField(choices=Phase.choices, widget=forms.HiddenInput)
    phase = forms.ChoiceField(label=_("Phase"), choices=[(p.value, p.label) for p in GATED])


class CloseForm(forms.Form):
    outcome = forms.ChoiceField(label=_("How it ended"), choices=Outcome.choices, widget=forms.RadioSelect)


class AgreementForm(forms.Form):
    agreed_by = forms.CharField(label=_("Who agreed at the customer"), max_length=150)
    agreed_on = forms.DateField(label=_("Agreed on"), widget=DAY, initial=timezone.localdate)
    tools = forms.MultipleChoiceField(
        label=_("Agreed to use"),
        choices=Tool.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=[tool.value for tool in Tool],
    )
