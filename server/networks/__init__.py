"""Networks, measures and studies over HTTP: each made in a process that can be ended."""
