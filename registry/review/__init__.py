"""The editors' loop: what an editor wants to know before and after a change to the registry.

`check` runs every check on a registry file: those of `registry.store.checks` on what is written, and those of `registry.review.checks` on
what the resolver makes of it. `impact` compares how two registries read the same articles, `changes` holds what it finds and `rows` puts
that into rows for a screen; `revision` opens a registry file as it stood in git.

`suggest` makes questions to editors out of articles: `nearest` finds the likeliest entities, `snippets` the lines to read. `items` are the
questions, `queue` their file, `rerun` keeps decisions when it is made again, `answer` puts one into it.

`apply` makes decisions edits: `judgements` says what each asks and what contradicts it, `new_rows` what a form becomes. `history` is the
file of what was decided, with `edit_data` and `hunks` in its lines; `replay` makes it again, and `undo` takes decisions back.
"""
