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
    [0] wirkt an nichts mit, das hier erfasst ist
    [one] wirkt an { $number } erfassten Vorhaben mit
   *[other] wirkt an { $number } erfassten Vorhaben mit
 }
summary-signed-on = unterzeichnet am { $date }
summary-signed-by = von { $parties }
summary-others = { $number ->
    [one] { $number } weiteren
   *[other] { $number } weiteren
 }
summary-from-to = von { $first } bis { $last }
summary-since = seit { $date }
summary-until = bis { $date }
summary-programme = gefördert aus { $programme }
summary-funds = { $number ->
    [one] fördert { $number } erfasstes Projekt
   *[other] fördert { $number } erfasste Projekte
 }
summary-participants = { $number ->
    [0] hier ist kein Teilnehmer erfasst
    [one] mit { $number } erfassten Teilnehmer
   *[other] mit { $number } erfassten Teilnehmern
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
    [0] Zeuge keiner Aussage hier
    [one] Zeuge von { $number } Aussage
   *[other] Zeuge von { $number } Aussagen
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
entity-takes-part = Wirkt mit an
entity-participants = Wer mitwirkt
entity-timeline = Zeitachse
entity-happened-start = beginnt
entity-happened-end = endet
entity-happened-signed = wird unterzeichnet
entity-happened-approved = wird bewilligt
entity-partners = Partner
entity-partners-lede = { $number ->
    [one] { $number } Organisation teilt eine Vereinbarung oder ein Projekt damit.
   *[other] { $number } Organisationen teilen Vereinbarungen oder Projekte damit.
 }
entity-partners-across = Jenseits der Grenze
entity-partners-same = Auf derselben Seite
entity-partners-both = Binational
entity-partners-other = Anderswo oder nicht bekannt
entity-partners-of-both = Die Einrichtung ist selbst binational: Keine ihrer Verbindungen zählt als eine über die Grenze.
entity-shared = { $number ->
    [one] { $number } gemeinsam
   *[other] { $number } gemeinsam
 }
entity-ego = Netzwerk der Nächsten
entity-ego-legend = Niederländische Partner stehen links, deutsche rechts; größere Punkte teilen mehr.
entity-ego-cut = Gezeichnet sind die { $number } Partner, die am meisten teilen.
entity-known-as = Welche Datensätze es kennen, und als was
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
entity-crossing-lede = Vereinbarungen und Projekte, an denen jemand mit Sitz hier mitwirkt und jemand mit Sitz auf der anderen Seite der deutsch-niederländischen Grenze.
entity-funded = Was gefördert wird
entity-funded-start = Beginn
entity-funded-end = Ende
entity-funded-cost = Gesamtkosten, geplant
entity-funded-eu = EU-Anteil, geplant
entity-funded-not-known = nicht bekannt
entity-funded-sum = Summe dessen, was bekannt ist
entity-wrong = Stimmt hier etwas nicht?
entity-wrong-lede = Sagen Sie es ohne Konto und ohne Programm: Eine E-Mail oder eine Datei wird für Sie geschrieben, die Aussage, Quellen und diese Fassung nennt.
entity-wrong-write = Eine Korrektur schreiben
entity-alternates = Dasselbe als Daten
entity-replaced = { $old } wurde zurückgezogen und führt hierher.
entity-merged = Der Datensatz { $old } ist eins mit diesem.
entity-replaced-reason = Grund: { $reason }
summary-country = Land
summary-region = NUTS-{ $level }-Region
summary-in-country = in { $country }
summary-towns = mit { $towns }
entity-area-around = Teil von
entity-area-within = Regionen darin
entity-area-cut = { $shown } von { $number } stehen hier, zuerst die mit den meisten Beteiligungen.
entity-area-all = Alle in der Suche
entity-area-crossing-all = Alle Verbindungen über die Grenze
entity-area-edition = Codes zählen, gleich aus welcher Ausgabe von NUTS; ein Code kann in einer anderen Ausgabe ein anderes Gebiet meinen.
entity-area-numbers = Die Zahl hinter einem Namen zählt die Vereinbarungen und Projekte, an denen sie mitwirkt.
entity-area-more = { $number } weitere
