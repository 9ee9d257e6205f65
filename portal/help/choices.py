from django.db import models
from django.utils.translation import gettext_lazy as _

# Characters of one message or answer.
LONGEST = 4000


class FeedbackState(models.TextChoices):
    OPEN = "open", _("Waits for an answer")
    ANSWERED = "answered", _("Answered")


class Mood(models.IntegerChoices):
    VERY_BAD = 1, _("1 – very bad")
    BAD = 2, _("2 – bad")
    FAIR = 3, _("3 – fair")
    GOOD = 4, _("4 – good")
    VERY_GOOD = 5, _("5 – very good")
