from django.db import models
from django.utils.translation import gettext_lazy as _


class Phase(models.TextChoices):
    """The linear way of a sale. A gate stands at the end of each phase but the last."""

    OPPORTUNITY_VALIDATION = "opportunity_validation", _("Opportunity validation")
    INDICATIVE_PROPOSAL = "indicative_proposal", _("Indicative proposal")
    BUDGET_PROPOSAL = "budget_proposal", _("Budget proposal")
    FIRM_PROPOSAL = "firm_proposal", _("Firm proposal")
    FINAL_NEGOTIATION = "final_negotiation", _("Final negotiation")
    CLOSED = "closed", _("Closed")


ORDER = tuple(Phase)
OPEN_PHASES = frozenset(phase.value for phase in Phase if phase != Phase.CLOSED)
# Those that end at a gate.
GATED = tuple(phase for phase in Phase if phase != Phase.CLOSED)


class Outcome(models.TextChoices):
    WON = "won", _("Won")
    LOST = "lost", _("Lost")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Tool(models.TextChoices):
    """What the customer may agree to use here."""

    DOCUMENTS = "documents", _("Documents")
    QUOTATIONS = "quotations", _("Quotations")
    SCHEDULE = "schedule", _("Schedule")
