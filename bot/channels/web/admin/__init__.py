"""Administration at `/quan-tri`, behind a login; every page works without JavaScript."""
