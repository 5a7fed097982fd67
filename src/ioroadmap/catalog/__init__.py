"""Layer 2: the curated facts. Loads, validates, formats and compiles a pack."""
