"""Layer 8: one module a command: parse words, call one thing, print, exit. The only place below `service` with a clock."""
