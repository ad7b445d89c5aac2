# Was ein Netzwerk über Weggelassenes sagt.
note-no-place = Von { $number } der { $all } Organisationen ist { $level ->
    [country] kein Land
    [place] kein Ort
   *[other] keine NUTS-Region
 } bekannt; sie fehlen hier.
note-undated = Von { $number } der { $all } Aktivitäten ist kein Datum bekannt; sie fehlen hier.
note-no-weight = Von { $number } der { $all } gemeinsamen Aktivitäten ist das Gewicht nicht bekannt: Sie tragen nichts bei, und Verbindungen, die allein auf ihnen beruhen, fehlen.
note-clique = { $label } verbindet allein { $nodes } Knoten untereinander: { $number } der { $all } Verbindungen. Maße sagen über diese eine Aktivität so viel wie über alle übrigen.
note-no-end = { $number ->
    [one] Eine Zeile der Antwort hat kein ?source oder kein ?target und fehlt hier.
   *[other] { $number } Zeilen der Antwort haben kein ?source oder kein ?target und fehlen hier.
 }
note-loops = { $number ->
    [one] Eine Verbindung von etwas mit sich selbst fehlt hier.
   *[other] { $number } Verbindungen von etwas mit sich selbst fehlen hier.
 }
note-editions = NUTS-Codes von Organisationen: { $editions }. Ein Code kann in einer anderen Ausgabe ein anderes Gebiet bezeichnen.
note-edition = { $edition ->
    [none] { $number } aus einer nicht genannten Ausgabe
   *[other] { $number } aus der Ausgabe { $edition }
 }
