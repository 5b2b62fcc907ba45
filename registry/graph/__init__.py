"""Mentions in, a network out.

`actors` says which mentions name an actor, `distinct` which articles have been seen, `cooccurrence` links actors named together,
`significance` says how far a tie is from chance, `summary` reads the graph as rows, `export` writes it to files (`flatten` makes its
values fit, `markup` writes the XML formats), `draw` makes the picture.

networkx is imported in this room alone, and `import registry` does not enter it.
"""
