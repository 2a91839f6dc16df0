"""The passages and sentences nearest to a question, in order, and how likely they answer it."""
