# Pages of a plain store: an ordinary quad store beside the published graph.
nav-graphs = Graphen
plain-title = Ein einfacher Quad-Speicher
plain-lede = Dieser Server enthält einen eigenen Speicher von Ihnen. Er ist vom veröffentlichten Graphen von techland getrennt.
plain-writable = Wer das Token hat, kann schreiben.
plain-read-only = Hier kann nur gelesen werden.
plain-to-sparql = In SPARQL fragen
plain-to-graphs = { $number ->
    [one] { $number } benannter Graph
   *[other] { $number } benannte Graphen
 }
plain-ways = Wie Programme ihn nutzen
plain-way = Zweck
plain-standard = Standard (W3C)
plain-address = Adresse
plain-query = fragen
plain-read = einen Graphen lesen
plain-update = ändern
plain-write = einen Graphen schreiben
plain-token = Zum Schreiben ist das Token nötig, das der Server beim Start gezeigt oder bekommen hat:
plain-sparql-lede = Abfragen lesen den Standardgraphen, das ist allein der unbenannte, und benannte Graphen mit GRAPH. Programme fragen und schreiben unter derselben Adresse.
plain-graphs-lede = Jeder Verweis führt zu den Tripeln des Graphen.
plain-default-graph = Der Standardgraph
plain-footer = Ein einfacher Speicher: Seine Daten können sich jederzeit ändern
