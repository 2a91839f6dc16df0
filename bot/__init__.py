"""The conversation: answers, channels and the command line."""
