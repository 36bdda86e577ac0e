"""Names of people as reference managers want them: family and given apart, where the form allows it."""

from functools import lru_cache

from msgspec import Struct

_PARTICLES = frozenset(
    "af al av bin d' da das de del della den der des di do dos du el i la las le les los ten ter tot van vom von y"
    " zu zum zur".split()
)
_SUFFIXES = frozenset(("jr", "jr.", "sr", "sr.", "ii", "iii", "iv"))
# A name that begins so describes ("Our Correspondent", "A Ratepayer") and has no family name.
_DESCRIBING = frozenset(("a", "an", "by", "from", "one", "our", "some", "the", "two", "your"))
_MOST_TOKENS = 6


class PersonName(Struct, frozen=True):
    """A name in its parts. A name that cannot be parted (one word, an organisation, "the Editors") stands whole in
    `literal`, and the other parts are empty. The order given-family is that of European bylines; an authority file
    says otherwise where it is wrong."""

    literal: str
    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""

    @property
    def inverted(self) -> str:
        """The form with the family name first.

        >>> part_name("Hanna Maria van der Velde", "person").inverted
        'van der Velde, Hanna Maria'
        """
        if not self.family:
            return self.literal
        family = f"{self.particle} {self.family}".strip()
        return ", ".join(part for part in (family, self.given, self.suffix) if part)


@lru_cache(maxsize=4096)
def part_name(form: str, kind: str) -> PersonName:
    """Part a printed form; `kind` is the byline's ("person", "editors", "organisation").

    >>> part_name("Ludwig van Beethoven", "person")
    PersonName(literal='Ludwig van Beethoven', family='Beethoven', given='Ludwig', particle='van', suffix='')
    """
    tokens = form.replace(",", " , ").split()
    is_whole = not 2 <= len(tokens) <= _MOST_TOKENS or tokens[0].lower() in _DESCRIBING
    if kind != "person" or is_whole or any(c.isdigit() for c in form):
        return PersonName(form)
    suffix = ""
    if tokens[-1].lower() in _SUFFIXES:
        suffix = tokens.pop()
        tokens = tokens[:-1] if tokens[-1:] == [","] else tokens
    if "," in tokens:
        return _inverted(form, tokens, suffix)
    if len(tokens) < 2:
        return PersonName(form)
    first = _family_begin(tokens)
    particles = [token for token in tokens[first:-1] if token.lower() in _PARTICLES]
    family = " ".join(tokens[first + len(particles) :])
    return PersonName(form, family, " ".join(tokens[:first]), " ".join(particles), suffix)


def _inverted(form: str, tokens: list[str], suffix: str) -> PersonName:
    comma = tokens.index(",")
    family, given = " ".join(tokens[:comma]), " ".join(tokens[comma + 1 :])
    if not family or not given or "," in given.split():
        return PersonName(form)
    return PersonName(form, family, given, "", suffix)


def _family_begin(tokens: list[str]) -> int:
    """Where the family name begins: the last word, with the particles before it; never the first word."""
    begin = len(tokens) - 1
    while begin > 1 and tokens[begin - 1].lower() in _PARTICLES:
        begin -= 1
    return begin
