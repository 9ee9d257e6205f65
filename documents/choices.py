from django.db import models
from django.utils.translation import gettext_lazy as _


class Category(models.TextChoices):
    """What a document is about; the order is that of the lists."""

    QUOTATION = "quotation", _("Quotation")
    PRICE_LETTER = "price_letter", _("Price letter")
    SPECIFICATION = "specification", _("Technical specification")
    GUARANTEE = "guarantee", _("Guarantee")
    CONTRACT = "contract", _("Contract")
    REFERENCE = "reference", _("Reference")
    PRESENTATION = "presentation", _("Presentation")
    MARKETING = "marketing", _("Marketing")
    VIDEO = "video", _("Video")
    BACKGROUND = "background", _("Background data")
    QUESTIONS = "questions", _("Question list and replies")
    CALCULATION = "calculation", _("Calculation")
    ESTIMATE = "estimate", _("Estimate")
    LAYOUT = "layout", _("Layout and dimensioning")
    INSTRUCTION = "instruction", _("Instruction")
    COMPANY = "company", _("Company information")
    MEMO = "memo", _("Meeting memo")
    OTHER = "other", _("Other")


class RevisionState(models.TextChoices):
    CHECKING = "checking", _("Being checked")
    AVAILABLE = "available", _("Available")
    REFUSED = "refused", _("Refused")


class Refusal(models.TextChoices):
    """Why a file was not stored, in words its sender can act on."""

    EMPTY = "empty", _("The file is empty.")
    TYPE = "type", _("Files of this type cannot be stored here. PDF, Office, drawing and image files can.")
    MISMATCH = "mismatch", _("The content of the file is not what its name says. Save it again in the right format.")
    PASSWORD = "password", _("The file is password protected. Save it without a password and send it again.")  # noqa: S105
    MACRO = "macro", _("The file holds macros. Save it without them (docx, xlsx or pptx) and send it again.")
    ACTIVE = "active", _("The file runs a program by itself when it is opened. Save it without that and send it again.")
    DAMAGED = "damaged", _("The file is damaged and cannot be opened. Save it again and send it once more.")
    TOO_BIG_INSIDE = (
        "too_big_inside",
        _("The file unpacks to more than a reader can open. Make it smaller or split it."),
    )
    UNCHECKED = "unchecked", _("The check of the file did not come to an end. Save it again or split it, then send it.")
    UNSAFE = (
        "unsafe",
        _("The file is built in a way that can harm readers. Save it again from the program it came from."),
    )


class Flag(models.TextChoices):
    """What a reader should know before opening an accepted file."""

    ATTACHMENTS = "attachments", _("Holds other files, which were not checked")
    SCRIPTS = "scripts", _("Holds scripts in its form fields")
    LINKS = "links", _("Links to other files")
    RESTRICTED = "restricted", _("Its author does not allow copying or printing")


class ReceiptHow(models.TextChoices):
    OPENED = "opened", _("Opened")
    DOWNLOADED = "downloaded", _("Downloaded")
    ANOTHER_WAY = "sent_another_way", _("Sent another way")


class SentBy(models.TextChoices):
    MAIL = "mail", _("E-mail")
    CUSTOMER_PORTAL = "customer_portal", _("Customer's own portal")
    PAPER = "paper", _("On paper")
