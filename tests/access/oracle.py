"""A second, simpler statement of who may do what, written by hand from the decided table. No code of the site in it.

Letters: r read, a add, d decide, m manage people. Columns: general, technical, commercial, contract, internal.
"""

TABLE = """
sales_manager           radm radm radm radm radm
product_sales_manager   radm radm radm radm radm
sales_director          radm radm radm radm radm
key_account_manager     radm radm radm radm radm
mill_sales_manager      radm radm ra   r    radm
salesperson             radm radm ra   r    radm
technology_manager      ra   rad  -    r    ra
application_engineer    ra   rad  -    r    ra
concept_manager         ra   rad  -    r    ra
pricing_engineer        r    r    rad  r    ra
contract_manager        r    r    r    rad  ra
sales_assistant         ra   r    -    -    r
account_team_member     ra   r    -    -    r
marketing               ra   r    -    -    r
field_service           ra   r    -    -    r
purchase_lead           radm radm radm radm radm
decision_maker          radm radm radm radm radm
technical_expert        ra   ra   -    -    ra
operator                ra   ra   -    -    ra
finance                 r    -    rd   rd   ra
lawyer                  r    -    rd   rd   ra
observer                r    -    -    -    -
interpreter             r    -    -    -    -
consultant              ra   ra   -    -    -
sub_supplier            -    -    -    -    -
"""
CLASSES = ("general", "technical", "commercial", "contract", "internal")
LETTERS = {"read": "r", "add": "a", "decide": "d", "manage": "m"}
RIGHTS = {
    role: dict(zip(CLASSES, columns, strict=True))
    for role, *columns in (line.split() for line in TABLE.strip().splitlines())
}


def has(role: str, right: str, confidentiality: str) -> bool:
    return LETTERS[right] in RIGHTS[role][confidentiality]
