# Seconds of sna's brokerage on a file of ties, and the sum of its total column.
suppressPackageStartupMessages(library(sna))
file <- commandArgs(trailingOnly = TRUE)[1]
ties <- as.matrix(read.csv(file, header = FALSE)) + 1
n <- max(ties)
edges <- cbind(ties, 1)
attr(edges, "n") <- n
group <- (seq_len(n) - 1) %% 5
took <- system.time(found <- brokerage(edges, group))[["user.self"]]
cat(sprintf('{"seconds": [%.6f], "total": %.0f}', took, sum(found$raw.nli[, "t"])))
