"""The command `registry`: thin commands that parse, call one function, print.

`main` holds the group and turns errors into exit codes; each command has a module of its name; `output` knows how things are
printed. Standard output carries data and standard error talk. click and rich are imported in this room alone.
"""
