"""Layer 6: all facts as tables that other programs can read."""
