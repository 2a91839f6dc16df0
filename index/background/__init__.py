"""What the package knows beside the documents: syllable counts of laws, questions, abbreviations."""
