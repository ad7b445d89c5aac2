editor-title = Abfrage-Editor
editor-no-script = Der Editor braucht Skripte. Ohne sie fragen Sie hier:
editor-query = Abfrage
editor-run = Ausführen
editor-stop = Anhalten
editor-keys = Strg+Eingabe führt aus, Strg+Leertaste ergänzt. Escape, dann Tab verlässt den Text.
editor-fine = Die Abfrage ist lesbar
editor-fault = Zeile { $line }, Spalte { $column }: { $text }
editor-waiting = Läuft, { $seconds } s
editor-coming = Läuft: bisher { $rows }, { $seconds } s
editor-done = Fertig: { $rows } in { $seconds } s
editor-stopped = Angehalten. Das ist nicht alles: { $rows } waren da.
editor-broken = Die Antwort brach ab. Das ist nicht alles: { $rows } waren da.
editor-cut = Nur die ersten { $rows } bleiben in diesem Fenster. Der Download enthält alles.
editor-unreached = Der Server antwortet nicht. Die Abfrage und was vorher kam, sind noch da.
editor-no-answer = Diese Abfrage hat keine Antwort
editor-yes = Ja
editor-no = Nein
editor-nothing = Keine Zeile passt.
editor-views = Ansichten der Antwort
editor-view-table = Tabelle
editor-view-chart = Diagramm
editor-view-map = Karte
editor-view-network = Netzwerk
editor-view-timeline = Zeitleiste
editor-unfit-chart = Ein Diagramm braucht eine Spalte mit Zahlen.
editor-unfit-map = Eine Karte braucht Koordinaten: zwei Spalten latitude und longitude, einen WKT-Punkt, oder Organisationen und Orte, deren Sitz bekannt ist.
editor-unfit-network = Ein Netzwerk braucht zwei Spalten mit Dingen oder Tripel zwischen Dingen.
editor-unfit-timeline = Eine Zeitleiste braucht eine Spalte mit Daten oder Jahren.
editor-most-drawn = Gezeichnet sind die ersten { $number }; die Tabelle enthält jede Zeile.
editor-left-out = { $number ->
    [one] { $number } Zeile ohne die Werte, die dieses Bild braucht, fehlt.
   *[other] { $number } Zeilen ohne die Werte, die dieses Bild braucht, fehlen.
 }
editor-network-size = { $nodes ->
    [one] { $nodes } Knoten
   *[other] { $nodes } Knoten
 }, { $ties ->
    [one] { $ties } Verbindung
   *[other] { $ties } Verbindungen
 }
editor-to-map = In der Netzwerkkarte öffnen
editor-kind = Art
editor-bar = Balken
editor-line = Linie
editor-point = Punkte
editor-channel-x = Entlang
editor-channel-y = Höhe
editor-draw = Zeichnen: { $kind }
editor-picture-of = { $kind }: { $columns }
editor-names = Namen statt IRIs
editor-download = Alles herunterladen
editor-share = Link
editor-use = Verwenden in …
editor-cite = Zitieren
editor-copy = Kopieren
editor-copied = Kopiert
editor-share-told = Dieser Link stellt Abfrage, Ansicht und Einstellungen wieder her.
editor-cite-told = Der Permalink antwortet aus Version { $version }, solange sie aufbewahrt wird, und sagt es, wenn nicht mehr.
editor-text = Text
editor-close = Schließen
editor-questions = Fragen
editor-mine = Meine Abfragen
editor-history = Verlauf
editor-shelves = Abfragen zur Hand
editor-search = Suche nach dem, was sie beantworten
editor-save = Merken
editor-save-name = Name der Abfrage
editor-kept = In diesem Browser gemerkt
editor-forget = { $name } entfernen
editor-forget-all = Verlauf löschen
editor-none = Hier ist noch nichts
editor-none-found = Keine Abfrage beantwortet das
editor-older = Sie fragen Version { $version } ab, nicht die neueste.
editor-newest = Die neueste abfragen
editor-asked-before = Die Abfrage wurde nach dieser Antwort geändert.
editor-class = Klasse
editor-property = Eigenschaft
editor-prefix = Präfix
editor-complete = Ergänzungen
editor-column-subject = Subjekt
editor-column-predicate = Prädikat
editor-column-object = Objekt
editor-rows = { $number ->
    [one] { $number } Zeile
   *[other] { $number } Zeilen
 }
editor-triples = { $number ->
    [one] { $number } Tripel
   *[other] { $number } Tripel
 }
