disputes-list = Every disagreement
disputes-by-status = By decision
disputes-all = All
dispute-decision-a = decided for the first side
dispute-decision-b = decided for the second side
dispute-decision-both = both stand
dispute-decision-neither = neither stands
dispute-decision-open = left open
disputes-one-publisher = Facts that rest on one publisher
disputes-one-publisher-lede = { $number ->
    [one] { $number } accepted fact is told by one publisher only; copies of a document count as their original.
   *[other] { $number } accepted facts are told by one publisher only; copies of a document count as their original.
 }
disputes-one-publisher-ask = Look through them
disputes-confirmations = Sources by how often others confirm them
disputes-confirmations-lede = A statement of a document is confirmed where a document of another publisher tells it too. A copy confirms nothing.
disputes-confirmed = Confirmed by others
disputes-confirmed-share = Share
translation-ours = our translation
translation-ours-long = The original is English; this is our translation.
translation-original = the English original
