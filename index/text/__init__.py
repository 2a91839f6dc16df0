"""From what a loader found to a document and its passages."""
