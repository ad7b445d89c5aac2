# Pages of a plain store: an ordinary quad store beside the published graph.
nav-graphs = Graphs
plain-title = A plain quad store
plain-lede = This server holds a store of your own. It is apart from the published graph of techland.
plain-writable = Whoever has its token can write it.
plain-read-only = It is read-only here.
plain-to-sparql = Ask in SPARQL
plain-to-graphs = { $number ->
    [one] { $number } named graph
   *[other] { $number } named graphs
 }
plain-ways = How programs use it
plain-way = To
plain-standard = Standard (W3C)
plain-address = Address
plain-query = ask
plain-read = read a graph
plain-update = update
plain-write = write a graph
plain-token = Writing needs the token that the server printed at its start, or was given:
plain-sparql-lede = Queries read the default graph, which is the unnamed graph alone, and named graphs by GRAPH. Programs ask and update at the same address.
plain-graphs-lede = Each leads to its triples.
plain-default-graph = The default graph
plain-footer = A plain store: its data may change at any time
