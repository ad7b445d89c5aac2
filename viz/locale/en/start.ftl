start-headline = Dutch–German cooperation, and who says so
start-lede = Organisations, agreements, projects and events on both sides of the border between the East Netherlands and North Westphalia. Every fact names its sources; where sources disagree, both are shown.
start-to-map = See the network
start-to-queries = { $number } ready questions
start-to-disputes = Where sources disagree
start-picture = Network map of organisations on both sides of the border
start-organisations = { $number ->
    [one] organisation
   *[other] organisations
 }
start-agreements = { $number ->
    [one] agreement
   *[other] agreements
 }
start-projects = { $number ->
    [one] project
   *[other] projects
 }
start-events = { $number ->
    [one] event
   *[other] events
 }
start-sources = { $number ->
    [one] source
   *[other] sources
 }
start-disputes = { $number ->
    [one] disagreement
   *[other] disagreements
 }
start-examples = Ask
start-all-queries = All { $number } questions
start-contents = What is in the graph
start-contents-lede = The facts are a sample, not a census: beside each count stands what is known to be missing.
start-column-table = Table
start-column-rows = Rows
start-column-gaps = Known gaps
start-by-class = The same by class
start-column-class = Class
start-column-things = Things
start-download = Take it home
start-download-lede = The whole graph with all claims, sources and disagreements.
start-scope-default = merged graph
start-scope-all = default graph and all named graphs
start-scope-network = network of organisations
start-cite = How to cite
start-cite-lede = Name the snapshot: the same version always holds the same facts, byte for byte.
start-citation = TECH.LAND knowledge graph. Snapshot { $version }, built { $day }. https://w3id.org/techland/. CC BY 4.0.
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
table-organisations = Organisations
table-agreements = Agreements
table-agreement_parties = Parties of agreements
table-programmes = Programmes, initiatives, clusters and projects
table-participations = Participations
table-events = Events
table-event_roles = Roles at events
table-themes = Themes
table-theme_matches = Matches of themes
table-programme_themes = Themes of programmes and projects
table-organisation_themes = Themes of organisations
table-identity = Decisions on who is who
table-outcomes = Outcomes
table-approvals = Approvals
table-needs = Needs
table-conflicts = Disagreements
table-sources = Sources
table-doubtful = Doubtful cells
start-more-gaps = And { $number } more
