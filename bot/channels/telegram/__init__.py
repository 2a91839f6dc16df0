"""Telegram: updates in, calls of the Bot API out, through python-telegram-bot's `Bot`."""
