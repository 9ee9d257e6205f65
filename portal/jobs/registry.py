"""The kinds of work there are. Each app registers its own in `AppConfig.ready()`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from portal.spaces.choices import Confidentiality

if TYPE_CHECKING:
    from portal.jobs.models import Job

Handler = Callable[["Job"], None]
DEFAULT_TIME_LIMIT = 120


@dataclass(frozen=True, kw_only=True)
class JobKind:
    """One kind of work.

    handler: does it, in the worker, outside any transaction; a second run after a lost first one must do no harm.
    max_attempts: tries before the job counts as failed.
    time_limit: seconds after which a try is stopped and, should its worker be gone, the job is taken up again.
    label: what people call it, e.g. "PDF of the quotation"; it must not name content.
    url: job → where the result is found; None when there is no page for it.
    confidentiality: participants who read this class may watch the job.
    """

    name: str
    handler: Handler
    max_attempts: int = 3
    time_limit: int = DEFAULT_TIME_LIMIT
    label: Any = _("Work in the background")
    url: Callable[["Job"], str] | None = None
    confidentiality: Confidentiality = Confidentiality.GENERAL


_kinds: dict[str, JobKind] = {}


def register(kind: str, handler: Handler, **more: Any) -> JobKind:
    """Adds a kind; `more` are the further fields of JobKind. Raises: ValueError: the name is taken."""
    if kind in _kinds:
        raise ValueError(f"job kind {kind} is registered twice")
    _kinds[kind] = JobKind(name=kind, handler=handler, **more)
    return _kinds[kind]


def kind_of(name: str) -> JobKind | None:
    return _kinds.get(name)


def kinds() -> dict[str, JobKind]:
    return dict(_kinds)
