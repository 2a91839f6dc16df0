"""The page at `/` and its JSON API."""
