"""Judging people at scale: `python -m bench.judge_scale [--sizes 25000,50000,100000]`.

Synthetic documents, each naming three people of a pool that grows with the documents (so that a person is named in
about six of them), with a birth, a death, an office, a stay and kin; one life in fifty is told with another year.
Measured, in CPU-seconds of one process, for each number of documents:

link     appearances to entities, claims to their entities (linkers/people, linkers/claimed)
judge    every rule on people and names over the dossiers (linkers/dossiers, rules/)
changed  one document changed: its blocks linked, and the dossiers of whoever stands in them judged, the rest at hand
memory   the peak of the process, and what it is a document
"""

import argparse
import random
import resource
import time
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from testimonia import registry
from testimonia.engine.collecting import collect_rarely
from testimonia.linkers.claimed import linked_claims, tied_by_claims
from testimonia.linkers.dossiers import Gathering, gather
from testimonia.linkers.people import block_of, blocks_of, link_block, merged_by_id, with_ties
from testimonia.model.claim import Claim, Slot
from testimonia.model.entity import Appearance, Entity, Naming
from testimonia.model.finding import Finding
from testimonia.model.span import Quote
from testimonia.text.claimants import with_claims

SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xo ya zi".split()
WOMEN = "Ada Agnes Anne Edith Grace Hester Joan Judith Mabel Mary"
GIVEN = f"{WOMEN} Abel Amos Edwin Henry Jabez Joseph Peter Silas Thomas".split()
A_DOCUMENT = 3


class Person(Struct, frozen=True):
    """One of the pool: a name and a life."""

    name: str
    born: int
    died: int
    father: str


def pool(size: int, rng: random.Random) -> list[Person]:
    """People with names of three syllables and lives of their own."""
    people = []
    for number in range(size):
        surname = "".join(rng.choice(SYLLABLES) for _ in range(3)).capitalize()
        born = rng.randrange(1600, 1880)
        name = f"{GIVEN[number % len(GIVEN)]} {surname}"
        people.append(Person(name, born, born + rng.randrange(40, 85), f"{rng.choice(GIVEN[10:])} {surname}"))
    return people


def document(number: int, people: Sequence[Person], rng: random.Random) -> tuple[list[Claim], tuple[Appearance, ...]]:
    """One document's claims and appearances."""
    own = f"d{number:06}"
    claims: list[Claim] = []
    at = 0
    for person in rng.sample(people, A_DOCUMENT):
        slip = rng.randrange(2, 9) if rng.random() < 0.02 else 0
        born, died = str(person.born + slip), str(person.died)
        told = [
            ("birth-date", born, ""), ("death-date", died, ""), ("child-of", person.father, ""),
            ("office-held", "keeper of the Light", str(person.born + 30)), ("resided", "Lisbon", str(person.born + 40)),
        ]  # fmt: skip
        subject = Slot(person.name, Quote(at, at + len(person.name), person.name))
        for prop, value, when in told:
            at += 40
            quote = Quote(at, at + len(value), value)
            claims.append(
                Claim(
                    f"{own}-{at}",
                    f"{own}.txt",
                    own,
                    subject,
                    prop,
                    Slot(value, quote),
                    quote,
                    when,
                    extractor="patterns:name",
                )
            )
        at += 60
    fathers = [_named(claim) for claim in claims if claim.property == "child-of"]
    return claims, with_claims(fathers, claims)


def _named(claim: Claim) -> Appearance:
    name = claim.value.value
    given, _, surname = name.rpartition(" ")
    naming = Naming(name, "kin", claim.document, claim.source, claim.value.quote)
    return Appearance("person", name, given, surname, "", "", "", "", (), (), (naming,), ())


def linked(
    appearances: Sequence[Appearance], claims: Sequence[Claim]
) -> tuple[tuple[Entity, ...], tuple[Claim, ...], frozenset[str]]:
    """What the pipeline's link step makes, without its memo."""
    found: list[Entity] = []
    for block in blocks_of(appearances).values():
        found += link_block(block)
    entities = with_ties(merged_by_id(found), appearances)
    own, faint = linked_claims(claims, entities)
    return tied_by_claims(entities, own), own, faint


def judged(gathering: Gathering) -> Iterator[Finding]:
    """The findings of every rule on people and names."""
    for kind, dossiers in (("person", gathering.people), ("name", gathering.names)):
        rules = [rule for rule in registry.rules() if rule.member.subject == kind]
        for dossier in dossiers:
            for rule in rules:
                yield from rule(dossier)


def measure(count: int) -> None:
    """One row of the table."""
    rng = random.Random(count)
    people = pool(count // 2, rng)
    made = [document(number, people, rng) for number in range(count)]
    claims = [claim for own, _ in made for claim in own]
    appearances = [one for _, own in made for one in own]
    start = time.process_time()
    entities, told, faint = linked(appearances, claims)
    middle = time.process_time()
    gathering = gather(entities, told, faint)
    findings = sum(1 for _ in judged(gathering))
    end = time.process_time()
    changed = _changed(made, rng.randrange(count), entities)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{count:8,} documents {len(claims):9,} claims {len(gathering.people):8,} people {findings:7,} findings   "
        f"link {middle - start:6.1f} s   judge {end - middle:6.1f} s   changed {changed:5.2f} s   "
        f"{peak:7,.0f} MiB   {peak * 1024 / count:5.1f} KiB a document",
        flush=True,
    )


def _changed(
    made: Sequence[tuple[list[Claim], tuple[Appearance, ...]]], number: int, entities: Sequence[Entity]
) -> float:
    """The time to link and judge again what one changed document touches, an index of the blocks at hand."""
    by_block: dict[tuple[str, str], set[int]] = {}
    for place, (_, own) in enumerate(made):
        for one in own:
            by_block.setdefault(block_of(one), set()).add(place)
    claims, own = made[number]
    claims = [replace(c, value=replace(c.value, value="1601")) if c.property == "birth-date" else c for c in claims]
    start = time.process_time()
    own = with_claims([one for one in own if one.namings[0].kind == "kin"], claims)
    touched = sorted(set().union(*(by_block.get(block_of(one), set()) for one in own)) - {number})
    rows = [(claims, own), *(made[place] for place in touched)]
    blocks = {block_of(one) for one in own}
    near = [one for _, some in rows for one in some if block_of(one) in blocks]
    some = [claim for told, _ in rows for claim in told]
    again, told, faint = linked(near, some)
    list(judged(gather(again, told, faint)))
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="25000,50000,100000")
    collect_rarely()  # as every command does
    for size in parser.parse_args().sizes.split(","):
        measure(int(size))


if __name__ == "__main__":
    main()
