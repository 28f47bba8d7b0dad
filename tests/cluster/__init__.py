"""Several machines that share one catalogue: the depot, the exchange, and a cluster on one machine."""
