"""A graph read: who matters in it (`measures`), around whom and by which `ways`, in rows for a screen (`summary`).

`load` takes it from a file, `difference` compares two, `changes` are the rows of that.
"""
