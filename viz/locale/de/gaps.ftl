gap-projects-without-participant = { $number ->
    [one] Von { $number } Projekt sind keine Beteiligten bekannt.
   *[other] Von { $number } Projekten sind keine Beteiligten bekannt.
 }
gap-projects-of-one-side = { $number ->
    [one] Von { $number } Interreg-Projekt sind nur Partner aus einem Land bekannt.
   *[other] Von { $number } Interreg-Projekten sind nur Partner aus einem Land bekannt.
 }
gap-organisations-in-nothing = { $number ->
    [one] { $number } Organisation ist an nichts beteiligt, was hier erfasst ist.
   *[other] { $number } Organisationen sind an nichts beteiligt, was hier erfasst ist.
 }
gap-organisations-without-country = { $number ->
    [one] Von { $number } Organisation ist das Land nicht bekannt.
   *[other] Von { $number } Organisationen ist das Land nicht bekannt.
 }
gap-organisations-without-place = { $number ->
    [one] Von { $number } Organisation ist der Ort nicht bekannt.
   *[other] Von { $number } Organisationen ist der Ort nicht bekannt.
 }
gap-agreements-without-party = { $number ->
    [one] Von { $number } Vereinbarung ist keine Partei bekannt.
   *[other] Von { $number } Vereinbarungen ist keine Partei bekannt.
 }
gap-agreements-of-one-party = { $number ->
    [one] Von { $number } Vereinbarung ist nur eine Partei bekannt.
   *[other] Von { $number } Vereinbarungen ist nur eine Partei bekannt.
 }
gap-agreements-without-date = { $number ->
    [one] Von { $number } Vereinbarung ist der Tag der Unterzeichnung nicht bekannt.
   *[other] Von { $number } Vereinbarungen ist der Tag der Unterzeichnung nicht bekannt.
 }
gap-agreements-same-day-and-parties = { $number ->
    [one] { $number } Vereinbarung hat denselben Tag und dieselben Parteien wie eine andere und ist vielleicht dieselbe.
   *[other] { $number } Vereinbarungen haben denselben Tag und dieselben Parteien wie eine andere und sind vielleicht dieselben.
 }
gap-events-without-role = { $number ->
    [one] Bei { $number } Veranstaltung ist nicht bekannt, wer veranstaltete, sprach oder teilnahm.
   *[other] Bei { $number } Veranstaltungen ist nicht bekannt, wer veranstaltete, sprach oder teilnahm.
 }
gap-events-without-date = { $number ->
    [one] Von { $number } Veranstaltung ist das Datum nicht bekannt.
   *[other] Von { $number } Veranstaltungen ist das Datum nicht bekannt.
 }
gap-projects-without-both-dates = { $number ->
    [one] Bei { $number } Projekt fehlt der Beginn oder das Ende.
   *[other] Bei { $number } Projekten fehlt der Beginn oder das Ende.
 }
gap-projects-without-cost = { $number ->
    [one] Von { $number } Projekt sind die Gesamtkosten nicht bekannt.
   *[other] Von { $number } Projekten sind die Gesamtkosten nicht bekannt.
 }
gap-projects-without-eu-share = { $number ->
    [one] Von { $number } Projekt ist der EU-Anteil nicht bekannt.
   *[other] Von { $number } Projekten ist der EU-Anteil nicht bekannt.
 }
gap-projects-outside-programme-years = { $number ->
    [one] { $number } Projekt liegt außerhalb der Jahre seines Programms.
   *[other] { $number } Projekte liegen außerhalb der Jahre ihres Programms.
 }
gap-approved-after-end = { $number ->
    [one] { $number } Projekt wurde nach seinem Ende bewilligt.
   *[other] { $number } Projekte wurden nach ihrem Ende bewilligt.
 }
gap-themes-unused = { $number ->
    [one] { $number } Thema wird von keiner Organisation oder Aktivität verwendet.
   *[other] { $number } Themen werden von keiner Organisation oder Aktivität verwendet.
 }
gap-sources-unused = { $number ->
    [one] { $number } Quelle belegt keinen Fakt.
   *[other] { $number } Quellen belegen keinen Fakt.
 }
gap-names-shared = { $number ->
    [one] { $number } Organisation teilt einen Namen mit einer anderen.
   *[other] { $number } Organisationen teilen einen Namen mit einer anderen.
 }
gap-unnamed = Bekannte Lücke „{ $code }“: { $number }.
