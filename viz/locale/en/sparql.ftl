questions-title = { $number } ready questions
questions-lede = Each is a SPARQL query that you can read, change and cite. Choose one to see its answer.
questions-ask = Ask
questions-any = any
sparql-title = Ask in SPARQL
sparql-lede = Queries read the merged graph: accepted facts with their claims, sources and disagreements. Programs ask at the same address.
sparql-query = Query
sparql-run = Run
sparql-hint = SELECT, ASK, CONSTRUCT or DESCRIBE
sparql-show-query = Show the query
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
