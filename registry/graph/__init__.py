"""Mentions in, a network out.

Counting: `actors` says which mentions name an actor, `windows` what must name two, `stories` which articles count (`distinct`, `periods`),
`pairs` and `tally` count, `quotes` keeps the passages. `cooccurrence` makes a graph of it, `bipartite` one with the articles as nodes;
`ties` reads back what stands behind a tie.
Chance: `significance` and `degrees` (by `entropy` and `tails`) say how far a tie is from it, `correction` how many are looked at, `backbone`
keeps what is beyond it.
Reading: `measures`, `reading` and `summary` for one graph, `difference` and `changes` for two, `load` for one from a file.
Writing: `export` writes every format (`flatten` makes values fit); `draw` makes the picture, `page` the page.

networkx is imported in this room alone, and `import registry` does not enter it.
"""
