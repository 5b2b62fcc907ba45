"""The picture of a graph: `layout` places the nodes, `sketch` says what is drawn and how large, `draw` paints it.

`labels` finds room for names and `lettering` the fonts, `legend` explains, `styles` has what sets articles and changes apart.
"""
