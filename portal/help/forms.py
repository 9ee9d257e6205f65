from django import forms
from django.utils.translation import gettext_lazy as _

from portal.help.choices import LONGEST, Mood


class FeedbackForm(forms.Form):
    text = forms.CharField(
        label=_("What works, what does not, what is missing?"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=LONGEST,
    )
    mood = forms.TypedChoiceField(
        label=_("How does the portal work for you?"),
        choices=Mood.choices,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    page = forms.CharField(widget=forms.HiddenInput, required=False)


class AnswerForm(forms.Form):
    answer = forms.CharField(label=_("Your answer"), widget=forms.Textarea(attrs={"rows": 6}), max_length=LONGEST)
