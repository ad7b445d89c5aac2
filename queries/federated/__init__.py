"""Federation: a query over our graph and named endpoints, asked from the user's own machine."""
