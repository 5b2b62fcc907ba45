"""Text to mentions: read articles, find names in them, and decide by context what each stands for."""
