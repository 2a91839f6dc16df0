"""From an answer to what a person reads: replies, their parts and what can be chosen under them, for any channel."""
