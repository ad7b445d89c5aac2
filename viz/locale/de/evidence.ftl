shown-as-is = { $text }
evidence-sources = { $number ->
    [one] { $number } Quelle
   *[other] { $number } Quellen
 }
evidence-copy = Kopie eines anderen Dokuments
evidence-disputed = strittig
evidence-not-accepted = nicht anerkannt
evidence-superseded = überholt
evidence-inferred = abgeleitet
evidence-inferred-long = Es folgt aus der Seite; die Seite sagt es nicht ausdrücklich.
evidence-row-inferred = teils abgeleitet
evidence-row-inferred-long = Etwas in dieser Zeile der Fakten ist abgeleitet; welche Zelle, wurde nicht bewertet.
evidence-known = Allgemeinwissen, keine Quelle
evidence-town-centre = Ortsmitte, kein Gebäude
dispute-itself = der Widerspruch selbst
dispute-accepted = anerkannt
dispute-rule-curator-decision = Von der Kuratierung entschieden.
dispute-rule-more-publishers = Steht voran, weil mehr Herausgeber es sagen, Kopien nicht mitgezählt.
dispute-rule-source-kind = Steht voran, weil diese Art von Quelle näher an der Sache ist.
dispute-rule-table-value = Nicht entscheidbar: Der Wert der Tabelle bleibt stehen, als strittig gekennzeichnet.
dispute-rule-curated-first = Datensätze nennen verschiedene Werte: Der kuratierte gilt, sonst der eines Registers mit Kennungen.
entity-disagreements = Wo Quellen sich widersprechen
entity-facts = Was bekannt ist
entity-incoming = Was hierher verweist
entity-cites = Die Nummern neben einer Aussage führen zu den Dokumenten am Ende der Seite, die das sagen.
entity-sources = Dokumente
entity-show-all = Alle { $number } zeigen
ontology-title = Ontologie
ontology-lede = Die Klassen und Eigenschaften des Graphen und was sie bedeuten.
ontology-class = Klassen
ontology-property = Eigenschaften
ontology-above = Unter
disputes-title = Wo Quellen sich widersprechen
disputes-lede = { $number ->
    [one] { $number } Widerspruch zwischen Quellen. Beide Seiten sind bewahrt; seine Seite sagt, wer was sagt und warum eines voransteht.
   *[other] { $number } Widersprüche zwischen Quellen. Beide Seiten sind bewahrt; die Seite eines jeden sagt, wer was sagt und warum eines voransteht.
 }
sources-title = Quellen
sources-lede = { $number ->
    [one] { $number } Dokument, auf dem die Fakten beruhen.
   *[other] { $number } Dokumente, auf denen die Fakten beruhen.
 }
sources-column-title = Dokument
sources-column-publisher = Herausgeber
sources-column-issued = Erschienen
sources-column-kind = Art
sources-column-claims = Aussagen
