gap-projects-without-participant = { $number ->
    [one] Van { $number } project is geen deelnemer bekend.
   *[other] Van { $number } projecten is geen deelnemer bekend.
 }
gap-projects-of-one-side = { $number ->
    [one] Van { $number } Interreg-project zijn alleen partners uit één land bekend.
   *[other] Van { $number } Interreg-projecten zijn alleen partners uit één land bekend.
 }
gap-organisations-in-nothing = { $number ->
    [one] { $number } organisatie neemt aan niets deel wat hier is vastgelegd.
   *[other] { $number } organisaties nemen aan niets deel wat hier is vastgelegd.
 }
gap-organisations-without-country = { $number ->
    [one] Van { $number } organisatie is het land niet bekend.
   *[other] Van { $number } organisaties is het land niet bekend.
 }
gap-organisations-without-place = { $number ->
    [one] Van { $number } organisatie is de plaats niet bekend.
   *[other] Van { $number } organisaties is de plaats niet bekend.
 }
gap-agreements-without-party = { $number ->
    [one] Van { $number } overeenkomst is geen partij bekend.
   *[other] Van { $number } overeenkomsten is geen partij bekend.
 }
gap-agreements-of-one-party = { $number ->
    [one] Van { $number } overeenkomst is maar één partij bekend.
   *[other] Van { $number } overeenkomsten is maar één partij bekend.
 }
gap-agreements-without-date = { $number ->
    [one] Van { $number } overeenkomst is de dag van ondertekening niet bekend.
   *[other] Van { $number } overeenkomsten is de dag van ondertekening niet bekend.
 }
gap-agreements-same-day-and-parties = { $number ->
    [one] { $number } overeenkomst heeft dezelfde dag en partijen als een andere en is misschien dezelfde.
   *[other] { $number } overeenkomsten hebben dezelfde dag en partijen als een andere en zijn misschien dezelfde.
 }
gap-events-without-role = { $number ->
    [one] Van { $number } evenement is geen organisator, spreker of deelnemer bekend.
   *[other] Van { $number } evenementen is geen organisator, spreker of deelnemer bekend.
 }
gap-events-without-date = { $number ->
    [one] Van { $number } evenement is de datum niet bekend.
   *[other] Van { $number } evenementen is de datum niet bekend.
 }
gap-projects-without-both-dates = { $number ->
    [one] Van { $number } project ontbreekt het begin of het einde.
   *[other] Van { $number } projecten ontbreekt het begin of het einde.
 }
gap-projects-without-cost = { $number ->
    [one] Van { $number } project zijn de totale kosten niet bekend.
   *[other] Van { $number } projecten zijn de totale kosten niet bekend.
 }
gap-projects-without-eu-share = { $number ->
    [one] Van { $number } project is de EU-bijdrage niet bekend.
   *[other] Van { $number } projecten is de EU-bijdrage niet bekend.
 }
gap-projects-outside-programme-years = { $number ->
    [one] { $number } project valt buiten de jaren van zijn programma.
   *[other] { $number } projecten vallen buiten de jaren van hun programma.
 }
gap-approved-after-end = { $number ->
    [one] { $number } project is goedgekeurd na zijn einde.
   *[other] { $number } projecten zijn goedgekeurd na hun einde.
 }
gap-themes-unused = { $number ->
    [one] { $number } thema wordt door geen organisatie of activiteit gebruikt.
   *[other] { $number } thema’s worden door geen organisatie of activiteit gebruikt.
 }
gap-sources-unused = { $number ->
    [one] { $number } bron staat voor geen enkel feit.
   *[other] { $number } bronnen staan voor geen enkel feit.
 }
gap-names-shared = { $number ->
    [one] { $number } organisatie deelt een naam met een andere.
   *[other] { $number } organisaties delen een naam met een andere.
 }
gap-unnamed = Bekende leemte “{ $code }”: { $number }.
