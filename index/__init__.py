"""The documents: loading, searching and keeping them. `bot` imports from here and never the other way round."""
