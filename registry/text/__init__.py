"""Strings in, strings out: this room knows words and scripts, and no entity."""
