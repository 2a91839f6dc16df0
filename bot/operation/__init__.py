"""What an operator sees of a running process: its log, its figures, whether it is well; and how it is stopped."""
