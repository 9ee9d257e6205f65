from portal.help.guides.shape import Guide, Question, t

SALESPERSON = Guide(
    "salesperson",
    t("For salespeople", "Myyjille", "För säljare"),
    t(
        "From the first project page to the accepted quotation, with the material sent once.",
        "Projektin ensimmäisestä sivusta hyväksyttyyn tarjoukseen, ja aineisto lähetetään vain kerran.",
        "Från projektets första sida till den godkända offerten, med materialet skickat en gång.",
    ),
    (
        Question(
            "start-project",
            t("How do I start a project?", "Miten aloitan projektin?", "Hur startar jag ett projekt?"),
            (
                t(
                    "Under “Projects”, start a project: choose the customer from the list and give a name and a code "
                    "name. Only the code name appears in mails. You become the key contact, and nobody else sees the "
                    "project until you bring people in.",
                    "Aloita projekti kohdassa ”Projektit”: valitse asiakas luettelosta ja anna nimi ja peitenimi. Vain "
                    "peitenimi näkyy sähköposteissa. Sinusta tulee pääyhteyshenkilö, eikä kukaan muu näe projektia, "
                    "ennen kuin otat ihmisiä mukaan.",
                    "Starta ett projekt under ”Projekt”: välj kunden ur listan och ge ett namn och ett kodnamn. Bara "
                    "kodnamnet syns i mejl. Du blir huvudkontakt, och ingen annan ser projektet förrän du tar med "
                    "personer.",
                ),
                t(
                    "Record that the customer agreed to use the portal for this project, who agreed and when. It can "
                    "be withdrawn at any time.",
                    "Kirjaa, että asiakas on suostunut käyttämään portaalia tässä projektissa, kuka suostui ja "
                    "milloin. Suostumuksen voi perua milloin tahansa.",
                    "Anteckna att kunden har gått med på att använda portalen i detta projekt, vem som gick med på det "
                    "och när. Det kan återkallas när som helst.",
                ),
            ),
        ),
        Question(
            "people",
            t(
                "How do I bring people in on both sides?",
                "Miten otan ihmisiä mukaan kummaltakin puolelta?",
                "Hur tar jag med personer på båda sidor?",
            ),
            (
                t(
                    "Open “People” in the project: pick a person or enter an e-mail address, choose side and role, and "
                    "see what that role reads. Who is new gets an invitation by mail; its link works once, for 24 "
                    "hours. Back-office people can be hidden from the other side's contact list.",
                    "Avaa projektin ”Ihmiset”: valitse henkilö tai anna sähköpostiosoite, valitse puoli ja rooli ja "
                    "katso, mitä rooli lukee. Uusi henkilö saa kutsun sähköpostitse; sen linkki toimii kerran, 24 "
                    "tunnin ajan. Taustahenkilöt voi piilottaa toisen puolen yhteystiedoista.",
                    "Öppna ”Personer” i projektet: välj en person eller ange en mejladress, välj sida och roll och se "
                    "vad rollen läser. Den som är ny får en inbjudan per mejl; länken fungerar en gång, i 24 timmar. "
                    "Personer i bakgrunden kan döljas i den andra sidans kontaktlista.",
                ),
            ),
        ),
        Question(
            "upload",
            t(
                "How do I file a lot of documents at once?",
                "Miten vien monta asiakirjaa kerralla?",
                "Hur lägger jag in många dokument på en gång?",
            ),
            (
                t(
                    "Open “Documents”, choose category and confidentiality, and drag all files in at once. The page "
                    "names who will see them. You can go on working; an interrupted upload goes on where it stopped.",
                    "Avaa ”Asiakirjat”, valitse luokka ja luottamuksellisuus ja vedä kaikki tiedostot kerralla. Sivu "
                    "kertoo, kuka ne näkee. Voit jatkaa työtä; keskeytynyt lataus jatkuu siitä, mihin se jäi.",
                    "Öppna ”Dokument”, välj kategori och konfidentialitet och dra in alla filer på en gång. Sidan "
                    "visar vem som kommer att se dem. Du kan arbeta vidare; en avbruten uppladdning fortsätter där den "
                    "slutade.",
                ),
                t(
                    "A new version of a file is added on the page of its document: it becomes the next revision, and "
                    "the old one says that it is superseded.",
                    "Tiedoston uusi versio lisätään sen asiakirjan sivulla: siitä tulee seuraava revisio, ja vanhassa "
                    "lukee, että se on korvattu.",
                    "En ny version av en fil läggs till på dokumentets sida: den blir nästa revision, och på den gamla "
                    "står att den är ersatt.",
                ),
            ),
        ),
        Question(
            "quotation",
            t(
                "How do I write and send a quotation?",
                "Miten kirjoitan ja lähetän tarjouksen?",
                "Hur skriver och skickar jag en offert?",
            ),
            (
                t(
                    "Under “Quotations” in the project, write a new one: take lines from the catalogue or add empty "
                    "ones, mark options, and fill in validity, delivery, payment and warranty. Only your side sees the "
                    "draft, and cost, margin and internal notes never leave it. The preview shows what the customer "
                    "will see.",
                    "Kirjoita uusi tarjous projektin kohdassa ”Tarjoukset”: ota rivejä luettelosta tai lisää tyhjiä, "
                    "merkitse optiot ja täytä voimassaolo, toimitus, maksu ja takuu. Luonnoksen näkee vain oma "
                    "puolesi, eivätkä kustannus, kate ja sisäiset huomautukset koskaan lähde sieltä. Esikatselu "
                    "näyttää, mitä asiakas näkee.",
                    "Skriv en ny under ”Offerter” i projektet: ta rader ur katalogen eller lägg till tomma, markera "
                    "optioner och fyll i giltighet, leverans, betalning och garanti. Utkastet ser bara din sida, och "
                    "kostnad, marginal och interna anteckningar lämnar den aldrig. Förhandsvisningen visar vad kunden "
                    "kommer att se.",
                ),
                t(
                    "Sending names the receivers first. A sent revision cannot be changed; a change is a new revision, "
                    "and the old one is superseded. The PDF is made in the background within seconds.",
                    "Lähetettäessä näet ensin vastaanottajat. Lähetettyä revisiota ei voi muuttaa; muutos on uusi "
                    "revisio, ja vanha korvataan. PDF syntyy taustalla muutamassa sekunnissa.",
                    "Innan du skickar visas mottagarna. En skickad revision kan inte ändras; en ändring är en ny "
                    "revision, och den gamla ersätts. PDF-filen görs i bakgrunden på några sekunder.",
                ),
            ),
        ),
        Question(
            "opened",
            t(
                "How do I see who has opened what?",
                "Miten näen, kuka on avannut mitä?",
                "Hur ser jag vem som har öppnat vad?",
            ),
            (
                t(
                    "The page of a document or quotation lists each receiver: opened or downloaded, which revision, "
                    "when, or not opened yet. For people who do not use the portal, note that you sent it another way, "
                    "on which day and by which channel.",
                    "Asiakirjan tai tarjouksen sivu luettelee jokaisen vastaanottajan: avannut tai ladannut, minkä "
                    "revision, milloin, tai ei vielä avannut. Niiden kohdalle, jotka eivät käytä portaalia, merkitse "
                    "toimittaneesi sen muulla tavoin, minä päivänä ja mitä kautta.",
                    "Sidan för ett dokument eller en offert listar varje mottagare: öppnat eller laddat ner, vilken "
                    "revision, när, eller inte öppnat än. För dem som inte använder portalen antecknar du att du "
                    "skickade det på annat sätt, vilken dag och genom vilken kanal.",
                ),
            ),
        ),
        Question(
            "phases",
            t(
                "How do I move the project to the next phase?",
                "Miten siirrän projektin seuraavaan vaiheeseen?",
                "Hur flyttar jag projektet till nästa fas?",
            ),
            (
                t(
                    "Open the phases of the project, plan the days of the gates, and move it on. Both sides see the "
                    "same line of six phases and what each side owes next. All participants are told of a move.",
                    "Avaa projektin vaiheet, suunnittele porttien päivät ja siirrä projekti eteenpäin. Molemmat puolet "
                    "näkevät saman kuuden vaiheen janan ja sen, mitä kummankin puolen on tehtävä seuraavaksi. "
                    "Siirrosta kerrotaan kaikille osallistujille.",
                    "Öppna projektets faser, planera grindarnas dagar och flytta det vidare. Båda sidor ser samma "
                    "linje med sex faser och vad vardera sidan ska göra härnäst. Alla deltagare får veta om en flytt.",
                ),
            ),
        ),
    ),
)

KEY_ACCOUNT_MANAGER = Guide(
    "key-account-manager",
    t("For key account managers", "Avainasiakaspäälliköille", "För nyckelkundsansvariga"),
    t(
        "The customer on one page, and a co-operation plan that both sides keep.",
        "Asiakas yhdellä sivulla ja yhteistyösuunnitelma, jota molemmat puolet pitävät.",
        "Kunden på en sida och en samarbetsplan som båda sidor håller i.",
    ),
    (
        Question(
            "account",
            t(
                "What does the account page show?",
                "Mitä asiakkuuden sivu näyttää?",
                "Vad visar kundrelationens sida?",
            ),
            (
                t(
                    "The customer's contacts, your own projects with it, the orders with on-time delivery from the "
                    "imported order data, and the co-operation plan. It counts only what you may see. The customer "
                    "never sees this page.",
                    "Asiakkaan yhteyshenkilöt, omat projektisi sen kanssa, tilaukset ja toimitusvarmuuden tuoduista "
                    "tilaustiedoista sekä yhteistyösuunnitelman. Siihen lasketaan vain se, minkä saat nähdä. Asiakas "
                    "ei koskaan näe tätä sivua.",
                    "Kundens kontakter, dina egna projekt med den, orderna med leveransprecision ur importerade "
                    "orderdata samt samarbetsplanen. Bara det du får se räknas. Kunden ser aldrig den här sidan.",
                ),
            ),
        ),
        Question(
            "start-plan",
            t(
                "How do I start a co-operation plan?",
                "Miten aloitan yhteistyösuunnitelman?",
                "Hur börjar jag en samarbetsplan?",
            ),
            (
                t(
                    "Start it from the account page or under “Plans”, and choose the people of both sides. Each of "
                    "them gets a mail and reads the plan from the start. Afterwards, “People” in the plan brings in "
                    "others.",
                    "Aloita se asiakkuuden sivulta tai kohdasta ”Suunnitelmat” ja valitse ihmiset kummaltakin "
                    "puolelta. Jokainen saa sähköpostin ja lukee suunnitelman alusta asti. Myöhemmin muita otetaan "
                    "mukaan suunnitelman kohdassa ”Ihmiset”.",
                    "Börja den från kundrelationens sida eller under ”Planer” och välj personer på båda sidor. Var och "
                    "en får ett mejl och läser planen från början. Senare tas andra med under ”Personer” i planen.",
                ),
            ),
        ),
        Question(
            "keep-plan",
            t(
                "Who writes what in the plan?",
                "Kuka kirjoittaa suunnitelmaan ja mitä?",
                "Vem skriver vad i planen?",
            ),
            (
                t(
                    "Both sides write in the same plan: the shared vision, each side's priorities, ambitions and "
                    "expectations, objectives with measures, and the yearly clock. Every change shows who made it; "
                    "what was taken out can be brought back.",
                    "Molemmat puolet kirjoittavat samaan suunnitelmaan: yhteinen visio, kummankin puolen painopisteet, "
                    "tavoitetilat ja odotukset, tavoitteet mittareineen sekä vuosikello. Jokaisesta muutoksesta näkyy, "
                    "kuka sen teki, ja poistetun voi palauttaa.",
                    "Båda sidor skriver i samma plan: den gemensamma visionen, varje sidas prioriteter, ambitioner och "
                    "förväntningar, mål med mått samt årshjulet. Varje ändring visar vem som gjorde den; det som "
                    "tagits bort kan hämtas tillbaka.",
                ),
                t(
                    "When two people save the same row, the second sees both texts and chooses; neither is lost.",
                    "Kun kaksi tallentaa saman rivin, jälkimmäinen näkee molemmat tekstit ja valitsee; kumpikaan ei "
                    "katoa.",
                    "När två sparar samma rad ser den andra båda texterna och väljer; ingen går förlorad.",
                ),
            ),
        ),
        Question(
            "action",
            t(
                "How do I agree on an action?",
                "Miten sovin toimenpiteestä?",
                "Hur avtalar jag en åtgärd?",
            ),
            (
                t(
                    "Add an action in the plan with an owner of either side and a due day. The owner gets a mail "
                    "without the text, and the action stands on the owner's Home until it is done.",
                    "Lisää suunnitelmaan toimenpide, jolla on omistaja kummalta tahansa puolelta ja määräpäivä. "
                    "Omistaja saa sähköpostin ilman tekstiä, ja toimenpide on hänen etusivullaan, kunnes se on tehty.",
                    "Lägg till en åtgärd i planen med en ansvarig på någondera sidan och ett förfallodatum. Den "
                    "ansvariga får ett mejl utan texten, och åtgärden står på hens startsida tills den är gjord.",
                ),
            ),
        ),
        Question(
            "print-plan",
            t(
                "How do I take the plan to a meeting?",
                "Miten otan suunnitelman kokoukseen?",
                "Hur tar jag planen med till ett möte?",
            ),
            (
                t(
                    "Make its PDF, or print the page: both are laid out for paper. The plan marks what changed since "
                    "your last visit.",
                    "Tee siitä PDF tai tulosta sivu: molemmat on taitettu paperille. Suunnitelma merkitsee, mikä on "
                    "muuttunut edellisen käyntisi jälkeen.",
                    "Gör en PDF av den eller skriv ut sidan: båda är gjorda för papper. Planen visar vad som har "
                    "ändrats sedan ditt senaste besök.",
                ),
            ),
        ),
    ),
)
