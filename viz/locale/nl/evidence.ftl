shown-as-is = { $text }
evidence-sources = { $number ->
    [one] { $number } bron
   *[other] { $number } bronnen
 }
evidence-copy = kopie van een ander document
evidence-disputed = betwist
evidence-not-accepted = niet aanvaard
evidence-superseded = achterhaald
evidence-inferred = afgeleid
evidence-inferred-long = Het volgt uit de pagina; de pagina zegt het niet met zoveel woorden.
evidence-row-inferred = deels afgeleid
evidence-row-inferred-long = Iets in deze rij van de feiten is afgeleid; welke cel is niet beoordeeld.
evidence-known = algemene kennis, geen bron
evidence-town-centre = midden van de plaats, geen gebouw
dispute-itself = de tegenspraak zelf
dispute-accepted = aanvaard
dispute-rule-curator-decision = Beslist door de curator.
dispute-rule-more-publishers = Staat voorop omdat meer uitgevers het zeggen, kopieën niet meegeteld.
dispute-rule-source-kind = Staat voorop omdat dit soort bron er dichter op zit.
dispute-rule-table-value = Niet te beslissen: de waarde van de tabel blijft staan, als betwist gemerkt.
dispute-rule-curated-first = Datasets noemen verschillende waarden: de gecureerde blijft staan, anders die van een register met identificatiecodes.
entity-disagreements = Waar bronnen elkaar tegenspreken
entity-facts = Wat bekend is
entity-incoming = Wat hierheen verwijst
entity-cites = De nummers naast een feit leiden naar de documenten onderaan de pagina die het zeggen.
entity-sources = Documenten
entity-show-all = Toon alle { $number }
ontology-title = Ontologie
ontology-lede = De klassen en eigenschappen van de graaf, met wat ze betekenen.
ontology-class = Klassen
ontology-property = Eigenschappen
ontology-above = Onder
disputes-title = Waar bronnen elkaar tegenspreken
disputes-lede = { $number ->
    [one] { $number } keer spreken bronnen elkaar tegen. Beide kanten zijn bewaard; de pagina ervan vertelt wie wat zegt en waarom één voorop staat.
   *[other] { $number } keer spreken bronnen elkaar tegen. Beide kanten zijn bewaard; de pagina van elk vertelt wie wat zegt en waarom één voorop staat.
 }
sources-title = Bronnen
sources-lede = { $number ->
    [one] { $number } document waarop de feiten berusten.
   *[other] { $number } documenten waarop de feiten berusten.
 }
sources-column-title = Document
sources-column-publisher = Uitgever
sources-column-issued = Verschenen
sources-column-kind = Soort
sources-column-claims = Uitspraken
