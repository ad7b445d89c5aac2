editor-title = Query editor
editor-no-script = The editor needs scripts. Without them ask here:
editor-query = Query
editor-run = Run
editor-stop = Stop
editor-keys = Ctrl+Enter runs, Ctrl+Space completes. Escape, then Tab leaves the text.
editor-fine = The query can be read
editor-fault = Line { $line }, column { $column }: { $text }
editor-waiting = Running, { $seconds } s
editor-coming = Running: { $rows } so far, { $seconds } s
editor-done = Done: { $rows } in { $seconds } s
editor-stopped = Stopped. These are not all: { $rows } had come.
editor-broken = The answer broke off. These are not all: { $rows } had come.
editor-cut = Only the first { $rows } are kept in this window. The download holds all.
editor-unreached = The server does not answer. The query and what came before are still here.
editor-no-answer = This query has no answer
editor-yes = Yes
editor-no = No
editor-nothing = No row fits.
editor-views = Views of the answer
editor-view-table = Table
editor-view-chart = Chart
editor-view-map = Map
editor-view-network = Network
editor-view-timeline = Timeline
editor-unfit-chart = A chart needs a column of numbers.
editor-unfit-map = A map needs coordinates: two columns named latitude and longitude, a WKT point, or organisations and places whose seat is known.
editor-unfit-network = A network needs two columns of things, or triples between things.
editor-unfit-timeline = A timeline needs a column of dates or years.
editor-most-drawn = Drawn are the first { $number }; the table holds every row.
editor-left-out = { $number ->
    [one] { $number } row without the values that this picture needs is left out.
   *[other] { $number } rows without the values that this picture needs are left out.
 }
editor-network-size = { $nodes ->
    [one] { $nodes } node
   *[other] { $nodes } nodes
 }, { $ties ->
    [one] { $ties } tie
   *[other] { $ties } ties
 }
editor-to-map = Open in the network map
editor-kind = Kind
editor-bar = Bars
editor-line = Line
editor-point = Points
editor-channel-x = Along
editor-channel-y = Height
editor-draw = Draw it: { $kind }
editor-picture-of = { $kind }: { $columns }
editor-names = Names in place of IRIs
editor-download = Download all
editor-share = Link
editor-use = Use in …
editor-cite = Cite
editor-copy = Copy
editor-copied = Copied
editor-share-told = This link restores query, view and settings.
editor-cite-told = The permalink answers from version { $version } for as long as it is kept, and says so when it is not.
editor-text = Text
editor-close = Close
editor-questions = Questions
editor-mine = My queries
editor-history = History
editor-shelves = Queries at hand
editor-search = Search by what they answer
editor-save = Keep
editor-save-name = Name of the query
editor-kept = Kept in this browser
editor-forget = Remove { $name }
editor-forget-all = Clear the history
editor-none = Nothing here yet
editor-none-found = No query answers that
editor-older = You are asking version { $version }, not the newest.
editor-newest = Ask the newest
editor-asked-before = The query was changed since this answer.
editor-class = class
editor-property = property
editor-prefix = prefix
editor-complete = Completions
editor-column-subject = subject
editor-column-predicate = predicate
editor-column-object = object
editor-rows = { $number ->
    [one] { $number } row
   *[other] { $number } rows
 }
editor-triples = { $number ->
    [one] { $number } triple
   *[other] { $number } triples
 }
