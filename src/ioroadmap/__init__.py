"""IO Roadmap: the living, sourced roadmap of immunotherapy for neuroendocrine neoplasms, and the tools that keep it true."""

__version__ = "0.1.0"
