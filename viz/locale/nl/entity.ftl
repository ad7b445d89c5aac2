group-text = Beschrijving
group-names = Namen
group-what = Wat het is
group-place = Waar
group-dates = Wanneer
group-money = Geld
group-parties = Wie
group-belongs = Hoort bij
group-other = Meer
group-record = Voor databeheerders
summary-in = { $kind } in { $place }
summary-takes-part = { $number ->
    [0] neemt aan niets deel wat hier is vastgelegd
    [one] neemt deel aan { $number } vastgelegd samenwerkingsverband
   *[other] neemt deel aan { $number } vastgelegde samenwerkingsverbanden
 }
summary-signed-on = { $exact ->
    [day] ondertekend op { $date }
   *[other] ondertekend in { $date }
 }
summary-signed-by = door { $parties }
summary-others = { $number ->
    [one] { $number } andere
   *[other] { $number } andere
 }
summary-from = van { $date }
summary-to = tot en met { $date }
summary-since = sinds { $date }
summary-until = tot en met { $date }
summary-programme = gesubsidieerd uit { $programme }
summary-funds = { $number ->
    [one] steunt { $number } vastgelegd project
   *[other] steunt { $number } vastgelegde projecten
 }
summary-participants = { $number ->
    [0] hier is geen deelnemer vastgelegd
    [one] met { $number } vastgelegde deelnemer
   *[other] met { $number } vastgelegde deelnemers
 }
summary-venue = in { $place }
summary-organised-by = georganiseerd door { $parties }
summary-bodies-here = { $number ->
    [0] er is geen organisatie met een zetel hier vastgelegd
    [one] { $number } vastgelegde organisatie heeft hier haar zetel
   *[other] { $number } vastgelegde organisaties hebben hier hun zetel
 }
summary-crossing = { $number ->
    [0] geen vastgelegde overeenkomst en geen project gaat van hier de grens over
    [one] { $number } overeenkomst of project gaat van hier de grens over
   *[other] { $number } overeenkomsten en projecten gaan van hier de grens over
 }
summary-published-by = { $kind }, uitgegeven door { $publisher }
summary-states = { $number ->
    [0] onderbouwt hier geen uitspraak
    [one] onderbouwt { $number } uitspraak
   *[other] onderbouwt { $number } uitspraken
 }
summary-theme = thema
summary-theme-bodies = { $number ->
    [one] { $number } organisatie heeft dit of een nauwer thema
   *[other] { $number } organisaties hebben dit of een nauwer thema
 }
summary-theme-others = { $number ->
    [one] net als { $number } samenwerkingsverband
   *[other] net als { $number } samenwerkingsverbanden
 }
entity-rule = Waarom deze vooraan staat:
entity-reasons = Beide kanten en de redenen
entity-says-wrong = Zeg dat dit niet klopt
entity-follows = volgens een regel
entity-follows-long = Geen document zegt het met deze woorden; het volgt volgens een regel uit andere uitspraken.
entity-takes-part = Neemt deel aan
entity-participants = Wie deelneemt
entity-timeline = Tijdlijn
entity-happened-start = begint
entity-happened-end = eindigt
entity-happened-signed = wordt ondertekend
entity-happened-approved = wordt goedgekeurd
entity-partners = Partners
entity-partners-lede = { $number ->
    [one] { $number } organisatie deelt er een overeenkomst of een project mee.
   *[other] { $number } organisaties delen er overeenkomsten of projecten mee.
 }
entity-partners-across = Over de grens
entity-partners-same = Aan dezelfde kant
entity-partners-both = Binationaal
entity-partners-other = Elders of niet bekend
entity-partners-of-both = Deze organisatie is zelf binationaal: geen van haar banden telt als grensoverschrijdend.
entity-shared = { $number ->
    [one] { $number } gedeeld
   *[other] { $number } gedeeld
 }
entity-ego = Netwerk van de naasten
entity-ego-legend = Nederlandse partners staan links, Duitse rechts; grotere stippen delen meer.
entity-ego-cut = Getekend zijn de { $number } partners die het meest delen.
entity-known-as = Welke datasets het kennen, en als wat
entity-dataset = Dataset
entity-name-there = Namen daar
entity-stated = Wat dit document zegt
entity-stated-lede = { $number ->
    [0] Geen uitspraak van de graaf berust erop.
    [one] { $number } uitspraak van de graaf berust erop.
   *[other] { $number } uitspraken van de graaf berusten erop.
 }
entity-only-here = alleen hier
entity-also-elsewhere = { $number ->
    [one] ook in { $number } ander document
   *[other] ook in { $number } andere documenten
 }
entity-tree = Waar het staat tussen de thema’s
entity-theme-members = Wie en wat dit thema heeft
entity-theme-narrower = Wat een nauwer thema heeft, of een thema van een uitgever dat daarbij past, telt mee.
entity-theme-across = Wie op dit thema over de grens samenwerkt
entity-theme-map = Deze op de kaart
entity-here = Wie hier is
entity-crossing = Wat van hier de grens over gaat
entity-crossing-lede = Overeenkomsten en projecten waaraan iemand met een zetel hier deelneemt, en iemand met een zetel aan de andere kant van de Nederlands-Duitse grens.
entity-funded = Wat er gesubsidieerd wordt
entity-funded-start = Begin
entity-funded-end = Einde
entity-funded-cost = Totale kosten, gepland
entity-funded-eu = EU-aandeel, gepland
entity-funded-not-known = niet bekend
entity-funded-sum = Som van wat bekend is
entity-wrong = Klopt hier iets niet?
entity-wrong-lede = Zeg het zonder account en zonder programma: er wordt een e-mail of een bestand voor u geschreven dat de uitspraak, haar bronnen en deze versie noemt.
entity-wrong-write = Een correctie schrijven
entity-alternates = Hetzelfde als data
entity-replaced = { $old } is ingetrokken en leidt hierheen.
entity-merged = Het record { $old } is één met dit.
entity-replaced-reason = Reden: { $reason }
summary-country = land
summary-region = NUTS { $level }-regio
summary-in-country = { $code ->
    [UK] in het Verenigd Koninkrijk
   *[other] in { $country }
 }
summary-towns = met { $towns }
entity-area-around = Deel van
entity-area-within = Regio’s hierbinnen
entity-area-cut = { $shown } van { $number } staan hier, eerst die met de meeste deelnames.
entity-area-all = Alle, in de zoekfunctie
entity-area-crossing-all = Alle banden over de grens
entity-area-edition = Codes tellen mee van welke editie van NUTS ze ook zijn; een code kan in een andere editie een ander gebied zijn.
entity-area-numbers = Het getal achter een naam telt de overeenkomsten en projecten waaraan de organisatie deelneemt.
entity-area-more = nog { $number }
