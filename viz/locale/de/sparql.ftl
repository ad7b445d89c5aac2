questions-title = { $number } fertige Fragen
questions-lede = Jede ist eine SPARQL-Abfrage, die Sie lesen, ändern und zitieren können. Wählen Sie eine, um die Antwort zu sehen.
questions-ask = Fragen
questions-any = alle
sparql-title = In SPARQL fragen
sparql-lede = Abfragen lesen den zusammengeführten Graphen: anerkannte Fakten mit ihren Behauptungen, Quellen und Widersprüchen. Programme fragen unter derselben Adresse.
sparql-query = Abfrage
sparql-run = Ausführen
sparql-hint = SELECT, ASK, CONSTRUCT oder DESCRIBE
sparql-no-answer = Diese Abfrage hat keine Antwort
sparql-results = Antwort
sparql-rows = { $number ->
    [one] { $number } Zeile
   *[other] { $number } Zeilen
 }
sparql-more-than = mehr als { $number } Zeilen
sparql-cut = Nur die ersten { $number } Zeilen werden gezeigt. Die Downloads enthalten jede Zeile.
sparql-nothing = Keine Zeile passt.
sparql-true = Ja
sparql-false = Nein
problem-400 = Die Anfrage ist nicht zu verstehen
problem-403 = Das ist nicht erlaubt
problem-404 = Unter dieser Adresse ist nichts bekannt
problem-405 = Diese Adresse lässt sich so nicht benutzen
problem-406 = In dieser Form nicht zu haben
problem-410 = Dieser Stand wird nicht mehr aufbewahrt
problem-other = Etwas ist schiefgegangen
problem-status = Status { $status }
problem-back = Zur Startseite
question-to-editor = Im Editor öffnen
question-learn = Die Abfrage, zum Lernen und Ändern
question-programs = Für Programme
question-route = Dieselbe Antwort unter einer REST-Adresse, seitenweise und in jedem Format.
question-cite = Die Adresse darin antwortet aus dieser Version, solange sie aufbewahrt wird.
question-text = Text
question-id = Eine Kennung oder eine IRI
questions-search = Suche
questions-tag = Thema
questions-show = Zeigen
questions-editor = Selbst eine schreiben
questions-broken = { $number ->
    [one] Eine Abfragedatei ist fehlerhaft und fehlt hier
   *[other] { $number } Abfragedateien sind fehlerhaft und fehlen hier
 }
