start-headline = Deutsch-niederländische Zusammenarbeit, und wer das sagt
start-lede = Organisationen, Vereinbarungen, Projekte und Veranstaltungen beiderseits der Grenze zwischen den Ostniederlanden und Nordwestfalen. Jeder Fakt nennt seine Quellen; wo Quellen sich widersprechen, stehen beide da.
start-to-map = Das Netzwerk ansehen
start-to-queries = { $number } fertige Fragen
start-to-disputes = Wo Quellen sich widersprechen
start-picture = Netzwerkkarte von Organisationen beiderseits der Grenze
start-organisations = { $number ->
    [one] Organisation
   *[other] Organisationen
 }
start-agreements = { $number ->
    [one] Vereinbarung
   *[other] Vereinbarungen
 }
start-projects = { $number ->
    [one] Projekt
   *[other] Projekte
 }
start-events = { $number ->
    [one] Veranstaltung
   *[other] Veranstaltungen
 }
start-sources = { $number ->
    [one] Quelle
   *[other] Quellen
 }
start-disputes = { $number ->
    [one] Widerspruch
   *[other] Widersprüche
 }
start-examples = Fragen
start-all-queries = Alle { $number } Fragen
start-contents = Was im Graphen steht
start-contents-lede = Die Fakten sind eine Stichprobe, keine Vollerhebung: Neben jeder Zahl steht, was bekanntermaßen fehlt.
start-column-table = Tabelle
start-column-rows = Zeilen
start-column-gaps = Bekannte Lücken
start-by-class = Dasselbe nach Klassen
start-column-class = Klasse
start-column-things = Anzahl
start-download = Mitnehmen
start-download-lede = Der ganze Graph mit allen Behauptungen, Quellen und Widersprüchen.
start-scope-default = zusammengeführter Graph
start-scope-all = Standardgraph und alle benannten Graphen
start-scope-network = Netzwerk der Organisationen
start-cite = Zitieren
start-cite-lede = Nennen Sie den Stand: Dieselbe Version enthält immer dieselben Fakten, Byte für Byte.
start-citation = Wissensgraph TECH.LAND. Stand { $version }, erstellt am { $day }. https://w3id.org/techland/. CC BY 4.0.
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
table-organisations = Organisationen
table-agreements = Vereinbarungen
table-agreement_parties = Parteien von Vereinbarungen
table-programmes = Programme, Initiativen, Cluster und Projekte
table-participations = Beteiligungen
table-events = Veranstaltungen
table-event_roles = Rollen bei Veranstaltungen
table-themes = Themen
table-theme_matches = Entsprechungen von Themen
table-programme_themes = Themen von Programmen und Projekten
table-organisation_themes = Themen von Organisationen
table-identity = Entscheidungen, wer wer ist
table-outcomes = Ergebnisse
table-approvals = Bewilligungen
table-needs = Bedarfe
table-conflicts = Widersprüche
table-sources = Quellen
table-doubtful = Zweifelhafte Zellen
start-more-gaps = Und { $number } weitere
