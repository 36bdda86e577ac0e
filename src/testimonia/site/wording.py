"""The site's own words, put into a reader's language: in templates when they are compiled, for scripts as a table.

A template says `{{ say("Printed in {place}", place=link) }}`, `{{ count("{n} issue", "{n} issues", r.issues) }}` and,
where one English word has two meanings, `{{ sense("a button", "Search") }}`. Each becomes the translation itself, with
its values in their places, before the template is compiled: a page costs the same in every language. Phrases are HTML;
`say` and `sense` without values may also stand within an expression, as a plain text.
"""

import ast
import json
import re
from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct

from testimonia.text.phrasebook import Phrasebook

_TAG = re.compile(r"\{\{-?.*?-?\}\}|\{%.*?%\}", re.S)
_CALL = re.compile(r"(?<![\w.|])(say|sense|count)\(")
_PIECE = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|[()\[\]{},]|[^\"'()\[\]{},]+")
_SLOT = re.compile(r"\{(\w+)\}")
# Lines of assets/phrases.js that a language replaces.
_HEAD = 'const language = "en", form = (n) => Number(n !== 1);'
_TABLE = "const table = {};"
_SCRIPTED = re.compile(r'(?<![\w.])(say|count)\(\s*("(?:[^"\\]|\\.)*")(?:,\s*("(?:[^"\\]|\\.)*"))?')


class WordingError(ValueError):
    """A phrase in a template that cannot be translated: what is wrong with it."""


class Phrase(Struct, frozen=True):
    """A phrase in a template or script, at [begin, end): what the site says there. `n` is the expression that counts,
    `values` are the expressions for its {slots}."""

    begin: int
    end: int
    context: str
    one: str
    many: str = ""
    n: str = ""
    values: tuple[tuple[str, str], ...] = ()


def phrases_in(expression: str) -> Iterator[Phrase]:
    """The phrases that an expression says, in order. WordingError where one is no literal text."""
    at = 0
    while match := _CALL.search(expression, at):
        arguments, at = _arguments(expression, match.end())
        yield _phrase(match[1], arguments, match.start(), at)


def template_phrases(template: str) -> Iterator[Phrase]:
    """All phrases of a template; their places are within their tags."""
    for tag in _TAG.finditer(template):
        yield from phrases_in(tag[0])


def script_phrases(script: str) -> Iterator[Phrase]:
    """All phrases of a script: `say("…", {…})` and `count("…", "…", n, {…})`."""
    for match in _SCRIPTED.finditer(script):
        many = json.loads(match[3]) if match[1] == "count" and match[3] else ""
        yield Phrase(match.start(), match.end(), "", json.loads(match[2]), many)


def in_words_of(book: Phrasebook, template: str) -> str:
    """The template with its phrases in the book's language."""
    return _TAG.sub(lambda tag: _translated(book, tag[0]), template)


def words_script(book: Phrasebook, scripts: Mapping[str, str]) -> bytes:
    """assets/phrases.js with what the other scripts say, in the book's language, and how that counts."""
    found = {phrase.one: phrase for script in scripts.values() for phrase in script_phrases(script)}
    table = {one: _told(book, phrase) for one, phrase in sorted(found.items())} if book.language != "en" else {}
    head = f"const language = {json.dumps(book.language)}, form = (n) => Number({book.plural});"
    body = f"const table = {json.dumps(table, ensure_ascii=False, indent=0)};"
    return scripts["phrases.js"].replace(_HEAD, head).replace(_TABLE, body).encode()


def _told(book: Phrasebook, phrase: Phrase) -> tuple[str, ...]:
    return book.forms_of(phrase.one, phrase.context, phrase.many)


def _translated(book: Phrasebook, tag: str) -> str:
    phrases = list(phrases_in(tag))
    if not phrases:
        return tag
    first = phrases[0]
    if tag.startswith("{{") and not tag[2 : first.begin].strip(" -") and not tag[first.end : -2].strip(" -"):
        return _counted(book, first) if first.many else _shown(book.forms_of(first.one, first.context)[0], first)
    out, at = [], 0
    for phrase in phrases:
        if phrase.values or phrase.many:
            raise WordingError(f"a phrase with values must stand alone in its tag: {tag}")
        out += [tag[at : phrase.begin], json.dumps(book.forms_of(phrase.one, phrase.context)[0], ensure_ascii=False)]
        at = phrase.end
    return "".join([*out, tag[at:]])


def _counted(book: Phrasebook, phrase: Phrase) -> str:
    forms = book.forms_of(phrase.one, phrase.context, phrase.many)
    shown = [_shown(form, phrase) for form in forms]
    if len(shown) == 1:
        return shown[0]
    branches = "".join(
        f"{{%+ {'elif' if form else 'if'} ({phrase.n})|form == {form} +%}}{words}"
        for form, words in enumerate(shown[:-1])
    )
    return f"{branches}{{%+ else +%}}{shown[-1]}{{%+ endif +%}}"


def _shown(words: str, phrase: Phrase) -> str:
    """The words as a piece of template: HTML, with a tag for each {slot}."""
    values = dict(phrase.values) | ({"n": f"({phrase.n})|num"} if phrase.n else {})
    html = words if "<" in words else words.replace("&", "&amp;").replace(">", "&gt;").replace('"', "&quot;")

    def slot(match: re.Match[str]) -> str:
        if match[1] not in values:
            raise WordingError(f"no value for {match[0]} in the phrase {phrase.one!r}")
        return "{{ " + values[match[1]] + " }}"

    return _SLOT.sub(slot, html)


def _arguments(expression: str, begin: int) -> tuple[list[str], int]:
    """The arguments of a call whose parenthesis was opened before `begin`, and where it ends."""
    arguments, depth, at = [""], 0, begin
    while match := _PIECE.match(expression, at):
        piece, at = match[0], match.end()
        if piece == ")" and depth == 0:
            return [argument.strip() for argument in arguments if argument.strip()], at
        depth += (piece in "([{") - (piece in ")]}")
        if piece == "," and depth == 0:
            arguments.append("")
        else:
            arguments[-1] += piece
    raise WordingError(f"a call of say or count is never closed: {expression}")


def _phrase(name: str, arguments: list[str], begin: int, end: int) -> Phrase:
    literals = {"say": 1, "sense": 2, "count": 2}[name]
    try:
        words = [str(ast.literal_eval(argument)) for argument in arguments[:literals]]
        rest = arguments[literals:]
        n = rest.pop(0) if name == "count" else ""
        values = tuple((key.strip(), value.strip()) for key, _, value in (argument.partition("=") for argument in rest))
    except (ValueError, SyntaxError, IndexError) as error:
        raise WordingError(f"{name} takes literal texts: {', '.join(arguments)}") from error
    if len(words) < literals or any(not key.isidentifier() or not value for key, value in values):
        raise WordingError(f"{name} takes {literals} literal texts, then values by name: {', '.join(arguments)}")
    if name == "count":
        return Phrase(begin, end, "", words[0], words[1], n, values)
    return Phrase(begin, end, words[0] if name == "sense" else "", words[-1], "", "", values)


Filter = Callable[..., object]


def filters_of(book: Phrasebook) -> dict[str, Filter]:
    """The filters by which templates write numbers and dates: num, when, form (of a phrase that counts), dayofyear,
    monthname."""
    return {
        "num": book.number,
        "when": book.date,
        "form": lambda n: book.form_of(int(n)),
        "dayofyear": book.day_of_year,
        "monthname": lambda month: book.habits.months[int(month) - 1],
    }
