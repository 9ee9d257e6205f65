"""Every policy there is, by the kind of object it decides about."""

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from portal.access.policy import Policy

_policies: dict[str, "Policy[Any]"] = {}
P = TypeVar("P", bound="Policy[Any]")


def register(policy: P) -> P:
    if policy.kind in _policies:
        raise ValueError(f"two policies for {policy.kind}")
    _policies[policy.kind] = policy
    return policy


def policy_for(kind: str) -> "Policy[Any]":
    return _policies[kind]


def policies() -> dict[str, "Policy[Any]"]:
    return dict(_policies)


def grant_models() -> list[tuple[type[Any], str]]:
    """(grant table, lookup from its object to the space) of every kind that knows grants."""
    found = []
    for policy in _policies.values():
        grant_model = getattr(policy, "grant_model", None)
        if grant_model is not None:
            found.append((grant_model, str(getattr(policy, "space_path"))))  # noqa: B009
    return found
