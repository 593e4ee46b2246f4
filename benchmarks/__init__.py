"""How much the service costs, beside one hand-written statement and beside the ordinary way, in one run."""
