start-download-caption = Bestanden van de hele graaf en het netwerk: formaat, inhoud, grootte, gecomprimeerde vormen, licentie
start-column-file = Bestand
start-column-holds = Bevat
start-column-size = Grootte
start-column-licence = Licentie
start-size-unknown = grootte nog niet bekend
start-size-impossible = te groot voor dit formaat
start-cite-copy = Klik in de tekst, of ga er met Tab naartoe, en selecteer alles om te kopiëren.
start-count-triples = { $number ->
    [one] { $number } triple
   *[other] { $number } triples
 }
start-count-rows = { $number ->
    [one] { $number } rij
   *[other] { $number } rijen
 }
start-count-nodes = { $number ->
    [one] { $number } organisatie
   *[other] { $number } organisaties
 }
start-count-ties = { $number ->
    [one] { $number } band
   *[other] { $number } banden
 }
size-bytes = { $number } bytes
size-kb = { $number } kB
size-mb = { $number } MB
size-gb = { $number } GB
size-exact = { $number } bytes
format-parquet = Parquet
format-xlsx = XLSX
format-gexf = GEXF
format-graphml = GraphML
start-deposit = Alles in één map, beschreven voor een repository:
start-deposit-file = ZIP voor een deponering
start-description = Beschrijving van de dataset (DCAT)
start-count-quads = { $number ->
    [one] { $number } quad
   *[other] { $number } quads
 }
