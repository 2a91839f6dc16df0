"""From a question and the hits of a search to an answer: a value whose every quote stands in a document."""
