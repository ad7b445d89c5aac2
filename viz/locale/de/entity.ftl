group-text = Beschreibung
group-names = Namen
group-what = Was es ist
group-place = Wo
group-dates = Wann
group-money = Geld
group-parties = Wer
group-belongs = Gehört zu
group-other = Mehr
group-record = Für die Datenpflege
summary-in = { $kind } in { $place }
summary-takes-part = { $number ->
    [0] ist an nichts beteiligt, was hier erfasst ist
    [one] ist an { $number } erfassten Vorhaben beteiligt
   *[other] ist an { $number } erfassten Vorhaben beteiligt
 }
summary-signed-on = { $exact ->
    [day] unterzeichnet am { $date }
    [month] unterzeichnet im { $date }
   *[year] unterzeichnet { $date }
 }
summary-signed-by = von { $parties }
summary-others = { $number ->
    [one] { $number } weiteren
   *[other] { $number } weiteren
 }
summary-from = { $date }
summary-to = bis { $date }
summary-since = Beginn { $date }
summary-until = Ende { $date }
summary-programme = gefördert aus { $programme }
summary-funds = { $number ->
    [one] fördert { $number } erfasstes Projekt
   *[other] fördert { $number } erfasste Projekte
 }
summary-participants = { $number ->
    [0] hier sind keine Beteiligten erfasst
    [one] mit { $number } erfassten Beteiligten
   *[other] mit { $number } erfassten Beteiligten
 }
summary-venue = in { $place }
summary-organised-by = veranstaltet von { $parties }
summary-bodies-here = { $number ->
    [0] keine Organisation mit Sitz hier ist erfasst
    [one] { $number } erfasste Organisation hat hier ihren Sitz
   *[other] { $number } erfasste Organisationen haben hier ihren Sitz
 }
summary-crossing = { $number ->
    [0] keine erfasste Vereinbarung und kein Projekt geht von hier über die Grenze
    [one] { $number } Vereinbarung oder Projekt geht von hier über die Grenze
   *[other] { $number } Vereinbarungen und Projekte gehen von hier über die Grenze
 }
summary-published-by = { $kind }, herausgegeben von { $publisher }
summary-states = { $number ->
    [0] belegt hier keine Aussage
    [one] belegt { $number } Aussage
   *[other] belegt { $number } Aussagen
 }
summary-theme = Thema
summary-theme-bodies = { $number ->
    [one] { $number } Organisation hat es oder ein engeres
   *[other] { $number } Organisationen haben es oder ein engeres
 }
summary-theme-others = { $number ->
    [one] ebenso { $number } Vorhaben
   *[other] ebenso { $number } Vorhaben
 }
entity-rule = Warum dies voransteht:
entity-reasons = Beide Seiten und die Gründe
entity-says-wrong = Sagen, dass das nicht stimmt
entity-follows = nach einer Regel
entity-follows-long = Kein Dokument sagt es mit diesen Worten; es folgt nach einer Regel aus anderen Aussagen.
entity-takes-part = Beteiligt an
entity-participants = Wer beteiligt ist
entity-timeline = Zeitleiste
entity-happened-start = beginnt
entity-happened-end = endet
entity-happened-signed = wird unterzeichnet
entity-happened-approved = wird bewilligt
entity-partners = Partner
entity-partners-lede = { $number ->
    [one] { $number } Organisation hat eine Vereinbarung oder ein Projekt damit gemeinsam.
   *[other] { $number } Organisationen haben Vereinbarungen oder Projekte damit gemeinsam.
 }
entity-partners-across = Jenseits der Grenze
entity-partners-same = Auf derselben Seite
entity-partners-both = Binational
entity-partners-other = Anderswo oder nicht bekannt
entity-partners-of-both = Die Einrichtung ist selbst binational: Keine ihrer Verbindungen zählt als grenzüberschreitend.
entity-shared = { $number ->
    [one] { $number } gemeinsam
   *[other] { $number } gemeinsam
 }
entity-ego = Netzwerk der Nächsten
entity-ego-legend = Niederländische Partner stehen links, deutsche rechts; größere Punkte haben mehr gemeinsam.
entity-ego-cut = Gezeichnet sind die { $number } Partner, die am meisten gemeinsam haben.
entity-known-as = Welche Datensätze es kennen und als was
entity-dataset = Datensatz
entity-name-there = Namen dort
entity-stated = Was dieses Dokument sagt
entity-stated-lede = { $number ->
    [0] Keine Aussage des Graphen beruht darauf.
    [one] { $number } Aussage des Graphen beruht darauf.
   *[other] { $number } Aussagen des Graphen beruhen darauf.
 }
entity-only-here = nur hier
entity-also-elsewhere = { $number ->
    [one] auch in { $number } anderen Dokument
   *[other] auch in { $number } anderen Dokumenten
 }
entity-tree = Wo es unter den Themen steht
entity-theme-members = Wer und was dieses Thema hat
entity-theme-narrower = Was ein engeres Thema hat, oder ein dazu passendes eines Herausgebers, ist mitgezählt.
entity-theme-across = Wer bei diesem Thema über die Grenze hinweg zusammenarbeitet
entity-theme-map = Diese auf der Karte
entity-here = Wer hier ist
entity-crossing = Was von hier über die Grenze geht
entity-crossing-lede = Vereinbarungen und Projekte, an denen jemand mit Sitz hier und jemand mit Sitz auf der anderen Seite der deutsch-niederländischen Grenze beteiligt ist.
entity-funded = Was gefördert wird
entity-funded-start = Beginn
entity-funded-end = Ende
entity-funded-cost = Gesamtkosten, geplant
entity-funded-eu = EU-Anteil, geplant
entity-funded-not-known = nicht bekannt
entity-funded-sum = Summe dessen, was bekannt ist
entity-wrong = Stimmt hier etwas nicht?
entity-wrong-lede = Sagen Sie es ohne Konto und ohne Programm: Eine E-Mail oder eine Datei wird für Sie geschrieben, die Aussage, ihre Quellen und diese Version nennt.
entity-wrong-write = Eine Korrektur schreiben
entity-alternates = Dasselbe als Daten
entity-replaced = { $old } wurde zurückgezogen und führt hierher.
entity-merged = Der Eintrag { $old } ist eins mit diesem.
entity-replaced-reason = Grund: { $reason }
summary-country = Land
summary-region = NUTS-{ $level }-Region
summary-in-country = { $code ->
    [NL] in den { $country }n
    [CH] in der { $country }
    [SK] in der { $country }
    [TR] in der { $country }
    [UK] im Vereinigten Königreich
   *[other] in { $country }
 }
summary-towns = mit { $towns }
entity-area-around = Teil von
entity-area-within = Regionen darin
entity-area-cut = { $shown } von { $number } stehen hier, zuerst die mit den meisten Beteiligungen.
entity-area-all = Alle in der Suche
entity-area-crossing-all = Alle Verbindungen über die Grenze
entity-area-edition = Codes zählen, gleich aus welcher Ausgabe von NUTS; ein Code kann in einer anderen Ausgabe ein anderes Gebiet meinen.
entity-area-numbers = Die Zahl hinter einem Namen zählt die Vereinbarungen und Projekte, an denen die Organisation beteiligt ist.
entity-area-more = { $number } weitere
