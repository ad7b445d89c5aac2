start-download-caption = Files of the whole graph and the network: format, content, size, compressed forms, licence
start-column-file = File
start-column-holds = Holds
start-column-size = Size
start-column-licence = Licence
start-size-unknown = size not known yet
start-size-impossible = too large for this format
start-cite-copy = Click into the text, or tab to it, and select all to copy it.
start-count-triples = { $number ->
    [one] { $number } triple
   *[other] { $number } triples
 }
start-count-rows = { $number ->
    [one] { $number } row
   *[other] { $number } rows
 }
start-count-nodes = { $number ->
    [one] { $number } organisation
   *[other] { $number } organisations
 }
start-count-ties = { $number ->
    [one] { $number } tie
   *[other] { $number } ties
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
start-deposit = Everything in one folder, described for a repository:
start-deposit-file = ZIP for a deposit
start-description = Description of the dataset (DCAT)
start-count-quads = { $number ->
    [one] { $number } quad
   *[other] { $number } quads
 }
