netmap-title = Wer über die Grenze zusammenarbeitet
netmap-controls = Suchen und filtern
netmap-find = Organisation suchen
netmap-find-placeholder = Name oder Abkürzung
netmap-found-none = Nichts in diesem Netzwerk heißt so.
netmap-found-hidden = nicht in dieser Ansicht
netmap-layout = Anordnung
netmap-layout-force = Netzwerk
netmap-layout-geographic = Karte
netmap-layout-sides = Zwei Seiten
netmap-tie = Verbunden durch
netmap-tie-undertakings = Vereinbarungen und Projekte
netmap-tie-projects = gemeinsame Projekte
netmap-tie-agreements = gemeinsame Vereinbarungen
netmap-tie-events = gemeinsame Veranstaltungen
netmap-tie-memberships = gemeinsame Cluster, Plattformen, Reihen
netmap-tie-signatories = von beiden unterzeichnete Vereinbarungen
netmap-tie-query = die Antwort einer Abfrage
netmap-weight = Eine Verbindung zählt
netmap-weight-count = wie viel gemeinsam ist
netmap-weight-newman = weniger bei großen Gruppen
netmap-weight-money = geplante Kosten, in Euro
netmap-weight-days = gemeinsame Tage
netmap-min = Mindestgewicht
netmap-level = Knoten sind
netmap-level-organisation = Organisationen
netmap-level-place = Orte
netmap-level-nuts3 = Regionen (NUTS 3)
netmap-level-nuts2 = Regionen (NUTS 2)
netmap-level-nuts1 = Regionen (NUTS 1)
netmap-level-country = Länder
netmap-only-across = Nur Verbindungen über die Grenze
netmap-only-disputed = Nur Strittiges
netmap-isolated = Auch ohne Verbindung
netmap-filters = Filter
netmap-theme = Thema
netmap-programme = Programm
netmap-kind = Art der Aktivität
netmap-role = Rolle
netmap-type = Art der Organisation
netmap-country = Land
netmap-region = Region (NUTS 3)
netmap-dataset = Datensatz
netmap-source = Quelle
netmap-certainty = Gewissheit
netmap-any = alle
netmap-certainty-stated = von einer Quelle gesagt
netmap-certainty-inferred = abgeleitet
netmap-kind-agreement = Vereinbarung
netmap-kind-project = Projekt
netmap-kind-event = Veranstaltung
netmap-kind-cluster = Cluster
netmap-kind-initiative = Initiative
netmap-kind-event-series = Veranstaltungsreihe
netmap-kind-platform = Plattform
netmap-kind-funding-programme = Förderprogramm
netmap-kind-small-project-fund = Kleinprojektefonds
netmap-look = Darstellung
netmap-size = Größe zeigt
netmap-color = Farbe zeigt
netmap-measure-degree = Partner
netmap-measure-strength = Gewicht aller Verbindungen
netmap-measure-across = Verbindungen über die Grenze
netmap-measure-betweenness = Zwischenstellung (Betweenness)
netmap-measure-brokerage = Vermittlung (Gould-Fernandez)
netmap-measure-role = Vermittlerrolle
netmap-measure-community = Gemeinschaft (Leiden)
netmap-measure-ei = E-I-Index (nach außen 1, nach innen −1)
netmap-measure-country = Seite der Grenze
netmap-measure-type = Art der Organisation
netmap-measure-same = nichts: alle gleich
netmap-role-coordinator = Koordinator
netmap-role-itinerant = externer Vermittler
netmap-role-representative = Repräsentant
netmap-role-gatekeeper = Torwächter
netmap-role-liaison = Verbinder
netmap-community = Gemeinschaft { $name }
netmap-rest = alle anderen oder nicht bekannt
netmap-aside = Ort nicht bekannt oder außerhalb dieser Karte
netmap-side-NL = niederländisch
netmap-side-DE = deutsch
netmap-side-both = binational
netmap-side-other = anderswo oder nicht bekannt
netmap-netherlands = Niederlande
netmap-germany = Deutschland
netmap-show = Zeigen
netmap-reset = Alles zeigen
netmap-legend = Legende
netmap-legend-across = Verbindung über die Grenze
netmap-legend-within = andere Verbindung
netmap-legend-disputed = gestrichelt: eine Quelle bestreitet es
netmap-legend-width = breiter: mehr Gewicht
netmap-legend-size = größer: mehr { $measure }
netmap-tools = Werkzeuge des Bildes
netmap-zoom-in = Vergrößern
netmap-zoom-out = Verkleinern
netmap-whole = Ganzes Bild
netmap-share = Link zu dieser Ansicht kopieren
netmap-shared = Link kopiert. Er öffnet genau diese Ansicht.
netmap-share-by-hand = Diesen Link kopieren: { $link }
netmap-picture = Netzwerkbild. Pfeiltasten gehen entlang der Verbindungen von Knoten zu Knoten, Eingabe liest mehr, N geht durch die Verbindungen eines Knotens, Plus und Minus zoomen, Escape lässt los. Die Tabellen darunter enthalten dieselben Knoten und Verbindungen.
netmap-needs-script = Das Bild braucht JavaScript. Die Tabellen darunter enthalten, was es zeigen würde.
netmap-measuring = { $measure }: wird berechnet …
netmap-measure-missed = { $measure }: Der Server antwortete nicht rechtzeitig
netmap-backbone-missed = Der Server fand das Rückgrat nicht rechtzeitig; alle Verbindungen sind gezeichnet. Mit weniger Verbindungen gelingt es vielleicht.
netmap-loading = Das Netzwerk wird gezeichnet …
netmap-years = Jahre
netmap-from = Ab Jahr
netmap-until = Bis Jahr
netmap-play = Die Jahre abspielen
netmap-pause = Pause
netmap-all-years = Alle Jahre
netmap-moment = { $year }
netmap-interval = { $since } bis { $until }
netmap-undated = { $number ->
    [one] { $number } Aktivität ohne bekanntes Datum ist weggelassen
   *[other] { $number } Aktivitäten ohne bekanntes Datum sind weggelassen
 }
netmap-year-ties = { $year }: { $number ->
    [one] { $number } Verbindung
   *[other] { $number } Verbindungen
 }
netmap-sum = { $nodes ->
    [one] { $nodes } Knoten
   *[other] { $nodes } Knoten
 }, { $ties ->
    [one] { $ties } Verbindung
   *[other] { $ties } Verbindungen
 }, davon { $across } über die Grenze
netmap-empty = Mit diesen Filtern bleibt nichts übrig.
netmap-undo = Letzten Schritt zurücknehmen
netmap-too-many = { $ties } Verbindungen sind mehr, als ein Bild zeigen kann. Gezeichnet sind die { $drawn } stärksten; { $left } schwächere sind weggelassen.
netmap-backbone = Nur das Rückgrat: mehr als Zufall
netmap-backbone-ask = Das Rückgrat zeigen
netmap-backbone-wait = Das Rückgrat wird berechnet …
netmap-backbone-told = Rückgrat: { $kept } von { $all } Verbindungen; { $left }, die auch Zufall sein können, sind weggelassen.
netmap-backbone-model = { $model ->
    [disparity] Rückgrat nach dem Disparitätsfilter
   *[sdsm] Rückgrat nach dem stochastischen Gradfolgenmodell
 }: Verbindungen mit p < 0,05, korrigiert nach Benjamini und Hochberg
netmap-by-regions = Stattdessen Regionen zeigen
netmap-offline = Der Server antwortet nicht. Das Bild arbeitet mit dem weiter, was es hat; Fakten, Dateien und einige Maße fehlen.
netmap-link-wrong = Der Link verlangt etwas, das es in dieser Karte nicht gibt: { $words }. Es wird übergangen.
netmap-details = Einzelheiten
netmap-details-hint = Wählen Sie einen Knoten oder eine Verbindung, um zu lesen, was gemeinsam ist, wann und wer das sagt.
netmap-close = Schließen
netmap-across = über die Grenze
netmap-disputed = strittig
netmap-disputed-part = eine Quelle bestreitet dies
netmap-inferred = abgeleitet
netmap-no-source = keine Quelle
netmap-date-unknown = Datum nicht bekannt
netmap-date-from = ab { $start }
netmap-date-until = bis { $end }
netmap-date-span = { $start } – { $end }
netmap-shares = { $number ->
    [one] Gemeinsam ist { $number } Aktivität
   *[other] Gemeinsam sind { $number } Aktivitäten
 }
netmap-weighs = Gewicht { $weight }
netmap-sources = Quellen
netmap-partners-across = Partner jenseits der Grenze
netmap-partners-other = Andere Partner
netmap-all-known = Alles, was bekannt ist
netmap-facts = Fakten und Quellen
netmap-ego = Nur seine Partner
netmap-ego-two = Zwei Schritte darum
netmap-expand = Seine Partner dazu
netmap-path = Kürzeste Wege zu …
netmap-path-choose = Wählen Sie das andere Ende des Weges.
netmap-path-none = In dieser Ansicht verbindet kein Weg die beiden.
netmap-pin = Hier festhalten
netmap-unpin = Loslassen
netmap-hide = Ausblenden
netmap-narrowed = Nur ein Teil wird gezeigt.
netmap-table-nodes = Knoten
netmap-table-ties = Verbindungen
netmap-column-node = Name
netmap-column-side = Seite
netmap-column-type = Art
netmap-column-place = Ort
netmap-column-partners = Partner
netmap-column-across = Über die Grenze
netmap-column-one = Ein Ende
netmap-column-other = Anderes Ende
netmap-column-weight = Gewicht
netmap-column-disputed = Strittig
netmap-yes = ja
netmap-no = nein
netmap-rows-cut = Die ersten { $shown } von { $all } Zeilen; die CSV-Datei enthält alle.
netmap-more-rows = { $number } weitere Zeilen zeigen
netmap-take-away = Diese Ansicht mitnehmen
netmap-take-svg = SVG, zum Drucken
netmap-take-png = PNG, zum Drucken
netmap-take-slide = PNG, als Folie (16:9)
netmap-take-gexf = GEXF (Gephi)
netmap-take-graphml = GraphML
netmap-take-nodes = Knoten (CSV)
netmap-take-ties = Verbindungen (CSV)
netmap-take-html = Eine HTML-Datei
netmap-how = Zwei Knoten sind verbunden, wenn sie an derselben Aktivität der gewählten Arten beteiligt sind. Geldgeber und Verwaltungsbehörden zählen nur, wenn Sie nach ihrer Rolle filtern. Binationale Einrichtungen gehören zu beiden Seiten; ihre Verbindungen gelten nicht als grenzüberschreitend. Orte stehen für Adressen: Ein Knoten steht in der Mitte seines Ortes, versetzt, wo mehrere am selben Ort sitzen.
netmap-off-map = { $number ->
    [one] { $number } Knoten ohne bekannten Ort oder außerhalb der Karte steht in der Nordsee
   *[other] { $number } Knoten ohne bekannten Ort oder außerhalb der Karte stehen in der Nordsee
 }
netmap-unnamed = { $number ->
    [one] Für den Namen von { $number } Knoten fehlt hier der Platz
   *[other] Für die Namen von { $number } Knoten fehlt hier der Platz
 }; in der SVG-Datei steht jeder Name unter dem Mauszeiger
netmap-ground = Grenzen: Natural Earth 1:10m, gemeinfrei
netmap-gaps = Was das Bild nicht zeigen kann
netmap-gaps-lede = Die Fakten sind eine Stichprobe, keine Vollerhebung. Sie beschreibt, was hier erfasst ist, nicht die Region.
netmap-snapshot = techland, Version { $version }
netmap-caption = { $tie }; { $sum }
netmap-licence = Daten: CC BY 4.0
netmap-from-sources = { $number ->
    [one] { $number } Quelle
   *[other] { $number } Quellen
 }
netmap-said-node = { $name }. { $side }. { $partners } Partner, { $across } über die Grenze.
netmap-said-tie = Verbindung { $place } von { $all }: { $one } und { $other }, Gewicht { $weight }.
