from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.activity.registry import ActivityKind
from portal.core.links import link
from sales_module.projects.models import Project


def _load(pk: Any) -> Project | None:
    return Project.objects.select_related("space").filter(pk=pk).first()


def _kind(name: str, sentence: Any, *, mail: Any = None, notify: bool = False) -> ActivityKind:
    return ActivityKind(
        name=f"projects.{name}",
        subject="projects.project",
        sentence=sentence,
        load=_load,
        url=lambda project: link("projects:room", project.pk),
        action="read",
        fields=(),
        notify=notify or mail is not None,
        mail_sentence=mail,
    )


KINDS = (
    _kind("created", _("%(actor)s started the project")),
    _kind("changed", _("%(actor)s changed the description of the project")),
    _kind("gates_planned", _("%(actor)s changed the planned dates of the gates"), notify=True),
    _kind(
        "phase_moved",
        _("%(actor)s moved the project to another phase"),
        mail=_("%(actor)s moved the project to another phase."),
    ),
    _kind(
        "agreement_recorded",
        _("%(actor)s recorded that the customer agreed to use the portal"),
        mail=_("%(actor)s recorded that the customer agreed to use the portal."),
    ),
    _kind(
        "agreement_withdrawn",
        _("%(actor)s recorded that the customer no longer uses the portal"),
        mail=_("%(actor)s recorded that the customer no longer uses the portal."),
    ),
    _kind("secrecy_released", _("%(actor)s recorded that the project is no longer secret"), notify=True),
    _kind("closed", _("%(actor)s closed the project"), mail=_("%(actor)s closed the project.")),
    _kind("reopened", _("%(actor)s opened the project again"), mail=_("%(actor)s opened the project again.")),
)
