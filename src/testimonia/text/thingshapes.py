"""Shapes of the names of organisations, events, places and periodicals: by their head words and what stands beside."""

import re

from testimonia.text.nameruns import Run
from testimonia.text.nametokens import Tokens
from testimonia.text.namewords import NameWords, fold_name

Found = tuple[int, int, str, str, float]  # tokens [first, last), kind, ground, score

_ACRONYM = re.compile(r"(?:[A-Z]\.){2,6}|[A-Z]{2,6}s?")
_INITIALS = re.compile(r"(?:[A-Z]\.){1,4}")
_ROMAN = re.compile(r"[IVXLCDM]+\.?")
_NO_ACRONYMS = frozenset(
    "ok tv am pm ad bc ce bce id nb ps mr dr sr jr st pp vol no re i.e. e.g. a.m. p.m. b.c. a.d. n.b. p.s. b.a. m.a. "
    "ph.d. m.d. et al".split()
)
_OF_ANY = frozenset(
    "ministry council university bank society institute academy congress commissariat department board chamber court "
    "league order".split()
)
_IN = frozenset(("in", "at", "from", "to", "near", "of", "through", "via", "into", "around", "outside"))


def thing_in(tokens: Tokens, run: Run, runs: dict[int, Run], names: NameWords) -> Found | None:
    """The organisation, event, place or periodical that a run names, where its own words show it. `runs` holds the
    row's runs by their first token, for what follows an "of"."""
    known = fold_name(" ".join(tokens.words[run.first : run.last]))
    if len(run) > 1 and names.is_place(known) and known not in names.ambiguous:
        return run.first, run.last, "place", "gazetteer", 0.95
    return (
        _event(tokens, run, runs, names)
        or _headed(tokens, run, runs, names)
        or _tailed(tokens, run, names)
        or _place(tokens, run, names)
        or _acronym(tokens, run)
    )


def _headed(tokens: Tokens, run: Run, runs: dict[int, Run], names: NameWords) -> Found | None:
    """A name whose last capitalised word says what it is: "Ferry Union", "Bank of Saltmarsh", "Saltmarsh Herald"."""
    low, first, last = tokens.low, run.first, run.last
    head, the = low[last - 1], first > 0 and low[first - 1] == "the"
    end = _after_of(tokens, run, runs, names)
    if head in names["periodical_heads"] and (end > last or (len(run) > 1 and the)):
        sure = len(run) > 1 or not run.opens
        return (first, end, "periodical", "head", 0.9 if len(run) > 1 else 0.85) if sure else None
    if head in names["organisations"] and (len(run) > 1 or (head in _OF_ANY and end > last)):
        if end > last or not is_plain(low[first:last], names):
            return first, end, "organisation", "head", 0.9
    elif head in names["lone_organisations"] and the and len(run) == 1:
        return first, last, "organisation", "head", 0.9
    if len(run) > 1 and head in names["periodicals"] and _is_titled(low, first, names):
        return first, last, "periodical", "head", 0.85
    return None


def _tailed(tokens: Tokens, run: Run, names: NameWords) -> Found | None:
    """A name whose last word is printed small: "Bolshevik party", "Russian communist party"."""
    low, first, last = tokens.low, run.first, run.last
    end = last + 1 if last < len(low) and low[last] in names["demonyms"] and low[first] in names["demonyms"] else last
    is_tail = end < len(low) and low[end] in names["organisation_tails"] and low[end] == tokens.words[end]
    if is_tail and all(_is_adjective(word, names) for word in low[first:last]):
        return first, end + 1, "organisation", "head", 0.85
    return None


def _is_titled(low: list[str], first: int, names: NameWords) -> bool:
    """Whether a run that ends like a periodical is one: "the Saltmarsh Herald", "Daily Herald"."""
    before = low[first - 1] if first else ""
    quoted = before in '“"‘' and first > 1 and low[first - 2] == "the"
    return before == "the" or quoted or low[first] in names["periodical_firsts"]


def _is_adjective(low: str, names: NameWords) -> bool:
    return low in names["demonyms"] or (low.endswith(("ist", "ite", "ian", "ish", "ese")) and low not in names.given)


def is_plain(low: list[str], names: NameWords) -> bool:
    """A head word with nothing that names: "Party", "Trade Unions", "Local Committees"."""
    plural = low[-1].endswith("s") and low[-1] not in names["lone_organisations"]
    return all(_says_nothing(word, plural, names) for word in low)


def _says_nothing(word: str, plural: bool, names: NameWords) -> bool:
    if plural and word in names["generic"]:
        return True
    if word in names["demonyms"] or word in names["lone_organisations"]:
        return False
    return word in names["not_names"] or word in names["organisations"]


def _after_of(tokens: Tokens, run: Run, runs: dict[int, Run], names: NameWords) -> int:
    """Where the name ends when an "of ..." continues it; else the run's own end."""
    low, at = tokens.low, run.last
    if at + 1 >= len(low) or low[at] not in ("of", "for"):
        return run.last
    begin = at + 2 if low[at + 1] == "the" else at + 1
    following = runs.get(begin)
    if following is None:
        return run.last
    rest = fold_name(" ".join(tokens.words[following.first : following.last]))
    is_given = fold_name(tokens.words[following.first]) in names.given
    if low[begin] in names["keep_first"] or low[begin] == "heaven":
        return run.last
    fits = (
        names.is_place(rest)
        or low[begin] in names["of_words"]
        or low[begin] in names["demonyms"]
        or (low[begin - 1] == "the" and not is_given)
    )
    return following.last if fits or ((low[at] == "for" or low[run.last - 1] in _OF_ANY) and not is_given) else run.last


def _event(tokens: Tokens, run: Run, runs: dict[int, Run], names: NameWords) -> Found | None:
    low, words, first, last = tokens.low, tokens.words, run.first, run.last
    head = low[last - 1]
    if len(run) > 1 and _ROMAN.fullmatch(words[last - 1]) and low[last - 2] == "war":
        return first, last, "event", "head", 0.95
    if (
        head in names["event_heads"]
        and last + 1 < len(low)
        and low[last] == "of"
        and not (len(run) == 1 and run.opens and head in ("trial", "revolution", "war", "fall"))
    ):
        following = runs.get(last + 2 if low[last + 1] == "the" else last + 1)
        if following is not None and fold_name(words[following.first]) not in names.given:
            return first, following.last, "event", "head", 0.88
    if len(run) > 1 and head in names["events"] and low[first] not in names["titles"]:
        return first, last, "event", "head", 0.88
    if last < len(low) and low[last] in names["event_tails"] and words[last] == low[last]:
        rest = fold_name(" ".join(words[first:last]))
        months = names["keep_first"]
        if names.is_place(rest) or rest in months or all(_is_adjective(word, names) for word in low[first:last]):
            return first, last + 1, "event", "head", 0.85
    return None


def _place(tokens: Tokens, run: Run, names: NameWords) -> Found | None:
    low, first, last = tokens.low, run.first, run.last
    folded = fold_name(" ".join(tokens.words[first:last]))
    before = low[first - 1] if first else ""
    if names.is_place(folded):
        if folded not in names.ambiguous or before in _IN:
            return first, last, "place", "gazetteer", 0.95 if folded not in names.ambiguous else 0.85
        return None
    if len(run) > 1 and low[last - 1] in names.after and low[first] not in names["titles"]:
        return first, last, "place", "shape", 0.85
    if (
        len(run) > 1
        and low[last - 1] in ("empire", "republic")
        and all(_is_adjective(word, names) for word in low[first : last - 1])
    ):
        return first, last, "place", "shape", 0.85
    if len(run) > 1 and low[first] in names.before:
        return first, last, "place", "shape", 0.85
    if first > 1 and before == "of" and f"{low[first - 2]} of" in names.before and len(run) < 4:
        return first, last, "place", "shape", 0.85
    return None


def _acronym(tokens: Tokens, run: Run) -> Found | None:
    word, after = tokens.words[run.first], run.last + 1
    if len(run) == 1 and word == "Local" and run.last < len(tokens) and tokens.words[run.last].isdigit():
        return run.first, after, "organisation", "shape", 0.9
    is_of = len(run) == 1 and word.count(".") > 1 and tokens.low[run.last : after] == ["of"] and after < len(tokens)
    if is_of and _INITIALS.fullmatch(tokens.words[after]):
        return run.first, after + 1, "organisation", "acronym", 0.9  # "A.F. of L."
    if len(run) != 1 or not _ACRONYM.fullmatch(word) or _ROMAN.fullmatch(word) or word.lower() in _NO_ACRONYMS:
        return None
    letters = word.replace(".", "")
    if 2 < len(letters) <= 6 and run.first and tokens.low[run.first - 1] == "the":
        return run.first, run.last, "organisation", "acronym", 0.85
    return None
