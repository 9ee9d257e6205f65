"""Words the made-up companies, people and things are called by."""

FIRST_NAMES = (
    "Aino", "Antti", "Birgit", "Elsa", "Eero", "Fredrik", "Greta", "Hanna", "Heikki", "Ilona", "Ingrid", "Jari",
    "Kaisa", "Karl", "Lauri", "Leena", "Maria", "Mikko", "Nils", "Oskar", "Pekka", "Raija", "Sanna", "Tuomas", "Ulla",
    "Ville",
)  # fmt: skip
LAST_NAMES = (
    "Ahola", "Berg", "Dahl", "Ek", "Forsman", "Grön", "Halonen", "Holm", "Jokinen", "Koski", "Laine", "Lind",
    "Mattila", "Niemi", "Ojala", "Palm", "Rautio", "Salo", "Sund", "Toivonen", "Vik", "Wallin",
)  # fmt: skip
PLACES = (
    "Alajärvi", "Brännäs", "Eurajoki", "Falkvik", "Granlund", "Hirvikoski", "Inkeroinen", "Jämsänniemi", "Kaskimaa",
    "Lillby", "Metsälä", "Norrfors",
)  # fmt: skip
TRADES = ("Board", "Paper", "Pulp", "Tissue", "Packaging", "Energy")
MACHINES = (
    "head box", "press section", "drying section", "size press", "calender", "reel", "winder", "stock preparation",
    "steam box", "vacuum system",
)  # fmt: skip
WORK = ("rebuild", "replacement", "new line", "overhaul", "control upgrade")
PAPERS = (
    "Layout", "Foundation loads", "Process description", "Utility list", "Performance guarantee", "Delivery limits",
    "Test report", "Price letter", "Spare part list", "Maintenance manual", "Minutes of meeting", "Reference list",
)  # fmt: skip
MEETINGS = (
    "Kick-off", "Site visit", "Technical review", "Commercial negotiation", "Budget meeting", "Gate review",
    "Start-up planning", "Contract review",
)  # fmt: skip
DEEDS = (
    "Agree on spare part stock", "Shorten the delivery time of rolls", "Train the operators", "Review the energy use",
    "Plan the yearly shutdown", "Compare the running speed", "Check the safety of the winder", "Renew the contract",
)  # fmt: skip
CODES = ("AMBER", "BIRCH", "CEDAR", "DELTA", "EMBER", "FJORD", "GRANITE", "HARBOUR", "ISLAND", "JUNIPER")
