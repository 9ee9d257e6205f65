from portal.help.guides.shape import Guide, Question, t

ADMINISTRATOR = Guide(
    "administrator",
    t("For administrators", "Pääkäyttäjille", "För administratörer"),
    t(
        "Bringing people in, ending access, and keeping the portal running, without seeing its content.",
        "Ihmisten kutsuminen, pääsyn päättäminen ja portaalin hoito – sisältöä näkemättä.",
        "Bjuda in personer, avsluta åtkomst och sköta portalen, utan att se innehållet.",
    ),
    (
        Question(
            "invite",
            t(
                "How do I let a colleague in?",
                "Miten päästän kollegan mukaan?",
                "Hur släpper jag in en kollega?",
            ),
            (
                t(
                    "As people administrator open “People of your company” under your name and send an invitation. It "
                    "lets the person sign in and nothing more: projects and plans open when somebody inside brings the "
                    "person in.",
                    "Avaa henkilöhallinnan pääkäyttäjänä nimesi alta ”Yrityksesi ihmiset” ja lähetä kutsu. Se "
                    "oikeuttaa kirjautumaan eikä muuhun: projektit ja suunnitelmat avautuvat, kun joku niiden sisältä "
                    "ottaa henkilön mukaan.",
                    "Öppna som personadministratör ”Personer i ditt företag” under ditt namn och skicka en inbjudan. "
                    "Den ger rätt att logga in och inget mer: projekt och planer öppnas när någon där inne tar med "
                    "personen.",
                ),
            ),
        ),
        Question(
            "leave",
            t(
                "What do I do when somebody leaves the company?",
                "Mitä teen, kun joku lähtee yrityksestä?",
                "Vad gör jag när någon lämnar företaget?",
            ),
            (
                t(
                    "End the access in the same list. Sign-ins and API tokens stop at once, in every project. What the "
                    "person wrote stays.",
                    "Päätä pääsy samassa luettelossa. Kirjautumiset ja API-avaimet lakkaavat heti, joka projektissa. "
                    "Se, mitä henkilö kirjoitti, säilyy.",
                    "Avsluta åtkomsten i samma lista. Inloggningar och API-nycklar upphör genast, i alla projekt. Det "
                    "personen skrev finns kvar.",
                ),
            ),
        ),
        Question(
            "no-content",
            t(
                "Why do I see no projects as administrator?",
                "Miksi en näe projekteja pääkäyttäjänä?",
                "Varför ser jag inga projekt som administratör?",
            ),
            (
                t(
                    "Because only the people of a project see it. An administrator role opens no project, plan or "
                    "file, and nobody can sign in as somebody else.",
                    "Koska projektin näkevät vain siihen nimetyt. Pääkäyttäjän rooli ei avaa yhtään projektia, "
                    "suunnitelmaa tai tiedostoa, eikä kukaan voi kirjautua toisena henkilönä.",
                    "Därför att bara projektets egna personer ser det. En administratörsroll öppnar inget projekt, "
                    "ingen plan och ingen fil, och ingen kan logga in som någon annan.",
                ),
            ),
        ),
        Question(
            "outbox",
            t(
                "A mail did not arrive. What can I see?",
                "Sähköposti ei tullut perille. Mitä voin nähdä?",
                "Ett mejl kom inte fram. Vad kan jag se?",
            ),
            (
                t(
                    "As installation administrator open “Outbox” under your name. It lists mails that wait or were "
                    "given up, with kind, age, tries and error, and lets them go out again. Receiver and content are "
                    "not shown. Without a mail server all mails wait there and none is lost.",
                    "Avaa asennuksen pääkäyttäjänä nimesi alta ”Lähtevät”. Siellä ovat sähköpostit, jotka "
                    "odottavat tai jäivät lopulta lähettämättä: laji, ikä, yritykset ja virhe, ja voit lähettää ne "
                    "uudelleen. Vastaanottajaa ja sisältöä ei näytetä. Ilman sähköpostipalvelinta "
                    "kaikki odottavat siellä eikä yksikään katoa.",
                    "Öppna som installationsadministratör ”Utkorg” under ditt namn. Där står mejl som väntar eller "
                    "inte gick att skicka, med slag, ålder, försök och fel, och du kan skicka dem på nytt. Mottagare "
                    "och innehåll visas inte. Utan mejlserver väntar alla där och inget går förlorat.",
                ),
            ),
        ),
        Question(
            "answer-feedback",
            t(
                "Who answers feedback?",
                "Kuka vastaa palautteeseen?",
                "Vem svarar på återkoppling?",
            ),
            (
                t(
                    "Installation administrators. Each message comes as a notice; the list is under your name. Your "
                    "answer goes to the writer only.",
                    "Asennuksen pääkäyttäjät. Jokainen viesti tulee ilmoituksena; luettelo on nimesi alla. Vastauksesi "
                    "menee vain kirjoittajalle.",
                    "Installationsadministratörerna. Varje meddelande kommer som en notis; listan finns under ditt "
                    "namn. Ditt svar går bara till skribenten.",
                ),
            ),
        ),
        Question(
            "imports",
            t(
                "How do customers, contacts, products and orders come in?",
                "Miten asiakkaat, yhteyshenkilöt, tuotteet ja tilaukset tuodaan?",
                "Hur kommer kunder, kontakter, produkter och order in?",
            ),
            (
                t(
                    "From CSV or XLSX files by commands on the server: bin/manage import_organisations, "
                    "import_contacts, import_products and import_orders. Each has a trial run that writes nothing, "
                    "names every faulty row, and can be repeated without making doubles.",
                    "CSV- tai XLSX-tiedostoista palvelimen komennoilla: bin/manage import_organisations, "
                    "import_contacts, import_products ja import_orders. Jokaisessa on koeajo, joka ei kirjoita mitään; "
                    "ne nimeävät jokaisen virheellisen rivin, ja ne voi toistaa ilman kaksoiskappaleita.",
                    "Ur CSV- eller XLSX-filer med kommandon på servern: bin/manage import_organisations, "
                    "import_contacts, import_products och import_orders. Varje kommando har en provkörning som inte "
                    "skriver något, nämner varje felaktig rad och kan upprepas utan dubbletter.",
                ),
            ),
        ),
    ),
)
