"""The registry file: YAML that editors write and review in git, read with the place of every row.

`load_entities` gives a `Book` or raises `RegistryFileError` with every problem; `read_book` gives a `Book` whatever is wrong, for tools
that show problems. Text becomes nodes in `read`, nodes become records in `schema`, and `checks` holds one rule a module for what no
single row can show. `schema.json` says the same as `schema` to an editor's completion.
"""

from registry.store.book import Book
from registry.store.load import load_entities, read_book
from registry.store.schema import SCHEMA_PATH

__all__ = ["SCHEMA_PATH", "Book", "load_entities", "read_book"]
