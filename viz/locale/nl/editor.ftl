editor-title = Query-editor
editor-no-script = De editor heeft scripts nodig. Zonder scripts kunt u hier vragen:
editor-query = Query
editor-run = Uitvoeren
editor-stop = Stop
editor-keys = Ctrl+Enter voert uit, Ctrl+spatie vult aan. Escape en dan Tab verlaat de tekst.
editor-fine = De query is leesbaar
editor-fault = Regel { $line }, kolom { $column }: { $text }
editor-waiting = Bezig, { $seconds } s
editor-coming = Bezig: { $rows } tot nu toe, { $seconds } s
editor-done = Klaar: { $rows } in { $seconds } s
editor-stopped = Gestopt. Dit is niet alles: { $rows } waren binnen.
editor-broken = Het antwoord brak af. Dit is niet alles: { $rows } waren binnen.
editor-cut = Alleen de eerste { $rows } blijven in dit venster. De download bevat alles.
editor-unreached = De server antwoordt niet. De query en wat eerder kwam, staan er nog.
editor-no-answer = Deze query heeft geen antwoord
editor-yes = Ja
editor-no = Nee
editor-nothing = Geen rij voldoet.
editor-views = Weergaven van het antwoord
editor-view-table = Tabel
editor-view-chart = Grafiek
editor-view-map = Kaart
editor-view-network = Netwerk
editor-view-timeline = Tijdlijn
editor-unfit-chart = Een grafiek heeft een kolom met getallen nodig.
editor-unfit-map = Een kaart heeft coördinaten nodig: twee kolommen latitude en longitude, een WKT-punt, of organisaties en plaatsen waarvan de zetel bekend is.
editor-unfit-network = Een netwerk heeft twee kolommen met dingen nodig, of triples tussen dingen.
editor-unfit-timeline = Een tijdlijn heeft een kolom met data of jaren nodig.
editor-most-drawn = Getekend zijn de eerste { $number }; de tabel bevat elke rij.
editor-left-out = { $number ->
    [one] { $number } rij zonder de waarden die dit beeld nodig heeft, ontbreekt.
   *[other] { $number } rijen zonder de waarden die dit beeld nodig heeft, ontbreken.
 }
editor-network-size = { $nodes ->
    [one] { $nodes } knoop
   *[other] { $nodes } knopen
 }, { $ties ->
    [one] { $ties } band
   *[other] { $ties } banden
 }
editor-to-map = Open in de netwerkkaart
editor-kind = Soort
editor-bar = Staven
editor-line = Lijn
editor-point = Punten
editor-channel-x = Langs
editor-channel-y = Hoogte
editor-draw = Tekenen: { $kind }
editor-picture-of = { $kind }: { $columns }
editor-names = Namen in plaats van IRI’s
editor-download = Alles downloaden
editor-share = Link
editor-use = Gebruik in …
editor-cite = Citeren
editor-copy = Kopiëren
editor-copied = Gekopieerd
editor-share-told = Deze link herstelt query, weergave en instellingen.
editor-cite-told = De permalink antwoordt uit versie { $version } zolang die bewaard wordt, en zegt het als dat niet meer zo is.
editor-text = Tekst
editor-close = Sluiten
editor-questions = Vragen
editor-mine = Mijn query’s
editor-history = Geschiedenis
editor-shelves = Query’s bij de hand
editor-search = Zoek op wat ze beantwoorden
editor-save = Bewaren
editor-save-name = Naam van de query
editor-kept = Bewaard in deze browser
editor-forget = Verwijder { $name }
editor-forget-all = Wis de geschiedenis
editor-none = Hier staat nog niets
editor-none-found = Geen query beantwoordt dat
editor-older = U bevraagt versie { $version }, niet de nieuwste.
editor-newest = Bevraag de nieuwste
editor-asked-before = De query is na dit antwoord veranderd.
editor-class = klasse
editor-property = eigenschap
editor-prefix = prefix
editor-complete = Aanvullingen
editor-column-subject = subject
editor-column-predicate = predicaat
editor-column-object = object
editor-rows = { $number ->
    [one] { $number } rij
   *[other] { $number } rijen
 }
editor-triples = { $number ->
    [one] { $number } triple
   *[other] { $number } triples
 }
