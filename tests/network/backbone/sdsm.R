# The stochastic degree sequence model line by line after Neal, Domagalski & Sagan 2021 (Scientific
# Reports 11, 23929), with the probabilities of the bipartite configuration model (Saracco et al.
# 2015), and the disparity filter after Serrano, Boguna & Vespignani 2009 (PNAS 106, 6483-6488).
# Reads incidence.csv (row, column from 0) from the folder named first; writes values.csv.
arguments <- commandArgs(trailingOnly = TRUE)
folder <- arguments[1]
parts <- read.csv(file.path(folder, "incidence.csv"))
rows <- sort(unique(parts$row))
B <- matrix(0, length(rows), max(parts$column) + 1)
for (i in seq_len(nrow(parts))) B[match(parts$row[i], rows), parts$column[i] + 1] <- 1
n <- nrow(B)
m <- ncol(B)

# Cells that the margins settle: no part at all, or a part in all that are left.
P <- matrix(NA, n, m)
repeat {
  open_rows <- which(apply(P, 1, function(p) any(is.na(p))))
  open_columns <- which(apply(P, 2, function(p) any(is.na(p))))
  settled <- FALSE
  for (i in open_rows) {
    cells <- which(is.na(P[i, ]))
    if (sum(B[i, cells]) %in% c(0, length(cells))) {
      P[i, cells] <- B[i, cells]
      settled <- TRUE
    }
  }
  for (j in open_columns) {
    cells <- which(is.na(P[, j]))
    if (length(cells) && sum(B[cells, j]) %in% c(0, length(cells))) {
      P[cells, j] <- B[cells, j]
      settled <- TRUE
    }
  }
  if (!settled) break
}

# x and y so that every margin is met on average: x_i = r_i / sum_j y_j / (1 + x_i y_j).
open_cell <- is.na(P)
r <- rowSums(B * open_cell)
k <- colSums(B * open_cell)
x <- r / sqrt(max(sum(r), 1))
y <- k / sqrt(max(sum(r), 1))
for (step in 1:200000) {
  denominator <- 1 + outer(x, y)
  x_new <- ifelse(r > 0, r / rowSums(open_cell * outer(rep(1, n), y) / denominator), 0)
  denominator <- 1 + outer(x_new, y)
  y_new <- ifelse(k > 0, k / colSums(open_cell * outer(x_new, rep(1, m)) / denominator), 0)
  x <- x_new
  y <- y_new
  fitted <- outer(x, y) / (1 + outer(x, y)) * open_cell
  if (max(abs(rowSums(fitted) - r), abs(colSums(fitted) - k)) < 1e-12) break
}
P[open_cell] <- fitted[open_cell]

# The number of shared columns is a sum of independent draws with chances P[i, k] * P[j, k]:
# its distribution, one draw after the other; the p-value is its upper tail.
tail_of <- function(chances, shared) {
  mass <- 1
  for (chance in chances) mass <- c(mass * (1 - chance), 0) + c(0, mass * chance)
  sum(mass[(shared + 1):length(mass)])
}
found <- list()
for (i in seq_len(n)) for (j in seq_len(n)) if (i < j) {
  shared <- sum(B[i, ] * B[j, ])
  if (shared == 0) next
  found[[length(found) + 1]] <- data.frame(
    one = rows[i], other = rows[j], shared = shared, p = tail_of(P[i, ] * P[j, ], shared)
  )
}
found <- do.call(rbind, found)
tests <- n * (n - 1) / 2
for (method in c("bonferroni", "holm", "BH")) {
  found[[tolower(method)]] <- p.adjust(found$p, method, n = tests)
}

# The disparity filter on the same ties, weighted by what is shared: from each end the chance of so
# large a share of the strength, (1 - w/s)^(k-1); the lesser of both ends.
W <- B %*% t(B)
diag(W) <- 0
strength <- rowSums(W)
degree <- rowSums(W > 0)
alpha <- (1 - W / strength)^(degree - 1)
found$disparity <- mapply(
  function(one, other) min(alpha[one, other], alpha[other, one]),
  match(found$one, rows), match(found$other, rows)
)
write.csv(found, file.path(folder, "values.csv"), row.names = FALSE)
