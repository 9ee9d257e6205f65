from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    INDICATIVE = "indicative", _("Indicative")
    BUDGET = "budget", _("Budget")
    FIRM = "firm", _("Firm")


class RevisionState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SENT = "sent", _("Sent")
    SUPERSEDED = "superseded", _("Superseded")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    EXPIRED = "expired", _("Expired")


class DecisionState(models.TextChoices):
    """What the customer said to the quotation as it stands."""

    OPEN = "open", _("Open")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")


class Standing(models.TextChoices):
    """Where a quotation stands as a whole; follows from its current revision and the decision (states.py)."""

    DRAFT = "draft", _("Draft")
    OPEN = "open", _("Open")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    EXPIRED = "expired", _("Expired")


# How each standing is shown (the tones of the status tag).
TONES = {
    Standing.DRAFT: "draft",
    Standing.OPEN: "waiting",
    Standing.ACCEPTED: "done",
    Standing.DECLINED: "attention",
    Standing.WITHDRAWN: "closed",
    Standing.EXPIRED: "closed",
}


class Incoterm(models.TextChoices):
    """Incoterms 2020; the three letters are the same in every language."""

    EXW = "EXW", "EXW"
    FCA = "FCA", "FCA"
    CPT = "CPT", "CPT"
    CIP = "CIP", "CIP"
    DAP = "DAP", "DAP"
    DPU = "DPU", "DPU"
    DDP = "DDP", "DDP"
    FAS = "FAS", "FAS"
    FOB = "FOB", "FOB"
    CFR = "CFR", "CFR"
    CIF = "CIF", "CIF"


INCOTERMS_EDITION = "2020"
