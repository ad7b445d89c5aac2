start-download-caption = Dateien des ganzen Graphen und des Netzwerks: Format, Inhalt, Größe, komprimierte Formen, Lizenz
start-column-file = Datei
start-column-holds = Enthält
start-column-size = Größe
start-column-licence = Lizenz
start-size-unknown = Größe noch nicht bekannt
start-size-impossible = zu groß für dieses Format
start-cite-copy = In den Text klicken oder mit Tab hinein, dann alles auswählen und kopieren.
start-count-triples = { $number ->
    [one] { $number } Tripel
   *[other] { $number } Tripel
 }
start-count-rows = { $number ->
    [one] { $number } Zeile
   *[other] { $number } Zeilen
 }
start-count-nodes = { $number ->
    [one] { $number } Organisation
   *[other] { $number } Organisationen
 }
start-count-ties = { $number ->
    [one] { $number } Verbindung
   *[other] { $number } Verbindungen
 }
size-bytes = { $number } Bytes
size-kb = { $number } kB
size-mb = { $number } MB
size-gb = { $number } GB
size-exact = { $number } Bytes
format-parquet = Parquet
format-xlsx = XLSX
format-gexf = GEXF
format-graphml = GraphML
start-deposit = Alles in einem Ordner, beschrieben für ein Repositorium:
start-deposit-file = ZIP zum Hinterlegen
start-description = Beschreibung des Datensatzes (DCAT)
start-count-quads = { $number ->
    [one] { $number } Quad
   *[other] { $number } Quads
 }
