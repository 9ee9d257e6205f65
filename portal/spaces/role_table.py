"""The roles a new installation starts with: role × confidentiality class → rights.

Kept as rows (`Role`) once installed; this table only fills in the roles that are missing.
"""

from portal.spaces.choices import Confidentiality as C
from portal.spaces.choices import Right as R
from portal.spaces.choices import RoleSide as S

ALL = [R.READ, R.ADD, R.DECIDE, R.MANAGE]
READ = [R.READ]
READ_ADD = [R.READ, R.ADD]
READ_ADD_DECIDE = [R.READ, R.ADD, R.DECIDE]
READ_DECIDE = [R.READ, R.DECIDE]
NONE: list[R] = []

CLASSES = (C.GENERAL, C.TECHNICAL, C.COMMERCIAL, C.CONTRACT, C.INTERNAL)

EVERYTHING = (ALL, ALL, ALL, ALL, ALL)
MILL_SALES = (ALL, ALL, READ_ADD, READ, ALL)
ENGINEER = (READ_ADD, READ_ADD_DECIDE, NONE, READ, READ_ADD)
SUPPORT = (READ_ADD, READ, NONE, NONE, READ)
EXPERT = (READ_ADD, READ_ADD, NONE, NONE, READ_ADD)
MONEY = (READ, NONE, READ_DECIDE, READ_DECIDE, READ_ADD)
ONLOOKER = (READ, NONE, NONE, NONE, NONE)

# code, side, (English, Finnish, Swedish), rights per class in the order of CLASSES
ROLES = [
    ("sales_manager", S.SUPPLIER, ("Sales manager", "Myyntipäällikkö", "Försäljningschef"), EVERYTHING),
    ("product_sales_manager", S.SUPPLIER, ("Product sales manager", "Tuotemyyntipäällikkö", "Produktförsäljningschef"), EVERYTHING),
    ("sales_director", S.SUPPLIER, ("Sales director", "Myyntijohtaja", "Försäljningsdirektör"), EVERYTHING),
    ("key_account_manager", S.SUPPLIER, ("Key account manager", "Avainasiakaspäällikkö", "Nyckelkundsansvarig"), EVERYTHING),
    ("mill_sales_manager", S.SUPPLIER, ("Mill sales manager", "Tehdasmyyntipäällikkö", "Brukssäljchef"), MILL_SALES),
    ("salesperson", S.SUPPLIER, ("Salesperson", "Myyjä", "Säljare"), MILL_SALES),
    ("technology_manager", S.SUPPLIER, ("Technology manager", "Teknologiapäällikkö", "Teknikchef"), ENGINEER),
    ("application_engineer", S.SUPPLIER, ("Application engineer", "Sovellusinsinööri", "Applikationsingenjör"), ENGINEER),
    ("concept_manager", S.SUPPLIER, ("Concept manager", "Konseptipäällikkö", "Konceptansvarig"), ENGINEER),
    ("pricing_engineer", S.SUPPLIER, ("Pricing engineer", "Hinnoitteluinsinööri", "Kalkylingenjör"), (READ, READ, READ_ADD_DECIDE, READ, READ_ADD)),
    ("contract_manager", S.SUPPLIER, ("Contract manager", "Sopimuspäällikkö", "Avtalsansvarig"), (READ, READ, READ, READ_ADD_DECIDE, READ_ADD)),
    ("sales_assistant", S.SUPPLIER, ("Sales assistant", "Myyntiassistentti", "Säljassistent"), SUPPORT),
    ("account_team_member", S.SUPPLIER, ("Account team member", "Asiakastiimin jäsen", "Medlem i kundteamet"), SUPPORT),
    ("marketing", S.SUPPLIER, ("Marketing", "Markkinointi", "Marknadsföring"), SUPPORT),
    ("field_service", S.SUPPLIER, ("Field service", "Kenttähuolto", "Fältservice"), SUPPORT),
    ("purchase_lead", S.CUSTOMER, ("Purchase lead", "Hankintapäällikkö", "Inköpsledare"), EVERYTHING),
    ("decision_maker", S.CUSTOMER, ("Decision maker", "Päättäjä", "Beslutsfattare"), EVERYTHING),
    ("technical_expert", S.CUSTOMER, ("Technical expert", "Tekninen asiantuntija", "Teknisk expert"), EXPERT),
    ("operator", S.CUSTOMER, ("Operator", "Käyttäjä", "Operatör"), EXPERT),
    ("finance", S.CUSTOMER, ("Finance", "Talous", "Ekonomi"), MONEY),
    ("lawyer", S.CUSTOMER, ("Lawyer", "Lakimies", "Jurist"), MONEY),
    ("observer", S.EITHER, ("Observer", "Tarkkailija", "Observatör"), ONLOOKER),
    ("interpreter", S.EITHER, ("Interpreter", "Tulkki", "Tolk"), ONLOOKER),
    ("consultant", S.EITHER, ("Consultant", "Konsultti", "Konsult"), (READ_ADD, READ_ADD, NONE, NONE, NONE)),
    ("sub_supplier", S.EITHER, ("Sub-supplier", "Alihankkija", "Underleverantör"), (NONE, NONE, NONE, NONE, NONE)),
]  # fmt: skip


def rights_of(columns: tuple[list[R], ...]) -> dict[str, list[str]]:
    return {str(c): [str(r) for r in rights] for c, rights in zip(CLASSES, columns, strict=True)}
