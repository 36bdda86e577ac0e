"""Whose words stand at a place: the chain of voices, outermost first."""

from testimonia.model.layer import Layer


def voice_chain(voices: Layer, offset: int) -> str:
    """The chain of voices at an offset, joined by " > "; "author" where the layer names none."""
    rows = voices.covering(offset)
    return " > ".join(row.kind + (f" ({row.get('who')})" if row.get("who") else "") for row in rows) or "author"
