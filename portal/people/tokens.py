"""API tokens: shown once, kept as a hash."""

from datetime import timedelta

from django.utils import timezone

from portal.people.models import ApiToken, Person, new_secret, secret_hash

PREFIX = "tlk_"
# Knowing when a token was last used is worth one write in five minutes, not one a request.
LAST_USED_STEP = timedelta(minutes=5)


def token_create(*, person: Person, name: str, days: int | None = 90) -> str:
    """A new token for `person`; the returned secret is shown this once."""
    secret = PREFIX + new_secret()
    expires = timezone.now() + timedelta(days=days) if days else None
    ApiToken.objects.create(person=person, name=name, secret_hash=secret_hash(secret), expires=expires)
    return secret


def person_of_bearer(header: str) -> Person | None:
    """Whose `Authorization: Bearer …` this is; None when it is nobody's, expired or revoked."""
    scheme, _, secret = header.partition(" ")
    if scheme.lower() != "bearer" or not secret.startswith(PREFIX):
        return None
    now = timezone.now()
    token = (
        ApiToken.objects.select_related("person")
        .filter(secret_hash=secret_hash(secret.strip()), revoked=None, person__is_active=True)
        .first()
    )
    if token is None or (token.expires and token.expires <= now) or not token.person.may_sign_in:
        return None
    if token.last_used is None or now - token.last_used > LAST_USED_STEP:
        ApiToken.objects.filter(pk=token.pk).update(last_used=now)
    return token.person
