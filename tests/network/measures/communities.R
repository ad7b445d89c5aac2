# Says of communities: their modularity at resolution 1 and 1.5, the best modularity of twenty runs
# of Leiden here, and their adjusted mutual information with the groups, line by line after Vinh,
# Epps & Bailey 2010 (equations 3, 24a and 2, mean of the entropies).
suppressPackageStartupMessages(library(igraph))
folder <- commandArgs(trailingOnly = TRUE)[1]
edges <- read.csv(file.path(folder, "edges.csv"))
nodes <- read.csv(file.path(folder, "nodes.csv"))
n <- nrow(nodes)
g <- make_empty_graph(n, directed = FALSE)
g <- add_edges(g, as.vector(t(as.matrix(edges) + 1)))
membership <- nodes$community + 1

best <- -1
for (seed in 1:20) {
  set.seed(seed)
  found <- cluster_leiden(g, objective_function = "modularity", n_iterations = 10)
  best <- max(best, modularity(g, membership(found)))
}

u <- table(membership, nodes$group)
a <- rowSums(u)
b <- colSums(u)
information <- 0
for (i in seq_along(a)) for (j in seq_along(b)) if (u[i, j] > 0) {
  information <- information + u[i, j] / n * log(n * u[i, j] / (a[i] * b[j]))
}
expected <- 0
for (i in seq_along(a)) for (j in seq_along(b)) {
  for (k in max(1, a[i] + b[j] - n):min(a[i], b[j])) {
    chance <- dhyper(k, a[i], n - a[i], b[j])
    expected <- expected + chance * k / n * log(n * k / (a[i] * b[j]))
  }
}
entropy <- function(sizes) -sum(sizes / n * log(sizes / n))
agreement <- (information - expected) / (mean(c(entropy(a), entropy(b))) - expected)

cat(sprintf("%.15f\n", c(
  modularity(g, membership), modularity(g, membership, resolution = 1.5), best, agreement
)))
