"""Whose words stand at a place: the chain of voices, outermost first."""

from testimonia.model.layer import Layer


def voice_chain(voices: Layer, offset: int, reporter: str = "") -> str:
    """The chain of voices at an offset, joined by " > "; "author" where the layer names none. A reporter whom the words
    there name is the last: "author > reported (the Beacon)"."""
    rows = voices.covering(offset)
    chain = " > ".join(row.kind + (f" ({row.get('who')})" if row.get("who") else "") for row in rows) or "author"
    return f"{chain} > reported ({reporter})" if reporter else chain
