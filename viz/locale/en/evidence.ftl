shown-as-is = { $text }
evidence-sources = { $number ->
    [one] { $number } source
   *[other] { $number } sources
 }
evidence-copy = a copy of another document
evidence-disputed = disputed
evidence-not-accepted = not accepted
evidence-superseded = superseded
evidence-inferred = inferred
evidence-inferred-long = It follows from the page; the page does not say it in so many words.
evidence-row-inferred = partly inferred
evidence-row-inferred-long = Something in this row of the facts is inferred; which cell was not assessed.
evidence-known = general knowledge, no source
evidence-town-centre = town centre, not a building
dispute-itself = the disagreement itself
dispute-accepted = accepted
dispute-rule-curator-decision = Decided by the curator.
dispute-rule-more-publishers = Shown first because more publishers say so, copies not counted.
dispute-rule-source-kind = Shown first because its kind of source stands closer to the matter.
dispute-rule-table-value = Not decidable: the value of the table stands, marked as disputed.
dispute-rule-curated-first = Different datasets tell different values: the curated one stands, else that of a register by identifier.
entity-disagreements = Where sources disagree
entity-facts = What is known
entity-incoming = What points here
entity-cites = The numbers beside a fact lead to the documents that say so, at the foot of the page.
entity-sources = Documents
entity-show-all = Show all { $number }
ontology-title = Ontology
ontology-lede = The classes and properties of the graph, with what they mean.
ontology-class = Classes
ontology-property = Properties
ontology-above = Below
disputes-title = Where sources disagree
disputes-lede = { $number ->
    [one] { $number } disagreement between sources. Both sides are kept; the page of each tells who says what, and why one is shown first.
   *[other] { $number } disagreements between sources. Both sides are kept; the page of each tells who says what, and why one is shown first.
 }
sources-title = Sources
sources-lede = { $number ->
    [one] { $number } document on which the facts rest.
   *[other] { $number } documents on which the facts rest.
 }
sources-column-title = Document
sources-column-publisher = Publisher
sources-column-issued = Published
sources-column-kind = Kind
sources-column-claims = Statements
