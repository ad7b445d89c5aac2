start-headline = Nederlands-Duitse samenwerking, en wie dat zegt
start-lede = Organisaties, overeenkomsten, projecten en evenementen aan beide kanten van de grens tussen Oost-Nederland en Noord-Westfalen. Elk feit noemt zijn bronnen; waar bronnen elkaar tegenspreken, staan ze er beide.
start-to-map = Bekijk het netwerk
start-to-queries = { $number } kant-en-klare vragen
start-to-disputes = Waar bronnen elkaar tegenspreken
start-picture = Netwerkkaart van organisaties aan beide kanten van de grens
start-organisations = { $number ->
    [one] organisatie
   *[other] organisaties
 }
start-agreements = { $number ->
    [one] overeenkomst
   *[other] overeenkomsten
 }
start-projects = { $number ->
    [one] project
   *[other] projecten
 }
start-events = { $number ->
    [one] evenement
   *[other] evenementen
 }
start-sources = { $number ->
    [one] bron
   *[other] bronnen
 }
start-disputes = { $number ->
    [one] tegenspraak
   *[other] tegenspraken
 }
start-examples = Vraag
start-all-queries = Alle { $number } vragen
start-contents = Wat er in de graaf staat
start-contents-lede = De feiten zijn een steekproef, geen volledige telling: naast elk aantal staat wat er voor zover bekend ontbreekt.
start-column-table = Tabel
start-column-rows = Rijen
start-column-gaps = Bekende leemten
start-by-class = Hetzelfde per klasse
start-column-class = Klasse
start-column-things = Aantal
start-download = Mee naar huis
start-download-lede = De hele graaf met alle beweringen, bronnen en tegenspraak.
start-scope-default = samengevoegde graaf
start-scope-all = standaardgraaf en alle benoemde grafen
start-scope-network = netwerk van organisaties
start-cite = Citeren
start-cite-lede = Noem de momentopname: dezelfde versie bevat altijd dezelfde feiten, byte voor byte.
start-citation = Kennisgraaf TECH.LAND. Momentopname { $version }, gemaakt op { $day }. https://w3id.org/techland/. CC BY 4.0.
format-turtle = Turtle
format-ntriples = N-Triples
format-jsonld = JSON-LD
format-nquads = N-Quads
format-csv = CSV
format-tsv = TSV
format-json = JSON
format-xml = XML
format-rdfxml = RDF/XML
format-trig = TriG
table-organisations = Organisaties
table-agreements = Overeenkomsten
table-agreement_parties = Partijen bij overeenkomsten
table-programmes = Programma’s, initiatieven, clusters en projecten
table-participations = Deelnames
table-events = Evenementen
table-event_roles = Rollen bij evenementen
table-themes = Thema’s
table-theme_matches = Overeenkomsten van thema’s
table-programme_themes = Thema’s van programma’s en projecten
table-organisation_themes = Thema’s van organisaties
table-identity = Besluiten over wie wie is
table-outcomes = Resultaten
table-approvals = Goedkeuringen
table-needs = Behoeften
table-conflicts = Tegenspraak
table-sources = Bronnen
table-doubtful = Twijfelachtige cellen
start-more-gaps = En nog { $number }
