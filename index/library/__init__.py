"""The library: documents, passages and vectors in one database (the truth), search indexes derived from it.

Nothing is imported here: `index.library.reader` answers questions and must not load SQLAlchemy, which costs
0.3 to 0.7 s of the second that `hoidap ask` has. Writers import `index.library.library`.
"""
