"""The pages of names that may mean more than one: a name is not a person."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from testimonia.model.entity import Entity
from testimonia.site.cast import Cast, shared_names
from testimonia.site.entityviews import NamesView, NameView, ShardView
from testimonia.site.lines import Link
from testimonia.site.pager import alphabetical, lettered, one_page, sorting_key
from testimonia.site.paths import href
from testimonia.site.plan_entities import LINES_A_PAGE, Scene, texts_of
from testimonia.site.views import PageJob
from testimonia.text.namewords import fold_name

PLACES_SHOWN = 4
BEARERS_SHOWN = 60


# A name is found by the first letters of each of its words; of so many at the most, those of most documents.
LETTERS = 2
SHARD_MAX = 600


def plan_shards(scene: Scene) -> Iterator[PageJob]:
    """The files in which the search page looks up names."""
    shards: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for id in scene.cast.paged:
        entity = scene.cast.entities[id]
        row = (-len(scene.cast.documents[id]), entity.label, href(scene.shelf.paths.entities[id]))
        words = {word for word in fold_name(entity.label).split() if len(word) >= LETTERS}
        for letters in {word[:LETTERS] for word in words}:
            shards[letters].append(row)
    for letters, rows in sorted(shards.items()):
        best = tuple((label, path, -few) for few, label, path in sorted(rows)[:SHARD_MAX])
        yield PageJob(f"names/search/{_file_of(letters)}.js", "shard", ShardView(scene.shelf.card, letters, best))
    if scene.cast.entities:
        yield PageJob("names/search/index.js", "shard", ShardView(scene.shelf.card, "", (), tuple(sorted(shards))))


def _file_of(letters: str) -> str:
    """A name of a file for letters: themselves where they are ours, else their numbers."""
    return "".join(c if c.isascii() and c.isalnum() else f"u{ord(c):04x}" for c in letters)


def plan_names(scene: Scene) -> Iterator[PageJob]:
    """The index of such names, and a page for each."""
    cast, paths = scene.cast, scene.shelf.paths
    forms = {name: _forms(cast, name) for name in shared_names(cast)}
    names = sorted(forms, key=lambda name: (*alphabetical(sorting_key(name)), name))
    if not cast.entities:
        return
    links = [Link(forms[name][0], href(paths.names[name]), str(len(cast.bearers[name]))) for name in names]
    for leaf in lettered([sorting_key(name) for name in names], "names", LINES_A_PAGE):
        yield PageJob(leaf.path, "names", NamesView(scene.shelf.card, leaf.nav, one_page(links, leaf)))
    for name in names:
        view = _view(scene, name, forms[name])
        yield PageJob(paths.names[name], "name", view, texts=texts_of(s for _, spots in view.places for s in spots))


def _view(scene: Scene, name: str, forms: tuple[str, ...]) -> NameView:
    bearers = [scene.cast.entities[id] for id in scene.cast.bearers[name]]
    bearers.sort(key=lambda entity: (-_times(entity, name), entity.id))
    shown = bearers[:BEARERS_SHOWN]
    places = []
    for entity in shown:
        own = [n for n in entity.namings if n.quote and fold_name(n.form) == name]
        spots = (scene.spot(n.document, n.source, n.quote.begin, n.quote.end) for n in own[:PLACES_SHOWN] if n.quote)
        places.append((entity.id, tuple(spots)))
    return NameView(scene.shelf.card, forms[0], forms, tuple(scene.line(e) for e in shown), tuple(places))


def _forms(cast: Cast, name: str) -> tuple[str, ...]:
    """The forms of a folded name as printed, the most frequent first."""
    found = Counter(
        " ".join(naming.form.split())
        for id in cast.bearers[name]
        for naming in cast.entities[id].namings
        if fold_name(naming.form) == name
    )
    return tuple(sorted(found, key=lambda form: (form.isupper(), -found[form], form)))


def _times(entity: Entity, name: str) -> int:
    return sum(fold_name(naming.form) == name for naming in entity.namings)
