# Compares a network over time, line by line after the definitions in docs/studies.md: who takes part
# in each slice, which ties stand, who stays, which ties survive, how long (Kaplan & Meier 1958), who
# comes back, and which brokers lead (Gould & Fernandez 1989, counted by sna).
# Reads parts.csv (organisation, country, activity, start, end) and slices.csv (first, last).
suppressPackageStartupMessages(library(sna))
folder <- commandArgs(trailingOnly = TRUE)[1]
parts <- read.csv(file.path(folder, "parts.csv"), na.strings = "")
slices <- read.csv(file.path(folder, "slices.csv"))
organisations <- sort(unique(parts$organisation))
country <- parts$country[match(organisations, parts$organisation)]
n <- length(organisations)

found <- list()
tell <- function(table, column, values) {
  found[[length(found) + 1]] <<- data.frame(
    table = table, column = column, row = seq_along(values) - 1, value = as.numeric(values)
  )
}

tied <- list()
takes <- list()
for (s in seq_len(nrow(slices))) {
  runs <- parts$start <= slices$last[s] & parts$end >= slices$first[s]
  own <- parts[runs, ]
  B <- matrix(0, n, max(parts$activity))
  for (i in seq_len(nrow(own))) B[match(own$organisation[i], organisations), own$activity[i]] <- 1
  W <- B %*% t(B)
  diag(W) <- 0
  tied[[s]] <- W
  takes[[s]] <- rowSums(B) > 0
  upper <- which(upper.tri(W) & W > 0, arr.ind = TRUE)
  external <- sum(country[upper[, 1]] != country[upper[, 2]])
  sizes <- as.numeric(table(country[takes[[s]]]))
  all_pairs <- choose(sum(sizes), 2)
  tell("slices", "activities", sum(colSums(B) > 0))
  tell("slices", "takers", sum(takes[[s]]))
  tell("slices", "ties", nrow(upper))
  tell("slices", "external", external)
  tell("slices", "share", external / nrow(upper))
  tell("slices", "expected", (all_pairs - sum(choose(sizes, 2))) / all_pairs)
  tell("slices", "ei_index", (external - (nrow(upper) - external)) / nrow(upper))
  tell("repeated", "alone", sum(colSums(B) == 1))
  tell("repeated", "repeated_partners", sum(rowSums(B) >= 2))
  tell("repeated", "repeated_partnerships", sum(W[upper] >= 2))
  tell("repeated", "share_of_partners", sum(rowSums(B) >= 2) / sum(rowSums(B) > 0))
  tell("repeated", "mean_takers", mean(colSums(B)[colSums(B) > 0]))
}

leading <- lapply(tied, function(W) {
  raw <- sna::brokerage(1 * (W > 0), country)$raw.nli
  pairs <- (raw[, "b_IO"] + raw[, "b_OI"] + raw[, "b_O"]) / 2
  held <- order(-pairs, organisations)
  held <- held[pairs[held] > 0]
  head(held, 10)
})

for (s in seq_len(nrow(slices) - 1)) {
  before <- tied[[s]] > 0 & upper.tri(tied[[s]])
  after <- tied[[s + 1]] > 0 & upper.tri(tied[[s]])
  both <- takes[[s]] & takes[[s + 1]]
  survived <- sum(before & after)
  at_risk <- sum(before & outer(both, both, "&"))
  tell("changes", "stayed", sum(both))
  tell("changes", "entries", sum(takes[[s + 1]] & !takes[[s]]))
  tell("changes", "exits", sum(takes[[s]] & !takes[[s + 1]]))
  tell("changes", "retention", sum(both) / sum(takes[[s]]))
  tell("changes", "survived", survived)
  tell("changes", "survival", survived / sum(before))
  tell("changes", "at_risk", at_risk)
  tell("changes", "survival_at_risk", survived / at_risk)
  tell("changes", "jaccard", survived / sum(before | after))
  kept <- length(intersect(leading[[s]], leading[[s + 1]]))
  tell("brokers", "kept", kept)
  tell("brokers", "turnover", 1 - kept / length(leading[[s]]))
}

# Spells: runs of slices in which a tie stands; one that reaches the last slice is censored.
length_of <- c()
ended <- c()
for (i in seq_len(n)) for (j in seq_len(n)) if (i < j) {
  stands <- sapply(tied, function(W) W[i, j] > 0)
  runs <- rle(stands)
  last <- cumsum(runs$lengths)
  for (k in seq_along(runs$values)) if (runs$values[k]) {
    length_of <- c(length_of, runs$lengths[k])
    ended <- c(ended, last[k] < length(stands))
  }
}
left <- 1
for (t in seq_len(max(length_of))) {
  risk <- sum(length_of >= t)
  left <- left * (1 - sum(length_of == t & ended) / risk)
  tell("survival", "at_risk", risk)
  tell("survival", "survival", left)
}
found <- do.call(rbind, found)
write.csv(found, file.path(folder, "values.csv"), row.names = FALSE)
