"""A sales–purchase project: its phases, gates and the customer's agreement to use the portal."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.core.models import Entity, Versioned
from portal.spaces.models import Space
from sales_module.projects.choices import Outcome, Phase, Tool


class Project(Versioned):
    """What stands behind a space of kind "project"; `project.pk` is the space's id."""

    space = models.OneToOneField(Space, on_delete=models.CASCADE, primary_key=True, related_name="project")
    name = models.CharField(_("name"), max_length=150)
    description = models.TextField(_("description"), max_length=4000, blank=True)
    phase = models.CharField(_("phase"), max_length=30, choices=Phase.choices, default=Phase.OPPORTUNITY_VALIDATION)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, blank=True)
    # That the project exists is secret until both are set; nothing in the portal opens by it.
    released_at = models.DateTimeField(null=True, editable=False)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    # Copy of the agreement in force, so that the room need not look for it.
    agreed_on = models.DateField(null=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(phase=Phase.CLOSED) & ~Q(outcome="")) | (~Q(phase=Phase.CLOSED) & Q(outcome="")),
                name="projects_outcome_when_closed",
            )
        ]

    def __str__(self) -> str:
        return self.name


class PhasePassage(models.Model):
    """The gate at the end of one phase: when it is planned, when and by whom it was passed."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="passages")
    phase = models.CharField(max_length=30, choices=Phase.choices)
    planned_on = models.DateField(_("planned gate"), null=True, blank=True)
    passed_at = models.DateTimeField(null=True)
    passed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "phase"], name="projects_passage_once")]

    def __str__(self) -> str:
        return f"{self.project_id} {self.phase}"


class ProjectAgreement(Entity):
    """That the customer agreed to use the portal for this project: who said so, when, for which tools."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="agreements")
    # By name: who agrees need not be a person here.
    agreed_by = models.CharField(_("who agreed"), max_length=150)
    agreed_on = models.DateField(_("agreed on"))
    tools = models.JSONField(_("agreed to use"), default=list)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project"], condition=Q(withdrawn_at=None), name="projects_one_agreement_in_force"
            )
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.agreed_on}"

    @property
    def word(self) -> Any:
        return _("Ended") if self.withdrawn_at else _("In force")

    @property
    def tool_words(self) -> list[Any]:
        return [Tool(tool).label for tool in self.tools]
