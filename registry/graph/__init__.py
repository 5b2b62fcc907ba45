"""Mentions in, a network out.

`cooccurrence` ties the actors that are named together, `bipartite` ties them to the articles that name them; what may be asked is in
`options` and `periods`, what stands behind a tie is read by `ties`. Under them `counting` and `chance`; then `reading` for whoever reads
the graph in a shell, `formats` for other programs, `picture` and `page` for the eye, in the colours of `palette`; `export` has a writer
for each suffix.

networkx is imported in this room alone, and `import registry` does not enter it.
"""
