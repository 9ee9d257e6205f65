"""Six projects in different phases, told day by day. Offsets are days from today."""

from datetime import time

from demo import steps
from demo.cast import Cast
from demo.clock import Story, at, day
from documents.choices import Category as Cat
from portal.spaces.choices import Confidentiality as Conf
from portal.spaces.choices import Side
from sales_module.projects.choices import Outcome
from sales_module.projects.services import project_close
from sales_module.quotations.choices import Stage
from sales_module.quotations.models import QuotationLine
from sales_module.quotations.services.drafts import draft_save, new_revision
from sales_module.quotations.services.questions import question_answer, question_ask
from sales_module.quotations.services.sending import quotation_withdraw
from sales_module.quotations.services.sharing import quotation_share, revision_opened
from sales_module.quotations.values import Terms
from sales_module.schedule.choices import ItemKind
from sales_module.schedule.models import ScheduleItem
from sales_module.schedule.services import Offer, Offered, proposal_counter

SUPPLIER, CUSTOMER = Side.SUPPLIER, Side.CUSTOMER
VIDEO = "https://meet.example/aurora-press-rebuild"


def aurora(cast: Cast) -> Story:
    """The main project: a press section rebuild at Aava, in the firm proposal phase."""
    yield at(-210, 9)
    project = steps.start(
        cast.sales,
        cast.aava,
        "AURORA",
        "Press section rebuild, board machine 3",
        "Second shoe press and new felts for board machine 3 in Kotka. Target: 4 % more dryness after press.",
    )
    steps.agree(cast.sales, project, cast.buyer.name, day(-211))
    steps.bring(
        cast.sales,
        project,
        (cast.tech, SUPPLIER, "technology_manager"),
        (cast.kam, SUPPLIER, "key_account_manager"),
        (cast.buyer, CUSTOMER, "purchase_lead"),
        (cast.expert, CUSTOMER, "technical_expert"),
        (cast.director, CUSTOMER, "decision_maker"),
    )
    steps.bring(cast.sales, project, (cast.pricing, SUPPLIER, "pricing_engineer"), shown=False)
    steps.gates(
        cast.sales,
        project,
        opportunity_validation=day(-190),
        indicative_proposal=day(-140),
        budget_proposal=day(-70),
        firm_proposal=day(30),
        final_negotiation=day(75),
    )
    yield at(-205, 10)
    kick_off = steps.propose(
        cast.sales, project, "Kick-off at the mill", day(-198), minutes=120, place="Kotka mill, meeting room 2"
    )
    yield at(-204, 14)
    steps.agree_time(cast.buyer, kick_off)
    steps.file(cast.expert, project, "office-sample.xlsx", "PM3 production data.xlsx", Cat.BACKGROUND, Conf.TECHNICAL)
    steps.file(cast.expert, project, "image-chart.png", "PM3 press dryness trend.png", Cat.BACKGROUND, Conf.TECHNICAL)
    yield at(-188, 9)
    steps.move(cast.sales, project, "indicative_proposal")
    steps.file(cast.sales, project, "office-sample.pptx", "Kymi references, board machines.pptx", Cat.REFERENCE)
    steps.file(cast.sales, project, "spec-nist-readme.pdf", "Shoe press concept.pdf", Cat.PRESENTATION)
    steps.file(cast.tech, project, "drawing-text.dxf", "PM3 press section, layout.dxf", Cat.LAYOUT, Conf.TECHNICAL)
    yield at(-138, 11)
    steps.move(cast.sales, project, "budget_proposal")
    steps.bring(cast.buyer, project, (cast.consult, CUSTOMER, "consultant"))
    specification = steps.file(
        cast.tech,
        project,
        "spec-flowchart-large-page.pdf",
        "Technical specification.pdf",
        Cat.SPECIFICATION,
        Conf.TECHNICAL,
    )
    steps.file(
        cast.tech, project, "drawing-blocks.dwg", "Press frame, general arrangement.dwg", Cat.LAYOUT, Conf.TECHNICAL
    )
    steps.file(cast.sales, project, "office-sample.docx", "Terms of sale.docx", Cat.CONTRACT, Conf.CONTRACT)
    steps.file(cast.pricing, project, "office-chart.xlsx", "Cost estimate.xlsx", Cat.ESTIMATE, Conf.INTERNAL)
    yield at(-95, 13)
    quotation = steps.offer(
        cast.sales,
        project,
        Terms(
            title="Press section rebuild",
            stage=Stage.BUDGET,
            valid_day=day(-20),
            incoterm="DAP",
            named_place="Kotka mill",
            delivery_weeks=40,
            payment_terms="30 % at order, 60 % at delivery, 10 % at take-over",
            warranty="12 months from start-up",
        ),
        [
            steps.line("PRS-2110"),
            steps.line("PRS-2100", "2"),
            steps.line("PRS-2310", "24"),
            steps.line("SRV-9100", "30"),
            steps.line("PRS-2400", "2", optional=True),
        ],
    )
    yield at(-94, 8, 40)
    steps.open_all(cast.buyer, project, "Technical specification", "Terms of sale", "Shoe press concept")
    steps.open_all(cast.expert, project, "Technical specification", "PM3 press section, layout")
    steps.open_all(cast.tech, project, "PM3 production data", "PM3 press dryness trend")
    revision_opened(actor=cast.buyer, quotation=quotation, revision=quotation.current, how="opened")
    yield at(-68, 9)
    steps.move(cast.sales, project, "firm_proposal")
    steps.revise(
        cast.tech,
        specification,
        "spec-jrc-technical-report.pdf",
        "Technical specification.pdf",
        "Nip load and felt run changed",
    )
    steps.file(
        cast.buyer,
        project,
        "office-paragraphs-tables.docx",
        "Questions to the supplier.docx",
        Cat.QUESTIONS,
        Conf.TECHNICAL,
    )
    yield at(-66, 14)
    steps.open_all(cast.expert, project, "Technical specification", "Kymi references, board machines")
    steps.open_all(cast.sales, project, "Questions to the supplier")
    yield at(-40, 9)
    steps.bring(cast.sales, project, (cast.field, SUPPLIER, "sub_supplier"))
    review = steps.propose(
        cast.tech, project, "Specification review", day(-33), at=time(13), minutes=90, video_link=VIDEO
    )
    yield at(-39, 16)
    steps.agree_time(cast.buyer, review)
    yield at(-9, 10)
    draft = new_revision(actor=cast.sales, quotation=quotation)
    draft_save(
        actor=cast.sales,
        quotation=quotation,
        version=draft.version,
        terms=Terms(
            title="Press section rebuild",
            stage=Stage.FIRM,
            valid_day=day(24),
            incoterm="DAP",
            named_place="Kotka mill",
            delivery_weeks=36,
            partial_delivery=True,
            payment_terms="30 % at order, 60 % at delivery, 10 % at take-over",
            warranty="24 months from start-up",
            intro="Firm proposal after the specification review. Delivery is four weeks shorter than in the budget.",
        ),
        lines=[
            steps.line("PRS-2110", discount="4", note="Lowest we can go: 6 %"),
            steps.line("PRS-2100", "2", discount="4"),
            steps.line("PRS-2310", "24"),
            steps.line("PRS-2200", "2"),
            steps.line("AUT-8310", "36"),
            steps.line("SRV-9100", "28"),
            steps.line("SRV-9110", "10"),
            steps.line("PRS-2400", "2", optional=True),
            steps.line("SRV-9200", "5", optional=True),
            steps.line("SRV-9400", "1", optional=True),
        ],
    )
    steps.send(cast.sales, quotation)
    quotation_share(actor=cast.buyer, quotation=quotation, person=cast.consult)
    yield at(-8, 9, 15)
    revision_opened(actor=cast.buyer, quotation=quotation, revision=quotation.current, how="opened")
    belt = QuotationLine.objects.get(revision=quotation.current, part_code="PRS-2100")
    asked = question_ask(
        actor=cast.buyer, quotation=quotation, line_key=belt.line_key, text="Is one of the two belts a spare?"
    )
    yield at(-7, 10)
    question_answer(
        actor=cast.sales,
        quotation=quotation,
        question_id=asked.pk,
        text="Yes. One is mounted, one is your spare in Kotka.",
    )
    negotiation = steps.propose(
        cast.sales,
        project,
        "Commercial negotiation",
        day(9),
        at=time(9),
        minutes=180,
        kind=ItemKind.NEGOTIATION,
        place="Kymi office, Kotka",
        agenda="Price, payment terms, penalty for late delivery",
    )
    yield at(-6, 12)
    steps.agree_time(cast.buyer, negotiation)
    sensors = QuotationLine.objects.get(revision=quotation.current, part_code="AUT-8310")
    question_ask(
        actor=cast.buyer,
        quotation=quotation,
        line_key=sensors.line_key,
        text="Do the sensors fit our present monitoring system?",
    )
    yield at(-3, 15)
    steps.propose(
        cast.sales,
        project,
        "Site survey for the crane path",
        day(5),
        day(6),
        at=time(13),
        minutes=120,
        place="Kotka mill, gate 1",
        message="Felix of Saimaflow comes along.",
    )
    steps.file(
        cast.sales, project, "scan-colour-one-page.pdf", "Guarantee values, signed.pdf", Cat.GUARANTEE, Conf.COMMERCIAL
    )
    yield at(-2, 9)
    steps.propose(cast.buyer, project, "Answers to question list", day(12), at=time(16), kind=ItemKind.DEADLINE)


def borealis(cast: Cast) -> Story:
    """The rival's project. Nobody of Aava, and of Kymi only the other salesman, may know of it."""
    yield at(-150, 9)
    project = steps.start(
        cast.othersales,
        cast.brattsund,
        "BOREALIS",
        "New coating station, paper machine 6",
        "Off-machine curtain coater.",
    )
    steps.agree(cast.othersales, project, cast.rival.name, day(-151))
    steps.bring(cast.othersales, project, (cast.rival, CUSTOMER, "purchase_lead"))
    steps.move(cast.othersales, project, "indicative_proposal")
    yield at(-120, 9)
    steps.bring(cast.rival, project, (cast.consult, CUSTOMER, "consultant"))
    steps.file(cast.othersales, project, "spec-nist-readme.pdf", "Curtain coating concept.pdf", Cat.PRESENTATION)
    steps.file(cast.rival, project, "office-sample.xlsx", "Coating recipes.xlsx", Cat.BACKGROUND, Conf.TECHNICAL)
    yield at(-30, 9)
    steps.move(cast.othersales, project, "budget_proposal")
    steps.offer(
        cast.othersales,
        project,
        Terms(title="Coating station", stage=Stage.BUDGET, valid_day=day(40), incoterm="DAP", named_place="Sundsvall"),
        [steps.line("COA-5200", "2"), steps.line("COA-5300"), steps.line("SRV-9100", "20")],
    )
    steps.propose(cast.othersales, project, "Mill visit", day(7), place="Sundsvall", minutes=240)


def castor(cast: Cast) -> Story:
    """Won last year, now history: a winder rebuild."""
    yield at(-350, 9)
    project = steps.start(cast.sales, cast.aava, "CASTOR", "Winder knives and core chucks")
    steps.agree(cast.sales, project, cast.buyer.name, day(-352))
    steps.bring(
        cast.sales, project, (cast.buyer, CUSTOMER, "purchase_lead"), (cast.kam, SUPPLIER, "key_account_manager")
    )
    steps.move(cast.sales, project, "firm_proposal")
    quotation = steps.offer(
        cast.sales,
        project,
        Terms(title="Winder package", stage=Stage.FIRM, valid_day=day(-300), incoterm="FCA", named_place="Kotka"),
        [steps.line("REE-6200", "2"), steps.line("REE-6210", "12"), steps.line("REE-6300", "4", discount="5")],
    )
    yield at(-340, 10)
    revision_opened(actor=cast.buyer, quotation=quotation, revision=quotation.current, how="opened")
    steps.accept(cast.buyer, quotation, "AB-45100871")
    yield at(-338, 9)
    project.refresh_from_db()
    project_close(actor=cast.sales, project=project, outcome=Outcome.WON)


def draco(cast: Cast) -> Story:
    """A tissue mill looks for energy savings; the customer answered a time with another one."""
    yield at(-60, 9)
    project = steps.start(cast.sales, cast.tammer, "DRACO", "Hood heat recovery, tissue machine 2")
    steps.agree(cast.sales, project, cast.tissue.name, day(-61))
    steps.bring(
        cast.sales, project, (cast.tissue, CUSTOMER, "purchase_lead"), (cast.tech, SUPPLIER, "technology_manager")
    )
    steps.move(cast.sales, project, "indicative_proposal")
    steps.file(cast.sales, project, "office-sample.pptx", "Heat recovery references.pptx", Cat.REFERENCE)
    yield at(-5, 9)
    item = steps.propose(cast.sales, project, "Energy study, first results", day(4), minutes=60, video_link=VIDEO)
    yield at(-4, 11)
    proposal = ScheduleItem.objects.get(pk=item.pk).proposals.get()
    proposal_counter(
        actor=cast.tissue,
        proposal=proposal,
        offer=Offer(
            slots=[Offered(day=day(8), at=time(13), zone="Europe/Helsinki", minutes=60)], message="I travel that day."
        ),
    )


def eridanus(cast: Cast) -> Story:
    """Just begun, nothing agreed yet."""
    yield at(-14, 9)
    project = steps.start(cast.othersales, cast.brattsund, "ERIDANUS", "Web break monitoring, paper machine 4")
    steps.bring(cast.othersales, project, (cast.rival, CUSTOMER, "purchase_lead"))


def fornax(cast: Cast) -> Story:
    """Lost: the price was too high, and the reason is on record."""
    yield at(-280, 9)
    project = steps.start(cast.kam, cast.tammer, "FORNAX", "Refiner drive upgrade")
    steps.agree(cast.kam, project, cast.tissue.name, day(-281))
    steps.bring(
        cast.kam, project, (cast.tissue, CUSTOMER, "purchase_lead"), (cast.pricing, SUPPLIER, "pricing_engineer")
    )
    steps.move(cast.kam, project, "budget_proposal")
    first = steps.offer(
        cast.kam,
        project,
        Terms(title="Refiner drive", stage=Stage.INDICATIVE, valid_day=day(-250)),
        [steps.line("STK-7110", "2")],
    )
    yield at(-270, 9)
    quotation_withdraw(actor=cast.kam, quotation=first)
    quotation = steps.offer(
        cast.kam,
        project,
        Terms(title="Refiner drive and plates", stage=Stage.BUDGET, valid_day=day(-200)),
        [steps.line("STK-7110"), steps.line("STK-7100", "6", discount="3")],
    )
    yield at(-240, 9)
    steps.decline(cast.tissue, quotation, "The drive of another supplier fits our foundation without rebuilding.")
    project.refresh_from_db()
    project_close(actor=cast.kam, project=project, outcome=Outcome.LOST)
