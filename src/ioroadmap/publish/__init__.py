"""Layer 6: the Roadmap as pages that people read. Pure: a Roadmap and our own templates in, paths and bytes out."""
