netmap-title = Who works together across the border
netmap-controls = Search and filter
netmap-find = Find an organisation
netmap-find-placeholder = Name or abbreviation
netmap-found-none = Nothing in this network has this name.
netmap-found-hidden = not in this view
netmap-layout = Layout
netmap-layout-force = Network
netmap-layout-geographic = Map
netmap-layout-sides = Two sides
netmap-tie = Tied by
netmap-tie-undertakings = shared agreements and projects
netmap-tie-projects = shared projects
netmap-tie-agreements = shared agreements
netmap-tie-events = shared events
netmap-tie-memberships = shared clusters, platforms, series
netmap-tie-signatories = agreements that both signed
netmap-tie-query = the answer of a query
netmap-weight = A tie weighs
netmap-weight-count = how much is shared
netmap-weight-newman = less for large gatherings
netmap-weight-money = planned cost, in euro
netmap-weight-days = days together
netmap-min = Least weight
netmap-level = Nodes are
netmap-level-organisation = organisations
netmap-level-place = towns
netmap-level-nuts3 = regions (NUTS 3)
netmap-level-nuts2 = regions (NUTS 2)
netmap-level-nuts1 = regions (NUTS 1)
netmap-level-country = countries
netmap-only-across = Only ties across the border
netmap-only-disputed = Only what sources dispute
netmap-isolated = Also those without a tie
netmap-filters = Filters
netmap-theme = Theme
netmap-programme = Programme
netmap-kind = Kind of activity
netmap-role = Role
netmap-type = Type of organisation
netmap-country = Country
netmap-region = Region (NUTS 3)
netmap-dataset = Dataset
netmap-source = Source
netmap-certainty = Certainty
netmap-any = any
netmap-certainty-stated = stated by a source
netmap-certainty-inferred = inferred
netmap-kind-agreement = agreement
netmap-kind-project = project
netmap-kind-event = event
netmap-kind-cluster = cluster
netmap-kind-initiative = initiative
netmap-kind-event-series = series of events
netmap-kind-platform = platform
netmap-kind-funding-programme = funding programme
netmap-kind-small-project-fund = small-project fund
netmap-look = Look
netmap-size = Size shows
netmap-color = Colour shows
netmap-measure-degree = partners
netmap-measure-strength = weight of all ties
netmap-measure-across = ties across the border
netmap-measure-betweenness = betweenness
netmap-measure-brokerage = brokerage (Gould-Fernandez)
netmap-measure-role = brokerage role
netmap-measure-community = community (Leiden)
netmap-measure-ei = E-I index (outward 1, inward -1)
netmap-measure-country = side of the border
netmap-measure-type = type of organisation
netmap-measure-same = nothing: all alike
netmap-role-coordinator = coordinator
netmap-role-itinerant = itinerant
netmap-role-representative = representative
netmap-role-gatekeeper = gatekeeper
netmap-role-liaison = liaison
netmap-community = community { $name }
netmap-rest = others, or not known
netmap-aside = town not known, or outside this map
netmap-side-NL = Dutch
netmap-side-DE = German
netmap-side-both = binational
netmap-side-other = elsewhere, or not known
netmap-netherlands = Netherlands
netmap-germany = Germany
netmap-show = Show
netmap-reset = Show everything
netmap-legend = Legend
netmap-legend-across = tie across the border
netmap-legend-within = other tie
netmap-legend-disputed = dashed: a source disputes it
netmap-legend-width = wider: more weight
netmap-legend-size = larger: more { $measure }
netmap-tools = Tools of the picture
netmap-zoom-in = Zoom in
netmap-zoom-out = Zoom out
netmap-whole = Whole picture
netmap-share = Copy link to this view
netmap-shared = Link copied. It opens exactly this view.
netmap-share-by-hand = Copy this link: { $link }
netmap-picture = Network picture. Arrow keys go from node to node along ties, Enter reads more, N goes through the ties of a node, plus and minus zoom, Escape lets go. The tables below hold the same nodes and ties.
netmap-needs-script = The picture needs JavaScript. The tables below hold what it would show.
netmap-measuring = { $measure }: being computed …
netmap-measure-missed = { $measure }: the server did not answer in time
netmap-backbone-missed = The server did not find the backbone in time; all ties are drawn. With fewer ties it may.
netmap-loading = Drawing the network …
netmap-years = Years
netmap-from = From year
netmap-until = Until year
netmap-play = Play through the years
netmap-pause = Pause
netmap-all-years = All years
netmap-moment = { $year }
netmap-interval = { $since } to { $until }
netmap-undated = { $number ->
    [one] { $number } activity without a known date is left out
   *[other] { $number } activities without a known date are left out
 }
netmap-year-ties = { $year }: { $number ->
    [one] { $number } tie
   *[other] { $number } ties
 }
netmap-sum = { $nodes ->
    [one] { $nodes } node
   *[other] { $nodes } nodes
 }, { $ties ->
    [one] { $ties } tie
   *[other] { $ties } ties
 }, { $across } of them across the border
netmap-empty = Nothing is left with these filters.
netmap-undo = Take back the last step
netmap-too-many = { $ties } ties are more than a picture can tell. Drawn are the { $drawn } strongest; { $left } weaker ones are left out.
netmap-backbone = Only the backbone: ties beyond chance
netmap-backbone-ask = Show the backbone
netmap-backbone-wait = The backbone is being worked out …
netmap-backbone-told = Backbone: { $kept } of { $all } ties; { $left } that chance may give are left out.
netmap-backbone-model = { $model ->
    [disparity] Backbone by the disparity filter
   *[sdsm] Backbone by the stochastic degree sequence model
 }: ties with p < 0.05, corrected after Benjamini and Hochberg
netmap-by-regions = Show regions instead
netmap-offline = The server does not answer. The picture goes on with what it has; facts, files and some measures are missing.
netmap-link-wrong = The link asks for what this map does not have: { $words }. It is passed over.
netmap-details = Details
netmap-details-hint = Choose a node or a tie to read what is shared, when, and who says so.
netmap-close = Close
netmap-across = across the border
netmap-disputed = disputed
netmap-disputed-part = a source disputes this
netmap-inferred = inferred
netmap-no-source = no source
netmap-date-unknown = date not known
netmap-date-from = from { $start }
netmap-date-until = until { $end }
netmap-date-span = { $start } – { $end }
netmap-shares = { $number ->
    [one] They share { $number } thing
   *[other] They share { $number } things
 }
netmap-weighs = weight { $weight }
netmap-sources = Sources
netmap-partners-across = Partners across the border
netmap-partners-other = Other partners
netmap-all-known = All that is known
netmap-facts = Facts and sources
netmap-ego = Only its partners
netmap-ego-two = Two steps around it
netmap-expand = Add its partners
netmap-path = Shortest paths to …
netmap-path-choose = Choose the other end of the path.
netmap-path-none = No path joins the two in this view.
netmap-pin = Pin here
netmap-unpin = Let go
netmap-hide = Hide
netmap-narrowed = Only a part is shown.
netmap-table-nodes = Nodes
netmap-table-ties = Ties
netmap-column-node = Name
netmap-column-side = Side
netmap-column-type = Type
netmap-column-place = Place
netmap-column-partners = Partners
netmap-column-across = Across the border
netmap-column-one = One end
netmap-column-other = Other end
netmap-column-weight = Weight
netmap-column-disputed = Disputed
netmap-yes = yes
netmap-no = no
netmap-rows-cut = The first { $shown } of { $all } rows; the CSV file holds all.
netmap-more-rows = Show { $number } more rows
netmap-take-away = Take this view away
netmap-take-svg = SVG, for print
netmap-take-png = PNG, for print
netmap-take-slide = PNG, as a slide (16:9)
netmap-take-gexf = GEXF (Gephi)
netmap-take-graphml = GraphML
netmap-take-nodes = Nodes (CSV)
netmap-take-ties = Ties (CSV)
netmap-take-html = One HTML file
netmap-how = Two nodes are tied if they take part in the same activity of the chosen kinds. Funders and managing authorities count only if you filter by their role. Binational bodies belong to both sides; their ties are not counted as crossing. Towns stand for addresses: a node stands at the centre of its town, spread where several share one.
netmap-off-map = { $number ->
    [one] { $number } node whose town is not known or lies outside stands in the North Sea
   *[other] { $number } nodes whose town is not known or lies outside stand in the North Sea
 }
netmap-unnamed = { $number ->
    [one] { $number } node has no name here for want of room
   *[other] { $number } nodes have no name here for want of room
 }; the SVG file names every node under the pointer
netmap-ground = Borders: Natural Earth 1:10m, public domain
netmap-gaps = What the picture cannot show
netmap-gaps-lede = The facts are a sample, not a census. It describes what is recorded here, not the region.
netmap-snapshot = techland, version { $version }
netmap-caption = { $tie }; { $sum }
netmap-licence = Data: CC BY 4.0
netmap-from-sources = { $number ->
    [one] { $number } source
   *[other] { $number } sources
 }
netmap-said-node = { $name }. { $side }. { $partners } partners, { $across } across the border.
netmap-said-tie = Tie { $place } of { $all }: { $one } and { $other }, weight { $weight }.
