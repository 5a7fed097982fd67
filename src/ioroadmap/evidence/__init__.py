"""Layer 4: what the facts add up to. Approvals on a day, results in rows, the state of each cell, how fresh a status is. Pure."""
