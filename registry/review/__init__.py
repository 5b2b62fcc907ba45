"""The editors' loop: what a change of the registry does to articles.

`impact` compares how two registries read the same articles, `changes` holds what it finds and `rows` puts that into rows for a screen;
`revision` opens a registry file as it stood in git.
"""
