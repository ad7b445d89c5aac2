"""Lists of operations, and any table of partners: what a column means is told in a mapping."""
