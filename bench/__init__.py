"""Comparisons with other software, which need a clone of the repository and are not installed with the program."""
