from django.db import models
from django.utils.translation import gettext_lazy as _


class RowKind(models.TextChoices):
    """The kinds of rows a plan is made of; "plan" is the plan's own texts."""

    PLAN = "plan", _("Plan")
    STATEMENT = "statement", _("Statement")
    OBJECTIVE = "objective", _("Objective")
    ACTION = "action", _("Action")
    CLOCK_EVENT = "clock-event", _("Yearly event")


class StatementKind(models.TextChoices):
    PRIORITY = "priority", _("Priority")
    AMBITION = "ambition", _("Ambition")
    EXPECTATION = "expectation", _("Expectation")


STATEMENT_HEADINGS = {
    StatementKind.PRIORITY: _("Priorities"),
    StatementKind.AMBITION: _("Ambitions"),
    StatementKind.EXPECTATION: _("Expectations"),
}


class ActionState(models.TextChoices):
    OPEN = "open", _("Open")
    DOING = "doing", _("Being done")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")


UNFINISHED = (ActionState.OPEN, ActionState.DOING)


class ClockKind(models.TextChoices):
    BUDGET = "budget", _("Budget")
    NEGOTIATION = "negotiation", _("Negotiation")
    REVIEW = "review", _("Review")
    SURVEY = "survey", _("Survey")
    SHUTDOWN = "shutdown", _("Shutdown")
    MARKET_INSIGHT = "market_insight", _("Market insight")
    OTHER = "other", _("Other")


class Month(models.IntegerChoices):
    JANUARY = 1, _("January")
    FEBRUARY = 2, _("February")
    MARCH = 3, _("March")
    APRIL = 4, _("April")
    MAY = 5, _("May")
    JUNE = 6, _("June")
    JULY = 7, _("July")
    AUGUST = 8, _("August")
    SEPTEMBER = 9, _("September")
    OCTOBER = 10, _("October")
    NOVEMBER = 11, _("November")
    DECEMBER = 12, _("December")


class Traffic(models.TextChoices):
    """Where an objective stands, in one word."""

    NO_FIGURE = "no_figure", _("No figure yet")
    REACHED = "reached", _("Reached")
    ON_THE_WAY = "on_the_way", _("On the way")
    NOT_MOVING = "not_moving", _("Not moving")
    WRONG_WAY = "wrong_way", _("Going the wrong way")
    MISSED = "missed", _("Not reached in time")


TRAFFIC_TONES = {
    Traffic.NO_FIGURE: "draft",
    Traffic.REACHED: "done",
    Traffic.ON_THE_WAY: "waiting",
    Traffic.NOT_MOVING: "attention",
    Traffic.WRONG_WAY: "attention",
    Traffic.MISSED: "attention",
}
