"""The Zalo Bot Platform: a bot with a token, polled or called by webhook."""
