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

SUPPLIER, CUSTOMER, EITHER = S.SUPPLIER, S.CUSTOMER, S.EITHER
CLASSES = (C.GENERAL, C.TECHNICAL, C.COMMERCIAL, C.CONTRACT, C.INTERNAL)

EVERYTHING = (ALL, ALL, ALL, ALL, ALL)
MILL_SALES = (ALL, ALL, READ_ADD, READ, ALL)
ENGINEER = (READ_ADD, READ_ADD_DECIDE, NONE, READ, READ_ADD)
SUPPORT = (READ_ADD, READ, NONE, NONE, READ)
EXPERT = (READ_ADD, READ_ADD, NONE, NONE, READ_ADD)
MONEY = (READ, NONE, READ_DECIDE, READ_DECIDE, READ_ADD)
ONLOOKER = (READ, NONE, NONE, NONE, NONE)
PRICING = (READ, READ, READ_ADD_DECIDE, READ, READ_ADD)
CONTRACTS = (READ, READ, READ, READ_ADD_DECIDE, READ_ADD)
ADVISER = (READ_ADD, READ_ADD, NONE, NONE, NONE)
NOTHING = (NONE, NONE, NONE, NONE, NONE)

# code, side, (English, Finnish, Swedish), rights per class in the order of CLASSES
ROLES = [
    ("sales_manager", SUPPLIER, ("Sales manager", "Myyntipäällikkö", "Försäljningschef"), EVERYTHING),
    (
        "product_sales_manager",
        SUPPLIER,
        ("Product sales manager", "Tuotemyyntipäällikkö", "Produktförsäljningschef"),
        EVERYTHING,
    ),
    ("sales_director", SUPPLIER, ("Sales director", "Myyntijohtaja", "Försäljningsdirektör"), EVERYTHING),
    (
        "key_account_manager",
        SUPPLIER,
        ("Key account manager", "Avainasiakaspäällikkö", "Nyckelkundsansvarig"),
        EVERYTHING,
    ),
    ("mill_sales_manager", SUPPLIER, ("Mill sales manager", "Tehdasmyyntipäällikkö", "Brukssäljchef"), MILL_SALES),
    ("salesperson", SUPPLIER, ("Salesperson", "Myyjä", "Säljare"), MILL_SALES),
    ("technology_manager", SUPPLIER, ("Technology manager", "Teknologiapäällikkö", "Teknikchef"), ENGINEER),
    ("application_engineer", SUPPLIER, ("Application engineer", "Sovellusinsinööri", "Applikationsingenjör"), ENGINEER),
    ("concept_manager", SUPPLIER, ("Concept manager", "Konseptipäällikkö", "Konceptansvarig"), ENGINEER),
    ("pricing_engineer", SUPPLIER, ("Pricing engineer", "Hinnoitteluinsinööri", "Kalkylingenjör"), PRICING),
    ("contract_manager", SUPPLIER, ("Contract manager", "Sopimuspäällikkö", "Avtalsansvarig"), CONTRACTS),
    ("sales_assistant", SUPPLIER, ("Sales assistant", "Myyntiassistentti", "Säljassistent"), SUPPORT),
    ("account_team_member", SUPPLIER, ("Account team member", "Asiakastiimin jäsen", "Medlem i kundteamet"), SUPPORT),
    ("marketing", SUPPLIER, ("Marketing", "Markkinointi", "Marknadsföring"), SUPPORT),
    ("field_service", SUPPLIER, ("Field service", "Kenttähuolto", "Fältservice"), SUPPORT),
    ("purchase_lead", CUSTOMER, ("Purchase lead", "Hankintapäällikkö", "Inköpsledare"), EVERYTHING),
    ("decision_maker", CUSTOMER, ("Decision maker", "Päättäjä", "Beslutsfattare"), EVERYTHING),
    ("technical_expert", CUSTOMER, ("Technical expert", "Tekninen asiantuntija", "Teknisk expert"), EXPERT),
    ("operator", CUSTOMER, ("Operator", "Käyttäjä", "Operatör"), EXPERT),
    ("finance", CUSTOMER, ("Finance", "Talous", "Ekonomi"), MONEY),
    ("lawyer", CUSTOMER, ("Lawyer", "Lakimies", "Jurist"), MONEY),
    ("observer", EITHER, ("Observer", "Tarkkailija", "Observatör"), ONLOOKER),
    ("interpreter", EITHER, ("Interpreter", "Tulkki", "Tolk"), ONLOOKER),
    ("consultant", EITHER, ("Consultant", "Konsultti", "Konsult"), ADVISER),
    ("sub_supplier", EITHER, ("Sub-supplier", "Alihankkija", "Underleverantör"), NOTHING),
]  # fmt: skip


def rights_of(columns: tuple[list[R], ...]) -> dict[str, list[str]]:
    return {str(c): [str(r) for r in rights] for c, rights in zip(CLASSES, columns, strict=True)}
