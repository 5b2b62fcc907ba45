"""The compiled registry: one file, mapped into memory and read where it lies, that answers as the YAML it was made from.

`container` is the file: its header, its sections, what is checked before a byte of them is used. `arrays` are tables inside sections,
`rows` entities as bytes. `names` and `index` look things up in them, in the place of those of `registry.match`; `compile` writes them.
"""
