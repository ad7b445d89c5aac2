disputes-list = Jeder Widerspruch
disputes-by-status = Nach Entscheidung
disputes-all = Alle
dispute-decision-a = für die erste Seite entschieden
dispute-decision-b = für die zweite Seite entschieden
dispute-decision-both = beide bleiben stehen
dispute-decision-neither = keine von beiden bleibt stehen
dispute-decision-open = offen gelassen
disputes-one-publisher = Fakten, die auf einem einzigen Herausgeber beruhen
disputes-one-publisher-lede = { $number ->
    [one] { $number } anerkannten Fakt berichtet nur ein Herausgeber; Kopien eines Dokuments zählen als ihr Original.
   *[other] { $number } anerkannte Fakten berichtet jeweils nur ein Herausgeber; Kopien eines Dokuments zählen als ihr Original.
 }
disputes-one-publisher-ask = Sie durchsehen
disputes-confirmations = Wie oft andere eine Quelle bestätigen
disputes-confirmations-lede = Eine Aussage eines Dokuments ist bestätigt, wo ein Dokument eines anderen Herausgebers sie auch macht. Eine Kopie bestätigt nichts.
disputes-confirmed = Von anderen bestätigt
disputes-confirmed-share = Anteil
translation-ours = unsere Übersetzung
translation-ours-long = Das Original ist englisch; dies ist unsere Übersetzung.
translation-original = das englische Original
