"""Measuring the product as people use it: at size, with many asking at once, and beside other frameworks."""
