"""What must be true of a whole pack, by theme. A check is a small function that yields faults; `catalog/check.py` runs all."""
