"""Layer 1: what upstream said, and when. Append-only; the merge of many observations into what we know is pure."""
