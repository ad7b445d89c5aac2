questions-title = { $number } ready questions
questions-lede = Each is a SPARQL query that you can read, change and cite. Choose one to see its answer.
questions-ask = Ask
questions-any = any
sparql-title = Ask in SPARQL
sparql-lede = Queries read the merged graph: accepted facts with their claims, sources and disagreements. Programs ask at the same address.
sparql-query = Query
sparql-run = Run
sparql-hint = SELECT, ASK, CONSTRUCT or DESCRIBE
sparql-no-answer = This query has no answer
sparql-results = Answer
sparql-rows = { $number ->
    [one] { $number } row
   *[other] { $number } rows
 }
sparql-more-than = more than { $number } rows
sparql-cut = Only the first { $number } rows are shown. The downloads hold every row.
sparql-nothing = No row fits.
sparql-true = Yes
sparql-false = No
problem-400 = The request cannot be understood
problem-403 = This is not allowed
problem-404 = Nothing is known under this address
problem-405 = This address cannot be used like that
problem-406 = Not to be had in that form
problem-410 = This snapshot is no longer kept
problem-other = Something went wrong
problem-status = Status { $status }
problem-back = To the start page
question-to-editor = Open in the editor
question-learn = The query, to learn from and change
question-programs = For programs
question-route = The same answer at a REST address, in pages and in every format.
question-cite = The address in it answers from this version for as long as it is kept.
question-text = Text
question-id = An id or an IRI
questions-search = Search
questions-tag = Topic
questions-show = Show
questions-editor = Write your own
questions-broken = { $number ->
    [one] A query file is broken and left out
   *[other] { $number } query files are broken and left out
 }
