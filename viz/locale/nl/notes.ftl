# Wat een netwerk zegt van wat is weggelaten.
note-no-place = Van { $number } van de { $all } organisaties is geen { $level ->
    [country] land
    [place] plaats
   *[other] NUTS-regio
 } bekend; zij zijn weggelaten.
note-undated = Van { $number } van de { $all } activiteiten is geen datum bekend; zij zijn weggelaten.
note-no-weight = Van { $number } van de { $all } gedeelde activiteiten is het gewicht niet bekend: zij tellen niet mee, en banden die alleen daarop berusten, zijn weggelaten.
note-clique = { $label } verbindt alleen al { $nodes } knopen onderling: { $number } van de { $all } banden. Maten zeggen evenveel over deze ene activiteit als over de rest.
note-no-end = { $number ->
    [one] Eén rij van het antwoord heeft geen ?source of geen ?target en is
   *[other] { $number } rijen van het antwoord hebben geen ?source of geen ?target en zijn
 } weggelaten.
note-loops = { $number ->
    [one] Eén band van iets met zichzelf is
   *[other] { $number } banden van iets met zichzelf zijn
 } weggelaten.
note-editions = NUTS-codes van organisaties: { $editions }. Eén code kan in een andere editie een ander gebied betekenen.
note-edition = { $edition ->
    [none] { $number } van een editie die niet vermeld is
   *[other] { $number } van editie { $edition }
 }
