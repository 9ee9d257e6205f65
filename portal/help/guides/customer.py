from portal.help.guides.shape import Guide, Question, t

PURCHASER = Guide(
    "purchaser",
    t("For purchasers and decision makers", "Ostajille ja päättäjille", "För inköpare och beslutsfattare"),
    t(
        "Find the current quotation, decide on it, agree on dates, give the supplier what it asks for.",
        "Löydä voimassa oleva tarjous, päätä siitä, sovi ajoista ja anna toimittajalle sen pyytämät tiedot.",
        "Hitta den aktuella offerten, besluta om den, kom överens om tider och ge leverantören det den behöver.",
    ),
    (
        Question(
            "find-quotation",
            t(
                "How do I find the current quotation?",
                "Miten löydän voimassa olevan tarjouksen?",
                "Hur hittar jag den aktuella offerten?",
            ),
            (
                t(
                    "Home lists a quotation that waits for your decision. Otherwise open the project: its first page "
                    "shows the current quotation, and “Quotations” lists all of them.",
                    "Etusivulla on tarjous, joka odottaa päätöstäsi. Muuten avaa projekti: sen etusivulla on voimassa "
                    "oleva tarjous, ja ”Tarjoukset” luettelee ne kaikki.",
                    "På startsidan står en offert som väntar på ditt beslut. Öppna annars projektet: dess första sida "
                    "visar den aktuella offerten, och ”Offerter” listar alla.",
                ),
                t(
                    "You always land on the revision that is valid now. Older ones say that they are superseded. Tick "
                    "options to see them in the total, and download the whole as a PDF.",
                    "Päädyt aina nyt voimassa olevaan revisioon. Vanhemmissa lukee, että ne on korvattu. Merkitse "
                    "optiot, niin näet ne loppusummassa, ja lataa koko tarjous PDF-tiedostona.",
                    "Du kommer alltid till den revision som gäller nu. På äldre står att de är ersatta. Kryssa för "
                    "optioner för att se dem i summan, och ladda ner helheten som PDF.",
                ),
            ),
        ),
        Question(
            "accept",
            t(
                "How do I accept or decline a quotation?",
                "Miten hyväksyn tai hylkään tarjouksen?",
                "Hur godkänner eller avböjer jag en offert?",
            ),
            (
                t(
                    "Open the quotation, tick the options you want, and choose to accept. The next page repeats the "
                    "total, the validity and the options; there you give your name and, if you have one, the purchase "
                    "order number. To decline, give the reason: the supplier can send a new revision after that.",
                    "Avaa tarjous, merkitse haluamasi optiot ja valitse hyväksyminen. Seuraava sivu toistaa summan, "
                    "voimassaolon ja optiot; siinä annat nimesi ja ostotilauksen numeron, jos sellainen on. "
                    "Hylätessäsi kerro syy: toimittaja voi sen jälkeen lähettää uuden revision.",
                    "Öppna offerten, kryssa för de optioner du vill ha och välj att godkänna. Nästa sida upprepar "
                    "summan, giltigheten och optionerna; där anger du ditt namn och inköpsordernumret om du har ett. "
                    "Avböjer du, ange orsaken: leverantören kan skicka en ny revision efter det.",
                ),
                t(
                    "Your decision holds for exactly the revision you saw and cannot be altered later. The supplier "
                    "and your own team are told at once. Roles that decide on commercial matters may do this: the "
                    "table “Who sees what” shows them.",
                    "Päätöksesi koskee täsmälleen sitä revisiota, jonka näit, eikä sitä voi muuttaa jälkikäteen. "
                    "Toimittaja ja oma tiimisi saavat tiedon heti. Tämän voivat tehdä roolit, jotka päättävät "
                    "kaupallisista asioista: ne näkyvät taulukossa ”Kuka näkee mitä”.",
                    "Ditt beslut gäller exakt den revision du såg och kan inte ändras efteråt. Leverantören och ditt "
                    "eget team får veta det genast. Det får de roller göra som beslutar i kommersiella frågor: "
                    "tabellen ”Vem ser vad” visar dem.",
                ),
            ),
        ),
        Question(
            "ask",
            t(
                "How do I ask about a line of the quotation?",
                "Miten kysyn tarjouksen rivistä?",
                "Hur frågar jag om en rad i offerten?",
            ),
            (
                t(
                    "Beside each line you can ask about it. The question stands on the line, the supplier's people who "
                    "handle prices are told, and the answer comes to the same place and as a notice.",
                    "Jokaisen rivin kohdalla voit kysyä siitä. Kysymys jää riville, toimittajan hinnoista vastaavat "
                    "saavat siitä tiedon, ja vastaus tulee samaan paikkaan ja ilmoituksena.",
                    "Vid varje rad kan du ställa en fråga. Frågan står kvar vid raden, de hos leverantören som sköter "
                    "priser får veta det, och svaret kommer på samma ställe och som en notis.",
                ),
            ),
        ),
        Question(
            "meeting",
            t("How do I propose a meeting?", "Miten ehdotan kokousta?", "Hur föreslår jag ett möte?"),
            (
                t(
                    "Open “Schedule” in the project and propose a time: up to three times that suit your side, the "
                    "place or a video link, and what it is about. The other side accepts one, declines, or proposes "
                    "other times. Nothing agreed changes before the other side has accepted.",
                    "Avaa projektin ”Aikataulu” ja ehdota aikaa: enintään kolme puolellesi sopivaa aikaa, paikka tai "
                    "videolinkki ja aihe. Toinen puoli hyväksyy yhden, hylkää tai ehdottaa muita aikoja. Sovittu ei "
                    "muutu, ennen kuin toinen puoli on hyväksynyt.",
                    "Öppna ”Tidplan” i projektet och föreslå en tid: upp till tre tider som passar din sida, plats "
                    "eller videolänk och vad det gäller. Den andra sidan godkänner en av dem, avböjer eller föreslår "
                    "andra tider. Inget avtalat ändras innan den andra sidan har godkänt.",
                ),
                t(
                    "An agreed date can be put into your own calendar from its page.",
                    "Sovitun ajan voi lisätä omaan kalenteriin sen sivulta.",
                    "Ett avtalat datum kan läggas in i din egen kalender från dess sida.",
                ),
            ),
        ),
        Question(
            "background",
            t(
                "How do I send background data or other files?",
                "Miten lähetän lähtötietoja tai muita tiedostoja?",
                "Hur skickar jag bakgrundsdata eller andra filer?",
            ),
            (
                t(
                    "Open “Documents” and add files: drag as many as you like, choose the category (for example "
                    "background data) and the confidentiality. Before you send, the page names who will see them.",
                    "Avaa ”Asiakirjat” ja lisää tiedostoja: vedä niitä niin monta kuin haluat ja valitse luokka "
                    "(esimerkiksi lähtötiedot) ja luottamuksellisuus. Ennen lähettämistä sivu kertoo, kuka ne näkee.",
                    "Öppna ”Dokument” och lägg till filer: dra in så många du vill, välj kategori (till exempel "
                    "bakgrundsdata) och konfidentialitet. Innan du skickar visar sidan vem som kommer att se dem.",
                ),
                t(
                    "When the line breaks, the upload goes on where it stopped. Each file is checked before anybody "
                    "else sees it.",
                    "Jos yhteys katkeaa, lataus jatkuu siitä, mihin se jäi. Jokainen tiedosto tarkistetaan, ennen kuin "
                    "kukaan muu näkee sen.",
                    "Om förbindelsen bryts fortsätter uppladdningen där den slutade. Varje fil kontrolleras innan "
                    "någon annan ser den.",
                ),
            ),
        ),
        Question(
            "colleague",
            t(
                "How do I bring a colleague or a consultant in?",
                "Miten otan kollegan tai konsultin mukaan?",
                "Hur tar jag med en kollega eller konsult?",
            ),
            (
                t(
                    "Open “People” in the project. A purchase lead or decision maker brings in people of the own side "
                    "and gives each a role, never a wider one than the own. You may let somebody read from the start "
                    "or only what comes from now on, and end the access at any time.",
                    "Avaa projektin ”Ihmiset”. Hankintapäällikkö tai päättäjä ottaa mukaan oman puolen ihmisiä ja "
                    "antaa kullekin roolin, ei koskaan omaansa laajempaa. Voit antaa lukea alusta asti tai vain tästä "
                    "eteenpäin ja päättää pääsyn milloin tahansa.",
                    "Öppna ”Personer” i projektet. En inköpsledare eller beslutsfattare tar med personer från den egna "
                    "sidan och ger var och en en roll, aldrig vidare än den egna. Du kan låta någon läsa från början "
                    "eller bara det som kommer från och med nu, och avsluta åtkomsten när som helst.",
                ),
            ),
        ),
    ),
)

EXPERT = Guide(
    "expert",
    t("For technical experts", "Teknisille asiantuntijoille", "För tekniska experter"),
    t(
        "Specifications, drawings and dates: your part of the project and nothing else.",
        "Erittelyt, piirustukset ja päivämäärät: sinun osasi projektista eikä muuta.",
        "Specifikationer, ritningar och datum: din del av projektet och inget annat.",
    ),
    (
        Question(
            "no-prices",
            t("Why do I see no quotation?", "Miksi en näe tarjousta?", "Varför ser jag ingen offert?"),
            (
                t(
                    "Prices and contracts are read by the roles that need them. A technical expert reads and adds "
                    "general and technical material. If you need a quotation, ask the purchase lead of your side: it "
                    "can be given to you alone, to read.",
                    "Hintoja ja sopimuksia lukevat ne roolit, jotka niitä tarvitsevat. Tekninen asiantuntija lukee ja "
                    "lisää yleistä ja teknistä aineistoa. Jos tarvitset tarjousta, pyydä sitä oman puolesi "
                    "hankintapäälliköltä: sen voi antaa juuri sinulle luettavaksi.",
                    "Priser och avtal läses av de roller som behöver dem. En teknisk expert läser och lägger till "
                    "allmänt och tekniskt material. Behöver du en offert, be din sidas inköpsledare: den kan ges just "
                    "till dig att läsa.",
                ),
            ),
        ),
        Question(
            "current-specification",
            t(
                "How do I know that I have the current specification?",
                "Mistä tiedän, että minulla on voimassa oleva erittely?",
                "Hur vet jag att jag har den aktuella specifikationen?",
            ),
            (
                t(
                    "A document has revisions, and its page opens with the current one on top. An older revision says "
                    "that it is superseded. The list beside it shows who on both sides has which revision.",
                    "Asiakirjalla on revisioita, ja sen sivulla voimassa oleva on ylimpänä. Vanhemmassa revisiossa "
                    "lukee, että se on korvattu. Vieressä oleva luettelo näyttää, kenellä kummallakin puolella on mikä "
                    "revisio.",
                    "Ett dokument har revisioner, och på dess sida står den aktuella överst. På en äldre revision står "
                    "att den är ersatt. Listan bredvid visar vem på vardera sidan som har vilken revision.",
                ),
            ),
        ),
        Question(
            "new-revision",
            t(
                "How do I send a new revision of a document?",
                "Miten lähetän asiakirjasta uuden revision?",
                "Hur skickar jag en ny revision av ett dokument?",
            ),
            (
                t(
                    "Open the document and add the new file there, so that both sides find it under the same name. "
                    "Until the file is checked, the old revision stays the current one.",
                    "Avaa asiakirja ja lisää uusi tiedosto sen sivulla, niin molemmat puolet löytävät sen samalla "
                    "nimellä. Vanha revisio on voimassa, kunnes tiedosto on tarkistettu.",
                    "Öppna dokumentet och lägg till den nya filen där, så hittar båda sidor den under samma namn. "
                    "Tills filen är kontrollerad gäller den gamla revisionen.",
                ),
            ),
        ),
        Question(
            "own-notes",
            t(
                "Can I share something with my own side only?",
                "Voinko jakaa jotain vain omalle puolelleni?",
                "Kan jag dela något bara med min egen sida?",
            ),
            (
                t(
                    "Yes: choose “own side only” as the confidentiality. The other side neither sees the document nor "
                    "learns that it exists.",
                    "Kyllä: valitse luottamuksellisuudeksi ”vain oma puoli”. Toinen puoli ei näe asiakirjaa eikä saa "
                    "tietää, että se on olemassa.",
                    "Ja: välj konfidentialiteten ”endast egen sida”. Den andra sidan varken ser dokumentet eller får "
                    "veta att det finns.",
                ),
            ),
        ),
    ),
)
