"""Layer 2: one module an upstream. Each turns what the upstream said into our records; upstream words end here."""
