group-text = Description
group-names = Names
group-what = What it is
group-place = Where
group-dates = When
group-money = Money
group-parties = Who
group-belongs = Belongs to
group-other = More
group-record = For data stewards
summary-in = { $kind } in { $place }
summary-takes-part = { $number ->
    [0] takes part in nothing that is recorded here
    [one] takes part in { $number } recorded undertaking
   *[other] takes part in { $number } recorded undertakings
 }
summary-signed-on = { $exact ->
    [day] signed on { $date }
   *[other] signed in { $date }
 }
summary-signed-by = by { $parties }
summary-others = { $number ->
    [one] { $number } other
   *[other] { $number } others
 }
summary-from = from { $date }
summary-to = to { $date }
summary-since = since { $date }
summary-until = until { $date }
summary-programme = funded under { $programme }
summary-funds = { $number ->
    [one] funds { $number } recorded project
   *[other] funds { $number } recorded projects
 }
summary-participants = { $number ->
    [0] no participant is recorded here
    [one] with { $number } recorded participant
   *[other] with { $number } recorded participants
 }
summary-venue = at { $place }
summary-organised-by = organised by { $parties }
summary-bodies-here = { $number ->
    [0] no organisation with its seat here is recorded
    [one] { $number } recorded organisation has its seat here
   *[other] { $number } recorded organisations have their seat here
 }
summary-crossing = { $number ->
    [0] no recorded agreement or project crosses the border from here
    [one] { $number } agreement or project crosses the border from here
   *[other] { $number } agreements and projects cross the border from here
 }
summary-published-by = { $kind }, published by { $publisher }
summary-states = { $number ->
    [0] witness of no statement here
    [one] witness of { $number } statement
   *[other] witness of { $number } statements
 }
summary-theme = theme
summary-theme-bodies = { $number ->
    [one] { $number } organisation has it or a narrower one
   *[other] { $number } organisations have it or a narrower one
 }
summary-theme-others = { $number ->
    [one] so has { $number } undertaking
   *[other] so have { $number } undertakings
 }
entity-rule = Why this one stands first:
entity-reasons = Both sides and the reasons
entity-says-wrong = Say that this is wrong
entity-follows = by rule
entity-follows-long = No document says so in these words; it follows from other statements by a rule.
entity-takes-part = Takes part in
entity-participants = Who takes part
entity-timeline = Timeline
entity-happened-start = begins
entity-happened-end = ends
entity-happened-signed = is signed
entity-happened-approved = is approved
entity-partners = Partners
entity-partners-lede = { $number ->
    [one] { $number } organisation shares an agreement or a project with it.
   *[other] { $number } organisations share agreements or projects with it.
 }
entity-partners-across = Across the border
entity-partners-same = On the same side
entity-partners-both = Binational
entity-partners-other = Elsewhere or not known
entity-partners-of-both = The body itself is binational: none of its ties counts as one across the border.
entity-shared = { $number ->
    [one] { $number } shared
   *[other] { $number } shared
 }
entity-ego = Network of the nearest
entity-ego-legend = Dutch partners stand on the left, German ones on the right; larger dots share more.
entity-ego-cut = The { $number } partners who share the most are drawn.
entity-known-as = Which datasets know it, and as what
entity-dataset = Dataset
entity-name-there = Names there
entity-stated = What this document states
entity-stated-lede = { $number ->
    [0] No statement of the graph rests on it.
    [one] { $number } statement of the graph rests on it.
   *[other] { $number } statements of the graph rest on it.
 }
entity-only-here = only here
entity-also-elsewhere = { $number ->
    [one] also in { $number } other document
   *[other] also in { $number } other documents
 }
entity-tree = Where it stands among the themes
entity-theme-members = Who and what has this theme
entity-theme-narrower = Those of narrower themes, and of publishers' themes that match one of them, are counted in.
entity-theme-across = Who works across the border on this theme
entity-theme-map = These on the map
entity-here = Who is here
entity-crossing = What crosses the border from here
entity-crossing-lede = Agreements and projects in which someone with a seat here takes part, and someone with a seat on the other side of the Dutch-German border.
entity-funded = What is funded
entity-funded-start = Start
entity-funded-end = End
entity-funded-cost = Total cost, planned
entity-funded-eu = EU share, planned
entity-funded-not-known = not known
entity-funded-sum = Sum of what is known
entity-wrong = Something is wrong here?
entity-wrong-lede = Say it without any account or programme: an e-mail or a file is written for you, naming the statement, its sources and this version.
entity-wrong-write = Write a correction
entity-alternates = The same as data
entity-replaced = { $old } was retired and leads here.
entity-merged = The record { $old } is one with this.
entity-replaced-reason = Reason: { $reason }
summary-country = country
summary-region = NUTS { $level } region
summary-in-country = { $code ->
    [NL] in the { $country }
    [UK] in the United Kingdom
   *[other] in { $country }
 }
summary-towns = with { $towns }
entity-area-around = Part of
entity-area-within = Regions within
entity-area-cut = { $shown } of { $number } are listed, those that take part in most first.
entity-area-all = All of them in the search
entity-area-crossing-all = All ties across the border
entity-area-edition = Codes are counted whatever edition of NUTS they are of; a code may mean another area in another edition.
entity-area-numbers = The number beside a name counts the agreements and projects that it takes part in.
entity-area-more = { $number } more
