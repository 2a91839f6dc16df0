"""Adapters of the engines that are compared; see `drive.py` for what an adapter is."""
