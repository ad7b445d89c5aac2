# Pages of a plain store: an ordinary quad store beside the published graph.
nav-graphs = Grafen
plain-title = Een gewone quad-store
plain-lede = Deze server bevat een eigen opslag van u. Die staat los van de gepubliceerde graaf van techland.
plain-writable = Wie het token heeft, kan schrijven.
plain-read-only = Hier kan alleen worden gelezen.
plain-to-sparql = Vragen in SPARQL
plain-to-graphs = { $number ->
    [one] { $number } benoemde graaf
   *[other] { $number } benoemde grafen
 }
plain-ways = Hoe programma’s de opslag gebruiken
plain-way = Doel
plain-standard = Standaard (W3C)
plain-address = Adres
plain-query = vragen
plain-read = een graaf lezen
plain-update = bijwerken
plain-write = een graaf schrijven
plain-token = Om te schrijven is het token nodig dat de server bij het starten heeft getoond of gekregen:
plain-sparql-lede = Query’s lezen de standaardgraaf, dat is alleen de naamloze graaf, en benoemde grafen met GRAPH. Programma’s vragen en schrijven op hetzelfde adres.
plain-graphs-lede = Elke verwijzing leidt naar de triples van de graaf.
plain-default-graph = De standaardgraaf
plain-footer = Een gewone opslag: de gegevens kunnen op elk moment veranderen
