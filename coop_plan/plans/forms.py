"""Forms of the plan. Field names are those of the rows, so that what a form says is what a service takes."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from coop_plan.plans.choices import ActionState, ClockKind, Month, RowKind, StatementKind
from coop_plan.plans.models import CoopPlan, Objective
from coop_plan.plans.texts import AnyRow, as_text, texts_of, tidy
from portal.people.models import Person
from portal.spaces.models import Role
from portal.ui.formats import in_language
from portal.ui.forms import AmountField, DayInput

Choices = Sequence[Any]


class RowForm(forms.Form):
    """A form on one row: it names the version it was filled in from."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        # What another form of the same class needs to offer the same choices.
        self.options: dict[str, Choices] = {}

    @property
    def values(self) -> dict[str, Any]:
        """What was entered, by the names of the row's fields."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    @property
    def texts(self) -> dict[str, str]:
        """The same as the history would keep it."""
        return {name: tidy(as_text(value)) for name, value in self.values.items()}

    @property
    def seen_version(self) -> int:
        """The version the person looked at; 0, which never is, when the form lost it."""
        return self.cleaned_data.get("version") or 0


def figure(label: Any) -> AmountField:
    return AmountField(label=label, max_digits=15, decimal_places=4, required=False)


class StatementForm(RowForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=StatementKind.choices)
    text = forms.CharField(label=_("Text"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class ObjectiveForm(RowForm):
    title = forms.CharField(label=_("Objective"), max_length=200)
    measure = forms.CharField(
        label=_("Measure"), max_length=120, required=False, help_text=_("What is counted, for example hours of stops.")
    )
    unit = forms.CharField(label=_("Unit"), max_length=20, required=False)
    baseline = figure(_("Baseline"))
    target = figure(_("Target"))
    actual = figure(_("Actual"))
    due = forms.DateField(label=_("Due"), required=False, widget=DayInput)


class ActionForm(RowForm):
    title = forms.CharField(label=_("Action"), max_length=200)
    owner = forms.TypedChoiceField(label=_("Owner"), coerce=UUID)
    due = forms.DateField(label=_("Due"), required=False, widget=DayInput)
    state = forms.ChoiceField(label=_("State"), choices=ActionState.choices)
    progress = forms.IntegerField(label=_("Progress, %"), min_value=0, max_value=100)
    objective = forms.TypedChoiceField(label=_("Objective"), coerce=UUID, empty_value=None, required=False)

    def __init__(self, *args: Any, owners: Choices = (), objectives: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options = {"owners": owners, "objectives": objectives}
        self.fields["owner"].choices = [("", _("Choose")), *owners]  # type: ignore[attr-defined]
        self.fields["objective"].choices = [("", _("None")), *objectives]  # type: ignore[attr-defined]


class ActionAddForm(ActionForm):
    """The three things an action needs; the rest has its place in the row."""

    due = forms.DateField(label=_("Due"), widget=DayInput)
    state = None  # type: ignore[assignment]
    progress = None  # type: ignore[assignment]


class ClockEventForm(RowForm):
    title = forms.CharField(label=_("Event"), max_length=120)
    kind = forms.ChoiceField(label=_("Kind"), choices=ClockKind.choices)
    month = forms.TypedChoiceField(label=_("Month"), choices=Month.choices, coerce=int)
    day = forms.IntegerField(
        label=_("Day"), required=False, min_value=1, max_value=31, help_text=_("Empty: the whole month.")
    )
    year = forms.IntegerField(
        label=_("Only in the year"), required=False, min_value=2000, max_value=2100, help_text=_("Empty: every year.")
    )


class VisionForm(RowForm):
    vision = forms.CharField(
        label=_("Shared vision"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 6})
    )


class SettingsForm(RowForm):
    name = forms.CharField(label=_("Name of the plan"), max_length=120)
    horizon_months = forms.IntegerField(label=_("How many months it looks ahead"), min_value=1, max_value=120)
    agreed_by = forms.CharField(
        label=_("Who agreed at the customer"),
        max_length=150,
        help_text=_("Who said that both companies keep this plan here."),
    )
    agreed_on = forms.DateField(label=_("Agreed on"), widget=DayInput)


ROW_FORMS: dict[str, type[RowForm]] = {
    RowKind.STATEMENT: StatementForm,
    RowKind.OBJECTIVE: ObjectiveForm,
    RowKind.ACTION: ActionForm,
    RowKind.CLOCK_EVENT: ClockEventForm,
}


def row_form(kind: str, data: Mapping[str, Any] | None, *, row: AnyRow | None = None, **choices: Choices) -> RowForm:
    """The form of a row, filled with the row as it is; an empty one for a row to come."""
    form = ActionAddForm if kind == RowKind.ACTION and row is None else ROW_FORMS[kind]
    initial = {**texts_of(row), "version": row.version} if row is not None else {}
    return form(data, initial=initial, auto_id=f"id_{kind}_%s", **(choices if issubclass(form, ActionForm) else {}))


def plan_form(form: type[RowForm], data: Mapping[str, Any] | None, plan: CoopPlan) -> RowForm:
    return form(data, initial={**texts_of(plan), "version": plan.version})


def objective_choices(objectives: Sequence[Objective]) -> list[tuple[str, str]]:
    return [(str(objective.pk), objective.title) for objective in objectives]


class PlanCreateForm(forms.Form):
    """The plan and, one choice per person, with whom it starts."""

    name = forms.CharField(label=_("Name of the plan"), max_length=120)
    code_name = forms.CharField(
        label=_("Code name"),
        max_length=40,
        help_text=_("The only name that stands in mails. Choose one that tells strangers nothing."),
    )
    horizon_months = forms.IntegerField(
        label=_("How many months it looks ahead"), min_value=1, max_value=120, initial=24
    )
    agreed_by = forms.CharField(
        label=_("Who agreed at the customer"),
        max_length=150,
        help_text=_("Who said that both companies keep this plan here."),
    )
    agreed_on = forms.DateField(label=_("Agreed on"), widget=DayInput)

    def __init__(
        self,
        *args: Any,
        team: Sequence[tuple[Person, str]] = (),
        contacts: Sequence[Person] = (),
        team_roles: Sequence[Role] = (),
        contact_roles: Sequence[Role] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.people = {str(person.pk): person for person in [*(p for p, _role in team), *contacts]}
        self.roles = {role.code: role for role in [*team_roles, *contact_roles]}
        self.team_fields = [
            self._seat(person, role if role in {r.code for r in team_roles} else "", team_roles)
            for person, role in team
        ]
        self.contact_fields = [self._seat(person, "", contact_roles) for person in contacts]

    def _seat(self, person: Person, role: str, roles: Sequence[Role]) -> str:
        name = f"role-{person.pk}"
        choices = [("", _("Not in the plan")), *((each.code, in_language(each.name)) for each in roles)]
        label = person.shown_name + (f", {person.job_title}" if person.job_title and person.name else "")
        self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False, initial=role)
        return name

    @property
    def team_seats(self) -> list[Any]:
        return [self[name] for name in self.team_fields]

    @property
    def contact_seats(self) -> list[Any]:
        return [self[name] for name in self.contact_fields]

    def chosen(self, names: Sequence[str]) -> list[tuple[Person, Role]]:
        """The people with a role among the given fields."""
        picked = [(name.removeprefix("role-"), self.cleaned_data[name]) for name in names if self.cleaned_data[name]]
        return [(self.people[person], self.roles[role]) for person, role in picked]
