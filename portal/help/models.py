"""What people say about the portal, and what they are answered."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.core.models import Entity
from portal.help.choices import LONGEST, FeedbackState, Mood


class Feedback(Entity):
    """One message from any page. Read by its writer and the installation administrators, answered once."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    # The path it was written on; without the query, which may hold what somebody searched for.
    page = models.CharField(_("page"), max_length=300, blank=True)
    text = models.TextField(_("your feedback"), max_length=LONGEST)
    mood = models.PositiveSmallIntegerField(_("how it works for you"), choices=Mood.choices, null=True, blank=True)
    state = models.CharField(max_length=10, choices=FeedbackState.choices, default=FeedbackState.OPEN)
    answer = models.TextField(_("answer"), max_length=LONGEST, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "-id"], name="help_feedback_mine"),
            models.Index(fields=["state", "-id"], name="help_feedback_by_state"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(mood=None) | Q(mood__range=(1, 5)), name="help_feedback_mood_1_to_5"),
            models.CheckConstraint(
                condition=Q(state="open", answer="") | (Q(state="answered") & ~Q(answer="")),
                name="help_feedback_answered_has_answer",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
