"""What a row of an organisation or contact file means."""

import re
from collections.abc import Mapping
from typing import Any

from portal.core.importing.runner import Column, Importer, Outcome
from portal.people.models import Organisation, Person, fold_email

# Legal forms say nothing about who the company is: "Aava Board Oy" and "Aava Board" may be one.
LEGAL_FORMS = re.compile(
    r"\b(oyj?|ab|as|asa|a/s|gmbh|ag|kg|ltd|limited|inc|llc|plc|sa|srl|spa|bv|nv|co|corp)\b\.?", re.I
)


def folded_name(name: str) -> str:
    """The name without legal form, punctuation and case: equal for what a person would call the same company."""
    bare = LEGAL_FORMS.sub(" ", name.casefold())
    return " ".join(re.findall(r"\w+", bare))


def update_changed(row: Any, values: Mapping[str, Any]) -> bool:
    """Sets what differs and saves after full validation; False when nothing differed."""
    is_new = row._state.adding
    changed = [name for name, value in values.items() if is_new or getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    if changed or row._state.adding:
        row.full_clean(exclude=["password"])
        row.save()
    return bool(changed)


class OrganisationImporter(Importer):
    columns = (
        Column("key", ("org_id", "organisation_id", "customer_id", "id"), required=True),
        Column("name", ("company", "organisation"), required=True),
        Column("address", ("street",)),
        Column("city", ("town",)),
        Column("region", ("state",)),
        Column("postal_code", ("zip", "postcode")),
        Column("country"),
        Column("phone", ("telephone",)),
        Column("website", ("web",)),
        Column("business_id", ("vat_id", "org_number")),
    )

    def __init__(self, source: str) -> None:
        self.source = source

    def prepare(self, rows: list[dict[str, Any]]) -> None:
        everyone = list(Organisation.objects.all())
        self.by_key = {o.import_key: o for o in everyone if o.import_source == self.source and o.import_key}
        self.by_name = {folded_name(o.name): o for o in everyone}

    def twin(self, row: Mapping[str, Any]) -> tuple[Any, str] | None:
        if row.get("key") in self.by_key:
            return None
        found = self.by_name.get(folded_name(row.get("name", "")))
        return (found, f"{found.name}, {found.city}".rstrip(", ")) if found else None

    def save(self, row: Mapping[str, Any], merge_into: Any = None) -> str:
        values = {name: value for name, value in row.items() if name != "key"}
        organisation = self.by_key.get(row["key"]) or merge_into
        if organisation is None:
            organisation = Organisation()
        is_new = organisation._state.adding
        values |= {"import_source": self.source, "import_key": row["key"]}
        changed = update_changed(organisation, values)
        self.by_key[row["key"]] = organisation
        self.by_name[folded_name(organisation.name)] = organisation
        return Outcome.NEW if is_new else Outcome.CHANGED if changed else Outcome.SAME


class ContactImporter(Importer):
    """Imported people may not sign in until someone invites them."""

    columns = (
        Column("key", ("contact_id", "person_id", "id"), required=True),
        Column("organisation", ("org_id", "organisation_id", "customer_id"), required=True),
        Column("name", ("full_name", "contact_name")),
        Column("job_title", ("title", "position")),
        Column("email", ("e-mail", "mail"), read=fold_email),
        Column("phone", ("telephone",)),
    )

    def __init__(self, source: str) -> None:
        self.source = source

    def prepare(self, rows: list[dict[str, Any]]) -> None:
        self.organisations = {
            o.import_key: o for o in Organisation.objects.filter(import_source=self.source).exclude(import_key="")
        }
        everyone = list(Person.objects.select_related("organisation"))
        self.by_key = {p.import_key: p for p in everyone if p.import_source == self.source and p.import_key}
        self.by_email = {p.email: p for p in everyone if p.email}
        self.by_name = {(folded_name(p.name), p.organisation_id): p for p in everyone if p.name}

    def _organisation(self, row: Mapping[str, Any]) -> Organisation:
        found = self.organisations.get(row.get("organisation", ""))
        if found is None:
            raise ValueError(f"organisation “{row.get('organisation', '')}” is not known: import organisations first")
        return found

    def twin(self, row: Mapping[str, Any]) -> tuple[Any, str] | None:
        if row.get("key") in self.by_key:
            return None
        found = self.by_email.get(row.get("email") or "")
        if found is None and row.get("name"):
            found = self.by_name.get((folded_name(row["name"]), self._organisation(row).pk))
        return (found, f"{found.shown_name}, {found.organisation.name}") if found else None

    def save(self, row: Mapping[str, Any], merge_into: Any = None) -> str:
        values = {name: value for name, value in row.items() if name not in {"key", "organisation"}}
        values |= {"import_source": self.source, "import_key": row["key"], "organisation": self._organisation(row)}
        person = self.by_key.get(row["key"]) or merge_into or Person()
        is_new = person._state.adding
        if is_new:
            person.set_unusable_password()
        if person.can_sign_in:
            # A file never takes over what a person with a sign-in says of themself.
            values = {name: value for name, value in values.items() if not getattr(person, name)}
        changed = update_changed(person, values)
        self.by_key[row["key"]] = person
        if person.email:
            self.by_email[person.email] = person
        return Outcome.NEW if is_new else Outcome.CHANGED if changed else Outcome.SAME
