"""Slugs: short ASCII names made from paths and titles, for ids and file names."""

import re
import unicodedata

from testimonia.model.canon import digest_of

LIMIT_CHARS = 120
_DIGEST_CHARS = 10
_SUFFIX = re.compile(r"(?<=[^/.])\.[a-zA-Z][a-zA-Z0-9]{0,9}$")
_OTHER = re.compile(r"[^a-z0-9]+")
# Letters that have no decomposition, by what readers of the Latin alphabet write for them.
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"})


def slug_of(path: str) -> str:
    """A slug of a path: the suffix dropped, lower-case ASCII letters, digits and hyphens, never empty.

    At most 120 characters: what is longer, or holds no Latin letter or digit at all, ends in a digest of the whole
    path. Two paths may share a slug; who needs them apart must look.

    >>> slug_of("Saltmarsh Echo/1906/Émile Weiß.htm")
    'saltmarsh-echo-1906-emile-weiss'
    """
    stem = _SUFFIX.sub("", path)
    plain = unicodedata.normalize("NFKD", stem.casefold().translate(_LETTERS))
    bare = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    slug = _OTHER.sub("-", bare).strip("-")
    if slug and len(slug) <= LIMIT_CHARS:
        return slug
    digest = digest_of(path.encode("utf-8", "surrogatepass"))[:_DIGEST_CHARS]
    return f"{slug[: LIMIT_CHARS - _DIGEST_CHARS - 1].rstrip('-')}-{digest}".lstrip("-")
