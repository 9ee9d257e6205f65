"""Both texts of a form that was saved by somebody else first."""

from typing import Any

from django.forms import ModelForm


def differences(form: ModelForm, current: Any) -> list[dict[str, str]]:
    """Each field in which what was typed differs from what is saved now, for the part "conflict"."""
    found = []
    for name in form._meta.fields or ():
        mine, theirs = str(form.cleaned_data.get(name) or ""), str(getattr(current, name) or "")
        if mine != theirs:
            found.append({"name": name, "label": str(form[name].label), "mine": mine, "theirs": theirs})
    return found
