from portal.help.guides.shape import Guide, Question, t

EVERYONE = Guide(
    "everyone",
    t("For everyone", "Kaikille", "För alla"),
    t(
        "Where things are, who sees them, and how you are told what is new.",
        "Mistä asiat löytyvät, kuka ne näkee ja miten saat tietää uudesta.",
        "Var saker finns, vem som ser dem och hur du får veta vad som är nytt.",
    ),
    (
        Question(
            "home",
            t("Where do I begin?", "Mistä aloitan?", "Var börjar jag?"),
            (
                t(
                    "Home shows first what waits for you, then what is new since your last visit, your next dates, and "
                    "your projects and plans. Each line leads to the thing itself.",
                    "Etusivu näyttää ensin, mikä odottaa sinua, sitten mitä uutta on edellisen käyntisi jälkeen, "
                    "seuraavat päivämääräsi sekä projektisi ja suunnitelmasi. Jokainen rivi vie suoraan asiaan.",
                    "Startsidan visar först vad som väntar på dig, sedan vad som är nytt sedan ditt senaste besök, "
                    "dina nästa datum samt dina projekt och planer. Varje rad leder direkt till saken.",
                ),
            ),
        ),
        Question(
            "who-sees-what",
            t("Who sees what I see?", "Kuka näkee saman kuin minä?", "Vem ser det som jag ser?"),
            (
                t(
                    "A project or a plan is seen by the people who are listed in it, and by nobody else. Colleagues "
                    "who are not listed, other salespeople and administrators see nothing of it.",
                    "Projektin tai suunnitelman näkevät siihen nimetyt henkilöt eikä kukaan muu. Kollegat, joita ei "
                    "ole nimetty, muut myyjät ja pääkäyttäjät eivät näe siitä mitään.",
                    "Ett projekt eller en plan ses av de personer som står på dess lista och av ingen annan. Kolleger "
                    "som inte står där, andra säljare och administratörer ser inget av det.",
                ),
                t(
                    "Inside, your role decides what you read: general, technical, commercial and contract material are "
                    "kept apart, and “own side only” stays with your own side. The table “Who sees what” shows every "
                    "role. Before you send something, the page names who will see it.",
                    "Sisällä roolisi ratkaisee, mitä luet: yleinen, tekninen, kaupallinen ja sopimusaineisto pidetään "
                    "erillään, ja ”vain oma puoli” jää omalle puolellesi. Taulukko ”Kuka näkee mitä” näyttää jokaisen "
                    "roolin. Ennen kuin lähetät jotain, sivu kertoo, kuka sen näkee.",
                    "Inom projektet avgör din roll vad du läser: allmänt, tekniskt, kommersiellt och avtalsmaterial "
                    "hålls isär, och ”endast egen sida” stannar hos din sida. Tabellen ”Vem ser vad” visar varje roll. "
                    "Innan du skickar något visar sidan vem som kommer att se det.",
                ),
            ),
        ),
        Question(
            "receipts",
            t(
                "Does the other side see what I opened?",
                "Näkeekö toinen puoli, mitä avasin?",
                "Ser den andra sidan vad jag har öppnat?",
            ),
            (
                t(
                    "Yes, for documents and quotations that both of you read: who opened or downloaded which revision, "
                    "and when. That way both sides know that they hold the same version.",
                    "Kyllä, kun kyse on asiakirjoista ja tarjouksista, jotka molemmat lukevat: kuka avasi tai latasi "
                    "minkä revision ja milloin. Näin molemmat puolet tietävät, että niillä on sama versio.",
                    "Ja, för dokument och offerter som ni båda läser: vem som öppnade eller laddade ner vilken "
                    "revision och när. Så vet båda sidor att de har samma version.",
                ),
            ),
        ),
        Question(
            "notices",
            t(
                "How am I told what is new, and how do I get fewer mails?",
                "Miten saan tiedon uudesta, ja miten saan vähemmän sähköpostia?",
                "Hur får jag veta vad som är nytt, och hur får jag färre mejl?",
            ),
            (
                t(
                    "Notices stand behind the bell on every page; the number beside it counts the unread ones. Most of "
                    "them also come by mail: at once, once a day at seven in the morning of your time zone, or not at "
                    "all. You choose that in your profile.",
                    "Ilmoitukset ovat joka sivulla kellon takana; luku sen vieressä kertoo lukemattomat. Useimmat "
                    "tulevat myös sähköpostina: heti, kerran päivässä aamuseitsemältä oman aikavyöhykkeesi mukaan tai "
                    "ei lainkaan. Valitset tämän profiilissasi.",
                    "Notiserna finns bakom klockan på varje sida; siffran bredvid visar hur många som är olästa. De "
                    "flesta kommer också per mejl: genast, en gång om dagen klockan sju på morgonen i din tidszon, "
                    "eller inte alls. Det väljer du i din profil.",
                ),
                t(
                    "A mail names the kind of news, the sender and the code name, and gives a link. It never holds a "
                    "price, a title, a text or a file. What you have read in the portal is left out of the daily mail.",
                    "Sähköpostissa on uutisen laji, lähettäjä, peitenimi ja linkki. Siinä ei koskaan ole hintaa, "
                    "otsikkoa, tekstiä eikä tiedostoa. Portaalissa lukemasi jää pois päivän sähköpostista.",
                    "Ett mejl nämner slaget av nyhet, avsändaren och kodnamnet och ger en länk. Det innehåller aldrig "
                    "ett pris, en rubrik, en text eller en fil. Det du har läst i portalen utelämnas ur dagens mejl.",
                ),
            ),
        ),
        Question(
            "two-at-once",
            t(
                "What if somebody else changes the same thing while I write?",
                "Entä jos joku muu muuttaa samaa asiaa, kun kirjoitan?",
                "Vad händer om någon annan ändrar samma sak medan jag skriver?",
            ),
            (
                t(
                    "Nothing is lost. The page shows your text beside the one that was saved meanwhile, and you choose "
                    "what is kept.",
                    "Mitään ei katoa. Sivu näyttää oman tekstisi ja sillä välin tallennetun rinnakkain, ja sinä "
                    "valitset, kumpi säilyy.",
                    "Inget går förlorat. Sidan visar din text bredvid den som sparats under tiden, och du väljer vad "
                    "som ska behållas.",
                ),
            ),
        ),
        Question(
            "language",
            t(
                "How do I change language and time zone?",
                "Miten vaihdan kielen ja aikavyöhykkeen?",
                "Hur byter jag språk och tidszon?",
            ),
            (
                t(
                    "In your profile, under your name at the top of the page. Times, numbers and mails follow it. A "
                    "meeting also shows the time of the place it was made for.",
                    "Profiilissasi, nimesi alla sivun yläreunassa. Kellonajat, luvut ja sähköpostit noudattavat "
                    "valintaa. Kokouksesta näytetään myös sen paikan aika, jota varten se sovittiin.",
                    "I din profil, under ditt namn överst på sidan. Tider, siffror och mejl följer valet. Ett möte "
                    "visar också tiden på den ort det gjordes för.",
                ),
            ),
        ),
        Question(
            "support",
            t(
                "Where do I get help from a person?",
                "Mistä saan apua ihmiseltä?",
                "Var får jag hjälp av en människa?",
            ),
            (
                t(
                    "The phone number and mail address of the support stand at the foot of every page, also before you "
                    "sign in. About the matter itself, call your key contact: the contacts of a project stand on its "
                    "first page, key contact first.",
                    "Tuen puhelinnumero ja sähköpostiosoite ovat jokaisen sivun alareunassa, myös ennen "
                    "kirjautumista. Itse asiassa soita pääyhteyshenkilöllesi: projektin yhteyshenkilöt ovat sen "
                    "etusivulla, pääyhteyshenkilö ensimmäisenä.",
                    "Supportens telefonnummer och mejladress står längst ner på varje sida, också innan du loggar in. "
                    "Om själva saken, ring din huvudkontakt: projektets kontakter står på dess första sida, "
                    "huvudkontakten först.",
                ),
                t(
                    "To tell what works and what does not, send feedback. It is read by those who look after the "
                    "portal, and the answer comes back to you as a notice.",
                    "Kerro palautteella, mikä toimii ja mikä ei. Sen lukevat portaalista huolehtivat henkilöt, ja "
                    "vastaus tulee sinulle ilmoituksena.",
                    "Skicka återkoppling om vad som fungerar och vad som inte gör det. Den läses av dem som sköter "
                    "portalen, och svaret kommer till dig som en notis.",
                ),
            ),
        ),
        Question(
            "another-way",
            t("Do I have to use the portal?", "Onko portaalia pakko käyttää?", "Måste jag använda portalen?"),
            (
                t(
                    "No. Its use is agreed for each project, and people who do not use it get the material another "
                    "way; the sender notes that, so that the lists stay true.",
                    "Ei. Käytöstä sovitaan projekteittain, ja ne, jotka eivät käytä portaalia, saavat aineiston muulla "
                    "tavoin; lähettäjä merkitsee sen, jotta luettelot pitävät paikkansa.",
                    "Nej. Användningen avtalas för varje projekt, och de som inte använder portalen får materialet på "
                    "annat sätt; avsändaren antecknar det så att listorna stämmer.",
                ),
            ),
        ),
    ),
)
