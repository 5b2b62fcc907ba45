"""One page that shows a graph, for a person to search, filter and read: a single file that works offline.

`content` says what the page shows, `evidence` what stands behind its ties, `chart` brings Bokeh (the extra `page`), `write` puts the file
together from them and from the page's own HTML, CSS and JavaScript beside this module. The scripts are one program in the order of
`write.SCRIPTS`.
"""
