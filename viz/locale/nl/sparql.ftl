questions-title = { $number } kant-en-klare vragen
questions-lede = Elke vraag is een SPARQL-query die u kunt lezen, veranderen en citeren. Kies er een om het antwoord te zien.
questions-ask = Vraag
questions-any = alle
sparql-title = Vragen in SPARQL
sparql-lede = Query’s lezen de samengevoegde graaf: aanvaarde feiten met hun beweringen, bronnen en tegenspraak. Programma’s vragen op hetzelfde adres.
sparql-query = Query
sparql-run = Uitvoeren
sparql-hint = SELECT, ASK, CONSTRUCT of DESCRIBE
sparql-no-answer = Deze query heeft geen antwoord
sparql-results = Antwoord
sparql-rows = { $number ->
    [one] { $number } rij
   *[other] { $number } rijen
 }
sparql-more-than = meer dan { $number } rijen
sparql-cut = Alleen de eerste { $number } rijen worden getoond. De downloads bevatten elke rij.
sparql-nothing = Geen rij voldoet.
sparql-true = Ja
sparql-false = Nee
problem-400 = Het verzoek is niet te begrijpen
problem-403 = Dit mag niet
problem-404 = Onder dit adres is niets bekend
problem-405 = Dit adres is niet zo te gebruiken
problem-406 = In die vorm niet te krijgen
problem-410 = Deze momentopname wordt niet meer bewaard
problem-other = Er ging iets mis
problem-status = Status { $status }
problem-back = Naar de startpagina
question-to-editor = Open in de editor
question-learn = De query, om van te leren en te veranderen
question-programs = Voor programma’s
question-route = Hetzelfde antwoord op een REST-adres, in pagina’s en in elk formaat.
question-cite = Het adres erin antwoordt uit deze versie zolang die bewaard wordt.
question-text = Tekst
question-id = Een id of een IRI
questions-search = Zoeken
questions-tag = Onderwerp
questions-show = Tonen
questions-editor = Schrijf er zelf een
questions-broken = { $number ->
    [one] Een querybestand is kapot en weggelaten
   *[other] { $number } querybestanden zijn kapot en weggelaten
 }
