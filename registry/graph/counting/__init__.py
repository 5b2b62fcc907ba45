"""Who is named with whom, and how often: from annotations to pairs.

`actors` says which mentions name an actor, `windows` what must name two, `stories` which articles count, each once (`distinct`); `tally`
collects them, `pairs` counts, `quotes` keeps the passages to show, and `edges` says of each pair all that is known.
"""
