netmap-title = Wie werkt samen over de grens
netmap-controls = Zoeken en filteren
netmap-find = Zoek een organisatie
netmap-find-placeholder = Naam of afkorting
netmap-found-none = Niets in dit netwerk heet zo.
netmap-found-hidden = niet in deze weergave
netmap-layout = Opstelling
netmap-layout-force = Netwerk
netmap-layout-geographic = Kaart
netmap-layout-sides = Twee kanten
netmap-tie = Verbonden door
netmap-tie-undertakings = gedeelde overeenkomsten en projecten
netmap-tie-projects = gedeelde projecten
netmap-tie-agreements = gedeelde overeenkomsten
netmap-tie-events = gedeelde evenementen
netmap-tie-memberships = gedeelde clusters, platforms, reeksen
netmap-tie-signatories = overeenkomsten die beide tekenden
netmap-tie-query = het antwoord op een query
netmap-weight = Een band telt
netmap-weight-count = hoeveel gedeeld wordt
netmap-weight-newman = minder bij grote groepen
netmap-weight-money = geplande kosten, in euro
netmap-weight-days = dagen samen
netmap-min = Minste gewicht
netmap-level = Knopen zijn
netmap-level-organisation = organisaties
netmap-level-place = plaatsen
netmap-level-nuts3 = regio’s (NUTS 3)
netmap-level-nuts2 = regio’s (NUTS 2)
netmap-level-nuts1 = regio’s (NUTS 1)
netmap-level-country = landen
netmap-only-across = Alleen banden over de grens
netmap-only-disputed = Alleen wat bronnen betwisten
netmap-isolated = Ook zonder band
netmap-filters = Filters
netmap-theme = Thema
netmap-programme = Programma
netmap-kind = Soort activiteit
netmap-role = Rol
netmap-type = Soort organisatie
netmap-country = Land
netmap-region = Regio (NUTS 3)
netmap-dataset = Dataset
netmap-source = Bron
netmap-certainty = Zekerheid
netmap-any = alle
netmap-certainty-stated = door een bron gezegd
netmap-certainty-inferred = afgeleid
netmap-kind-agreement = overeenkomst
netmap-kind-project = project
netmap-kind-event = evenement
netmap-kind-cluster = cluster
netmap-kind-initiative = initiatief
netmap-kind-event-series = evenementenreeks
netmap-kind-platform = platform
netmap-kind-funding-programme = subsidieprogramma
netmap-kind-small-project-fund = kleinprojectenfonds
netmap-look = Weergave
netmap-size = Grootte toont
netmap-color = Kleur toont
netmap-measure-degree = partners
netmap-measure-strength = gewicht van alle banden
netmap-measure-across = banden over de grens
netmap-measure-betweenness = tussenpositie (betweenness)
netmap-measure-brokerage = bemiddeling (Gould-Fernandez)
netmap-measure-role = bemiddelingsrol
netmap-measure-community = gemeenschap (Leiden)
netmap-measure-ei = E-I-index (naar buiten 1, naar binnen −1)
netmap-measure-country = kant van de grens
netmap-measure-type = soort organisatie
netmap-measure-same = niets: alle gelijk
netmap-role-coordinator = coördinator
netmap-role-itinerant = externe bemiddelaar
netmap-role-representative = vertegenwoordiger
netmap-role-gatekeeper = poortwachter
netmap-role-liaison = schakel
netmap-community = gemeenschap { $name }
netmap-rest = alle andere of onbekend
netmap-aside = plaats onbekend of buiten deze kaart
netmap-side-NL = Nederlands
netmap-side-DE = Duits
netmap-side-both = binationaal
netmap-side-other = elders of onbekend
netmap-netherlands = Nederland
netmap-germany = Duitsland
netmap-show = Toon
netmap-reset = Toon alles
netmap-legend = Legenda
netmap-legend-across = band over de grens
netmap-legend-within = andere band
netmap-legend-disputed = gestreept: een bron betwist het
netmap-legend-width = breder: meer gewicht
netmap-legend-size = groter: meer { $measure }
netmap-tools = Gereedschap van de afbeelding
netmap-zoom-in = Inzoomen
netmap-zoom-out = Uitzoomen
netmap-whole = Hele afbeelding
netmap-share = Kopieer link naar deze weergave
netmap-shared = Link gekopieerd. Hij opent precies deze weergave.
netmap-share-by-hand = Kopieer deze link: { $link }
netmap-picture = Netwerkafbeelding. Pijltjestoetsen gaan van knoop naar knoop langs banden, Enter leest meer, N gaat langs de banden van een knoop, plus en min zoomen, Escape laat los. De tabellen hieronder bevatten dezelfde knopen en banden.
netmap-needs-script = De afbeelding heeft JavaScript nodig. De tabellen hieronder bevatten wat zij zou tonen.
netmap-measuring = { $measure }: wordt berekend …
netmap-measure-missed = { $measure }: de server antwoordde niet op tijd
netmap-backbone-missed = De server vond de ruggengraat niet op tijd; alle banden zijn getekend. Met minder banden lukt het misschien.
netmap-loading = Het netwerk wordt getekend …
netmap-years = Jaren
netmap-from = Vanaf jaar
netmap-until = Tot en met jaar
netmap-play = Speel de jaren af
netmap-pause = Pauze
netmap-all-years = Alle jaren
netmap-moment = { $year }
netmap-interval = { $since } t/m { $until }
netmap-undated = { $number ->
    [one] { $number } activiteit zonder bekende datum is weggelaten
   *[other] { $number } activiteiten zonder bekende datum zijn weggelaten
 }
netmap-year-ties = { $year }: { $number ->
    [one] { $number } band
   *[other] { $number } banden
 }
netmap-sum = { $nodes ->
    [one] { $nodes } knoop
   *[other] { $nodes } knopen
 }, { $ties ->
    [one] { $ties } band
   *[other] { $ties } banden
 }, waarvan { $across } over de grens
netmap-empty = Met deze filters blijft niets over.
netmap-undo = Laatste stap terugnemen
netmap-too-many = { $ties } banden zijn meer dan een afbeelding kan tonen. Getekend zijn de { $drawn } sterkste; { $left } zwakkere zijn weggelaten.
netmap-backbone = Alleen de ruggengraat: meer dan toeval
netmap-backbone-ask = Toon de ruggengraat
netmap-backbone-wait = De ruggengraat wordt berekend …
netmap-backbone-told = Ruggengraat: { $kept } van { $all } banden; { $left } die ook toeval kunnen zijn, zijn weggelaten.
netmap-backbone-model = { $model ->
    [disparity] Ruggengraat volgens het dispariteitsfilter
   *[sdsm] Ruggengraat volgens het stochastische graadreeksmodel
 }: banden met p < 0,05, gecorrigeerd volgens Benjamini en Hochberg
netmap-by-regions = Toon regio’s
netmap-offline = De server antwoordt niet. De afbeelding werkt verder met wat zij heeft; feiten, bestanden en sommige maten ontbreken.
netmap-link-wrong = De link vraagt om iets dat deze kaart niet heeft: { $words }. Dat is overgeslagen.
netmap-details = Details
netmap-details-hint = Kies een knoop of een band om te lezen wat gedeeld wordt, wanneer, en wie dat zegt.
netmap-close = Sluiten
netmap-across = over de grens
netmap-disputed = betwist
netmap-disputed-part = een bron betwist dit
netmap-inferred = afgeleid
netmap-no-source = geen bron
netmap-date-unknown = datum onbekend
netmap-date-from = vanaf { $start }
netmap-date-until = tot en met { $end }
netmap-date-span = { $start } – { $end }
netmap-shares = { $number ->
    [one] Ze delen { $number } activiteit
   *[other] Ze delen { $number } activiteiten
 }
netmap-weighs = gewicht { $weight }
netmap-sources = Bronnen
netmap-partners-across = Partners over de grens
netmap-partners-other = Andere partners
netmap-all-known = Alles wat bekend is
netmap-facts = Feiten en bronnen
netmap-ego = Alleen zijn partners
netmap-ego-two = Twee stappen eromheen
netmap-expand = Voeg zijn partners toe
netmap-path = Kortste paden naar …
netmap-path-choose = Kies het andere eind van het pad.
netmap-path-none = In deze weergave verbindt geen pad de twee.
netmap-pin = Hier vastzetten
netmap-unpin = Losmaken
netmap-hide = Verbergen
netmap-narrowed = Slechts een deel wordt getoond.
netmap-table-nodes = Knopen
netmap-table-ties = Banden
netmap-column-node = Naam
netmap-column-side = Kant
netmap-column-type = Soort
netmap-column-place = Plaats
netmap-column-partners = Partners
netmap-column-across = Over de grens
netmap-column-one = Ene eind
netmap-column-other = Andere eind
netmap-column-weight = Gewicht
netmap-column-disputed = Betwist
netmap-yes = ja
netmap-no = nee
netmap-rows-cut = De eerste { $shown } van { $all } rijen; het CSV-bestand bevat alles.
netmap-more-rows = Toon nog { $number } rijen
netmap-take-away = Neem deze weergave mee
netmap-take-svg = SVG, om te drukken
netmap-take-png = PNG, om te drukken
netmap-take-slide = PNG, als dia (16:9)
netmap-take-gexf = GEXF (Gephi)
netmap-take-graphml = GraphML
netmap-take-nodes = Knopen (CSV)
netmap-take-ties = Banden (CSV)
netmap-take-html = Eén HTML-bestand
netmap-how = Twee knopen zijn verbonden als ze deelnemen aan dezelfde activiteit van de gekozen soorten. Financiers en beheersautoriteiten tellen alleen mee als u op hun rol filtert. Binationale organisaties horen bij beide kanten; hun banden tellen niet als grensoverschrijdend. Plaatsen staan voor adressen: een knoop staat in het midden van zijn plaats, verschoven waar er meer in dezelfde plaats zijn.
netmap-off-map = { $number ->
    [one] { $number } knoop zonder bekende plaats of buiten de kaart staat in de Noordzee
   *[other] { $number } knopen zonder bekende plaats of buiten de kaart staan in de Noordzee
 }
netmap-unnamed = { $number ->
    [one] Voor de naam van { $number } knoop is hier geen plaats
   *[other] Voor de namen van { $number } knopen is hier geen plaats
 }; in het SVG-bestand staat elke naam onder de muisaanwijzer
netmap-ground = Grenzen: Natural Earth 1:10m, publiek domein
netmap-gaps = Wat de afbeelding niet kan tonen
netmap-gaps-lede = De feiten zijn een steekproef, geen volledige telling. Zij beschrijft wat hier is vastgelegd, niet de regio.
netmap-snapshot = techland, versie { $version }
netmap-caption = { $tie }; { $sum }
netmap-licence = Gegevens: CC BY 4.0
netmap-from-sources = { $number ->
    [one] { $number } bron
   *[other] { $number } bronnen
 }
netmap-said-node = { $name }. { $side }. { $partners } partners, { $across } over de grens.
netmap-said-tie = Band { $place } van { $all }: { $one } en { $other }, gewicht { $weight }.
