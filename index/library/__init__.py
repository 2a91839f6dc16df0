"""The library: documents, passages and vectors in one database (the truth), search indexes derived from it.

A command that changes it works in this order, so that after a crash at any point the library is the old or the new one:

1. the writer's lock; whatever a writer that died has left is discarded
2. documents and passages of a draft, a generation that is not published and that nobody sees
3. vectors, kept batch by batch under the key of their texts, whatever becomes of the draft
4. the draft's folder: written aside, flushed, sealed with the SHA-256 of every file, named in one step
5. one UPDATE that publishes the generation; this commit alone is the change

A reader asks the database for the newest published generation at each question, and checks its folder before use.
A folder that is missing, damaged or of another library is derived anew from the truth.

Nothing is imported here: `index.library.reader` answers questions and must not load SQLAlchemy, which costs
0.3 to 0.7 s of the second that `hoidap ask` has. Writers import `index.library.library`.
"""
