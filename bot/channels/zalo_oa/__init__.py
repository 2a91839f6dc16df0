"""A Zalo Official Account: signed webhooks in, messages out with a token that has to be renewed."""
