# Computes measures of a network with R's sna and igraph, or line by line after the published
# definition where neither has the measure. Reads edges.csv and nodes.csv from the folder named
# first; the second argument says directed or undirected. Writes values.csv: measure, node, value.
suppressPackageStartupMessages({
  library(sna)
  library(igraph)
})
arguments <- commandArgs(trailingOnly = TRUE)
folder <- arguments[1]
directed <- arguments[2] == "directed"
edges <- read.csv(file.path(folder, "edges.csv"))
nodes <- read.csv(file.path(folder, "nodes.csv"), colClasses = c("integer", "character"))
n <- nrow(nodes)
group <- nodes$group

A <- matrix(0, n, n)
for (i in seq_len(nrow(edges))) {
  A[edges$source[i] + 1, edges$target[i] + 1] <- 1
  if (!directed) A[edges$target[i] + 1, edges$source[i] + 1] <- 1
}
mode <- if (directed) "directed" else "undirected"
g <- igraph::graph_from_adjacency_matrix(A, mode = mode)

found <- list()
tell <- function(measure, values) {
  found[[length(found) + 1]] <<- data.frame(
    measure = measure, node = seq_along(values) - 1, value = as.numeric(values)
  )
}

# sna: Gould-Fernandez brokerage; its b_IO is the representative, its b_OI the gatekeeper.
b <- sna::brokerage(A, group)
roles <- c(
  w_I = "coordinator", w_O = "itinerant", b_IO = "representative", b_OI = "gatekeeper",
  b_O = "liaison", t = "total"
)
for (column in names(roles)) {
  tell(roles[[column]], b$raw.nli[, column])
  tell(paste0("expected_", roles[[column]]), b$exp.nli[, column])
}

# E-I index (Krackhardt & Stern 1988): (external - internal) / (external + internal).
ei <- function(external, internal) (external - internal) / (external + internal)
external <- internal <- 0
node_external <- node_internal <- rep(0, n)
for (i in seq_len(n)) for (j in seq_len(n)) {
  tied <- if (directed) A[i, j] == 1 else A[i, j] == 1 && i < j
  if (!tied) next
  if (group[i] == group[j]) {
    internal <- internal + 1
    node_internal[c(i, j)] <- node_internal[c(i, j)] + 1
  } else {
    external <- external + 1
    node_external[c(i, j)] <- node_external[c(i, j)] + 1
  }
}
tell("ei", ei(external, internal))
tell("ei_node", ei(node_external, node_internal))
pairs_external <- pairs_internal <- 0
for (i in seq_len(n)) for (j in seq_len(n)) if (i < j) {
  if (group[i] == group[j]) pairs_internal <- pairs_internal + 1
  else pairs_external <- pairs_external + 1
}
tell("ei_expected", ei(pairs_external, pairs_internal))
tell("share_across", external / (external + internal))
tell("share_expected", pairs_external / (pairs_external + pairs_internal))

# Every way to deal two groups anew, where there are few: the index of each, and the shares of
# deals with an index at most, and at least, as large as the observed one.
labels <- sort(unique(group), method = "radix") # as Python orders text
if (length(labels) == 2 && choose(n, sum(group == labels[1])) <= 10000) {
  ends <- which(if (directed) A == 1 else upper.tri(A) & A == 1, arr.ind = TRUE)
  dealt <- combn(n, sum(group == labels[1]), function(first) {
    apart <- (ends[, 1] %in% first) != (ends[, 2] %in% first)
    ei(sum(apart), sum(!apart))
  })
  observed <- ei(external, internal)
  tell("deals_mean", mean(dealt))
  tell("deals_deviation", sqrt(mean((dealt - mean(dealt))^2)))
  tell("deals_low", mean(dealt <= observed + 1e-12))
  tell("deals_high", mean(dealt >= observed - 1e-12))
}

# The index of a group: its ties to others against its own; and over all pairs with an end in it.
group_external <- sapply(labels, function(s) {
  sum(A[group == s, group != s]) + if (directed) sum(A[group != s, group == s]) else 0
})
group_internal <- sapply(labels, function(s) {
  sum(A[group == s, group == s]) / if (directed) 1 else 2
})
tell("group_external", group_external)
tell("group_internal", group_internal)
tell("ei_group", ei(group_external, group_internal))
tell("ei_group_expected", sapply(labels, function(s) {
  size <- sum(group == s)
  ei(size * (n - size), size * (size - 1) / 2)
}))

# The mixing matrix: ties between each two groups, and pairs of nodes that could be tied.
mixed <- possible <- matrix(0, length(labels), length(labels))
for (i in seq_len(n)) for (j in seq_len(n)) {
  if (i == j || (!directed && i > j)) next
  at <- c(match(group[i], labels), match(group[j], labels))
  if (!directed) at <- sort(at)
  mixed[at[1], at[2]] <- mixed[at[1], at[2]] + A[i, j]
  possible[at[1], at[2]] <- possible[at[1], at[2]] + 1
}
row_by_row <- function(m) if (directed) as.vector(t(m)) else t(m)[lower.tri(m, diag = TRUE)]
tell("mixing_ties", row_by_row(mixed))
tell("mixing_share", row_by_row(mixed) / sum(mixed))
tell("mixing_expected", row_by_row(possible) / sum(possible))

# Participation coefficient (Guimera & Amaral 2005): 1 - sum of squared shares of ties by group.
tell("participation", sapply(seq_len(n), function(i) {
  k <- sum(A[i, ])
  if (k == 0) return(NaN)
  1 - sum(sapply(unique(group), function(s) (sum(A[i, group == s]) / k)^2))
}))

# Betweenness over pairs of different groups: share of shortest paths through the node.
crossing <- rep(0, n)
for (s in seq_len(n)) for (t in seq_len(n)) {
  if (s == t || group[s] == group[t] || (!directed && s > t)) next
  paths <- suppressWarnings(
    igraph::all_shortest_paths(g, s, t, mode = if (directed) "out" else "all")$res
  )
  for (path in paths) {
    inner <- setdiff(as.integer(path), c(s, t))
    crossing[inner] <- crossing[inner] + 1 / length(paths)
  }
}
tell("crossing", crossing)

tell("assortativity", igraph::assortativity_nominal(g, factor(group), directed = directed))
tell("betweenness", igraph::betweenness(g, directed = directed))
tell("harmonic", igraph::harmonic_centrality(g, normalized = TRUE, mode = if (directed) "out" else "all"))
# Closeness (Wasserman & Faust 1994): corrected for how many nodes can be reached.
steps <- igraph::distances(g, mode = if (directed) "out" else "all")
tell("closeness", sapply(seq_len(n), function(i) {
  far <- steps[i, -i]
  reached <- sum(is.finite(far))
  if (reached == 0) return(0)
  (reached / (n - 1)) * (reached / sum(far[is.finite(far)]))
}))
tell("eigenvector", igraph::eigen_centrality(
  igraph::as.undirected(g), scale = TRUE, options = list(tol = 1e-14, maxiter = 100000)
)$vector)
tell("pagerank", igraph::page_rank(g, directed = directed, damping = 0.85)$vector)
tell("coreness", igraph::coreness(igraph::as.undirected(g)))
tell("constraint", igraph::constraint(g))
tell("degree", igraph::degree(g))
undirected <- igraph::as.undirected(g)
cut <- rep(0, n)
cut[as.integer(igraph::articulation_points(undirected))] <- 1
tell("articulation", cut)
bridge_ends <- igraph::ends(undirected, igraph::bridges(undirected), names = FALSE)
bridge_ends <- bridge_ends[order(bridge_ends[, 1], bridge_ends[, 2]), , drop = FALSE]
if (nrow(bridge_ends) > 0) {
  tell("bridge_source", bridge_ends[, 1] - 1)
  tell("bridge_target", bridge_ends[, 2] - 1)
}
# Effective size (Burt 1992 after Borgatti 1997): contacts less 2t/n.
U <- 1 * ((A + t(A)) > 0)
tell("effective_size", sapply(seq_len(n), function(i) {
  contacts <- which(U[i, ] == 1)
  if (length(contacts) == 0) return(NaN)
  length(contacts) - sum(U[contacts, contacts]) / length(contacts)
}))

write.csv(do.call(rbind, found), file.path(folder, "values.csv"), row.names = FALSE)
