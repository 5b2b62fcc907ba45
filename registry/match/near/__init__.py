"""Names that are near a mention which no alias spells: candidates for a person to look at, never links."""
