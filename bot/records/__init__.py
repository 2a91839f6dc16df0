"""What outlives a process: its databases, what has happened, what people thought, and whose turn it is to write."""
