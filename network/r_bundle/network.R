# @WORDS@
# Dataset version @VERSION@
#
# Reads the tables of this folder, makes the network anew from who takes part in what, and
# compares its headline numbers with headline.csv. Run: Rscript network.R
suppressPackageStartupMessages({
  library(Matrix)
  library(igraph)
})

read <- function(name) {
  read.csv(name, colClasses = "character", encoding = "UTF-8", na.strings = "", quote = "\"")
}
incidence <- read("incidence.csv")
nodes <- read("nodes.csv")
ties <- read("ties.csv")
headline <- read("headline.csv")
grouping <- "@GROUPS@"

# The two-mode matrix, and the one-mode network: two are tied if they share an activity.
activities <- sort(unique(incidence$activity))
B <- sparseMatrix(
  i = match(incidence$node, nodes$iri), j = match(incidence$activity, activities), x = 1,
  dims = c(nrow(nodes), length(activities))
)
kept <- which(nodes$in_network == "true")
P <- tcrossprod(B)[kept, kept]
diag(P) <- 0
nodes <- nodes[kept, ]
pairs <- which(as.matrix(summary(triu(P)))[, 3] > 0)
ends <- as.matrix(summary(triu(P)))[pairs, 1:2, drop = FALSE]
told <- cbind(match(ties$one, nodes$iri), match(ties$other, nodes$iri))
key <- function(m) paste(pmin(m[, 1], m[, 2]), pmax(m[, 1], m[, 2]))
missing <- setdiff(key(told), key(ends))
if (length(missing) > 0) stop(length(missing), " ties of ties.csv share no activity")
left <- length(setdiff(key(ends), key(told)))
if (left > 0) {
  cat(left, "pairs share an activity and are no ties: a backbone, or activities of unknown weight\n")
  ends <- told
}
g <- graph_from_data_frame(
  data.frame(from = nodes$iri[ends[, 1]], to = nodes$iri[ends[, 2]]),
  directed = FALSE, vertices = data.frame(name = nodes$iri)
)

# Ties between and within groups; who has no known group is left out of them.
group <- nodes[[grouping]]
one <- group[ends[, 1]]
other <- group[ends[, 2]]
known <- !is.na(one) & !is.na(other)
external <- sum(one[known] != other[known])
internal <- sum(one[known] == other[known])
sizes <- as.numeric(table(group))
pairs_all <- sum(sizes) * (sum(sizes) - 1) / 2
pairs_within <- sum(sizes * (sizes - 1) / 2)
inner <- induced_subgraph(g, which(!is.na(group)))

found <- c(
  nodes = vcount(g),
  ties = ecount(g),
  components = components(g)$no,
  largest_component = max(0, components(g)$csize),
  density = edge_density(g),
  external = external,
  internal = internal,
  share_across = external / (external + internal),
  share_expected = (pairs_all - pairs_within) / pairs_all,
  ei_index = (external - internal) / (external + internal),
  ei_expected = (pairs_all - 2 * pairs_within) / pairs_all,
  assortativity = assortativity_nominal(
    inner, as.integer(factor(group[!is.na(group)])), directed = FALSE
  ),
  communities = length(unique(nodes$community)),
  modularity = modularity(g, as.integer(nodes$community))
)
if ("most_brokerage" %in% headline$name) {
  # sna counts over the nodes of known group, as we do.
  suppressPackageStartupMessages(library(sna))
  A <- as.matrix(as_adjacency_matrix(inner))
  counted <- sna::brokerage(A, group[!is.na(group)])$raw.nli[, "t"]
  found <- c(found, most_brokerage = max(0, counted))
}

digits <- as.integer(headline$digits)
here <- mapply(function(name, d) {
  value <- found[[name]]
  if (is.nan(value) || is.na(value)) NA else formatC(value, digits = d, format = "f")
}, headline$name, digits)
same <- ifelse(is.na(headline$shown), is.na(here), !is.na(here) & here == headline$shown)
print(data.frame(number = headline$name, techland = headline$shown, R = here, same = same), row.names = FALSE)
if (!all(same)) {
  cat("NOT the same:", headline$name[!same], "\n")
  quit(status = 1)
}
cat("All", length(same), "headline numbers are the same in R.\n")
