"""Layer 0: identifiers, partial dates, vocabularies of method and frozen records. No input or output."""
