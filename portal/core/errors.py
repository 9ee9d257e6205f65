"""What can go wrong that a person caused or must be told of. One class per kind of answer."""

from typing import Any

from django.utils.translation import gettext_lazy as _


class DomainError(Exception):
    """Base: `status` is the HTTP answer, `code` the stable name in problem JSON, `message` what the person reads."""

    status = 400
    code = "error"
    title: Any = _("This could not be done")
    message: Any = _("This could not be done.")

    def __init__(self, message: Any = None, **extra: Any) -> None:
        self.message = message or type(self).message
        self.extra = extra
        super().__init__(str(self.message))


class NotVisible(DomainError):
    """Foreign or unknown: the same answer for both."""

    status = 404
    code = "not-found"
    title = _("Page not found")
    message = _("There is nothing here for you. The address may be wrong, or you are not part of this.")


class Forbidden(DomainError):
    status = 403
    code = "forbidden"
    title = _("Not allowed")
    message = _("You can see this, but your role does not allow this step. Ask the key contact.")


class WrongState(DomainError):
    status = 409
    code = "wrong-state"
    title = _("This has changed")
    message = _("This step is not possible any more, because the state has changed. Look at the page again.")


class InvalidInput(DomainError):
    """Input that no form caught. `fields` maps a field name to its list of messages."""

    status = 422
    code = "invalid"
    title = _("Check what you entered")
    message = _("Check what you entered.")

    def __init__(self, message: Any = None, *, fields: dict[str, list[Any]] | None = None, **extra: Any) -> None:
        super().__init__(message, **extra)
        self.fields = fields or {}


class StaleVersion(DomainError):
    """Someone else saved first. Nothing was written; `current` is the row as it is now."""

    status = 412
    code = "stale-version"
    title = _("Someone else changed this first")
    message = _("Someone else saved this while you were writing. Nothing is lost: compare both texts and choose.")

    def __init__(self, *, current: Any, **extra: Any) -> None:
        super().__init__(**extra)
        self.current = current


class TooMany(DomainError):
    status = 429
    code = "too-many"
    title = _("Too many tries")
    message = _("Too many tries. Wait a little and try again.")

    def __init__(self, message: Any = None, *, retry_after: int = 60) -> None:
        super().__init__(message)
        self.retry_after = retry_after
