"""Train a small spaCy pipeline (tagger, parser, names) on open treebanks: the recipe that ADR 0131 weighs.

python -m bench.train_spacy [../shared/data/language] OUT [--steps 6000]

Needs spaCy (`pip install spacy`) beside what `make test` installs. Reads `ud_*.conllu.gz` (Universal Dependencies) and
`ner_*.tsv.gz` (names, BIO), writes `OUT/model-best`, and prints its scores on the two test sets, which nothing was
chosen by. One core; 6 to 13 minutes a thousand steps.
"""

import argparse
import gzip
import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from bench._measure import ROOT

_BATCH = 40
_ENCODER = """@architectures = "spacy.HashEmbedCNN.v2"
width = 96
depth = 4
embed_size = 2000
window_size = 1
maxout_pieces = 3
subword_features = true
pretrained_vectors = null"""
_CONFIG = """
[nlp]
lang = "en"
pipeline = ["tok2vec", "tagger", "parser", "ner"]
batch_size = 256

[components]

[components.tok2vec]
factory = "tok2vec"

[components.tok2vec.model]
ENCODER

[components.tagger]
factory = "tagger"

[components.tagger.model]
@architectures = "spacy.Tagger.v2"

[components.tagger.model.tok2vec]
@architectures = "spacy.Tok2VecListener.v1"
width = 96

[components.parser]
factory = "parser"
learn_tokens = false

[components.parser.model]
@architectures = "spacy.TransitionBasedParser.v2"
state_type = "parser"
extra_state_tokens = false
hidden_width = 64
maxout_pieces = 2
use_upper = true

[components.parser.model.tok2vec]
@architectures = "spacy.Tok2VecListener.v1"
width = 96

[components.ner]
factory = "ner"

[components.ner.model]
@architectures = "spacy.TransitionBasedParser.v2"
state_type = "ner"
extra_state_tokens = false
hidden_width = 64
maxout_pieces = 2
use_upper = true

[components.ner.model.tok2vec]
ENCODER

[corpora]

[corpora.train]
@readers = "spacy.Corpus.v1"
path = "TRAIN"
max_length = 0

[corpora.dev]
@readers = "spacy.Corpus.v1"
path = "DEV"
max_length = 0

[training]
seed = 17
dropout = 0.1
max_steps = STEPS
eval_frequency = 1000
patience = 0
accumulate_gradient = 1

[training.batcher]
@batchers = "spacy.batch_by_words.v1"
size = 1500
tolerance = 0.2
discard_oversize = false

[training.optimizer]
@optimizers = "Adam.v1"
learn_rate = 0.001

[training.score_weights]
tag_acc = 0.2
dep_uas = 0.2
dep_las = 0.3
ents_f = 0.3
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="?", default=ROOT.parent / "shared" / "data" / "language")
    parser.add_argument("out", type=Path)
    parser.add_argument("--steps", type=int, default=6000)
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    for split in ("train", "dev"):
        _write(asked.data, split, asked.out / f"{split}.spacy")
    config = _CONFIG.replace("ENCODER", _ENCODER).replace("STEPS", str(asked.steps))
    for name, split in (("TRAIN", "train"), ("DEV", "dev")):
        config = config.replace(f'"{name}"', json.dumps(str(asked.out / f"{split}.spacy")))
    (asked.out / "config.cfg").write_text(config)
    _train(asked.out)
    _score(asked.data, asked.out / "model-best")


def _train(out: Path) -> None:
    from spacy import util
    from spacy.training.initialize import init_nlp
    from spacy.training.loop import train

    bare = util.load_config(out / "config.cfg")
    whole = util.load_model_from_config(bare, auto_fill=True).config
    train(init_nlp(whole), out)


def _write(data: Path, split: str, path: Path) -> None:
    import spacy
    from spacy.tokens import DocBin

    vocab = spacy.blank("en").vocab
    docs = [*_parsed(vocab, data / f"ud_{split}.conllu.gz"), *_named(vocab, data / f"ner_{split}.tsv.gz")]
    DocBin(docs=docs, attrs=["TAG", "POS", "HEAD", "DEP", "ENT_IOB", "ENT_TYPE", "SENT_START", "SPACY"]).to_disk(path)


def _parsed(vocab: Any, path: Path) -> Iterator[Any]:
    """Documents of a few sentences each, so that the parser learns where a sentence begins. Names are left unknown."""
    from spacy.tokens import Doc

    batch: list[list[list[str]]] = []
    for sentence in [*_sentences(path), None]:
        if sentence is not None:
            batch.append(sentence)
        if batch and (sentence is None or sum(map(len, batch)) >= _BATCH):
            rows = [row for own in batch for row in own]
            base = [offset for offset, own in _offsets(batch) for _ in own]
            heads = [
                at if row[6] == "0" else first + int(row[6]) - 1
                for at, (row, first) in enumerate(zip(rows, base, strict=True))
            ]
            yield Doc(
                vocab,
                words=[row[1] for row in rows],
                spaces=["SpaceAfter=No" not in row[9] for row in rows],
                tags=[row[4] for row in rows],
                pos=[row[3] if row[3] != "_" else "X" for row in rows],
                heads=heads,
                deps=["ROOT" if row[6] == "0" else row[7].partition(":")[0] for row in rows],
            )
            batch = []


def _offsets(batch: list[list[list[str]]]) -> Iterator[tuple[int, list[list[str]]]]:
    first = 0
    for own in batch:
        yield first, own
        first += len(own)


def _sentences(path: Path) -> Iterator[list[list[str]]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        split = (line.rstrip("\n").split("\t") for line in lines)
        for is_row, rows in groupby(split, lambda cells: len(cells) == 10):
            if is_row:
                yield [row for row in rows if row[0].isdigit()]


def _named(vocab: Any, path: Path) -> Iterator[Any]:
    """Documents of a few sentences each, with their names; heads and tags are left unknown."""
    from spacy.tokens import Doc

    with gzip.open(path, "rt", encoding="utf-8") as lines:
        split = (line.rstrip("\n").split("\t") for line in lines)
        for is_row, rows in groupby(split, lambda cells: len(cells) == 2):
            if is_row:
                own = list(rows)
                yield Doc(vocab, words=[row[0] for row in own], ents=[row[1] for row in own])


def _score(data: Path, model: Path) -> None:
    import spacy
    from spacy.training import Example

    nlp = spacy.load(model)
    for name in ("ud_test_gum.conllu.gz", "ud_test_ewt.conllu.gz", "ner_test_gum.tsv.gz", "ner_test_uner.tsv.gz"):
        read = _parsed if name.startswith("ud") else _named
        gold = list(read(nlp.vocab, data / name))
        scores = nlp.evaluate([Example(_bare(nlp.vocab, doc), doc) for doc in gold])
        kept = ("tag_acc", "dep_uas", "dep_las", "sents_f") if name.startswith("ud") else ("ents_p", "ents_r", "ents_f")
        print(name, " ".join(f"{key} {scores[key]:.3f}" for key in kept))


def _bare(vocab: Any, doc: Any) -> Any:
    from spacy.tokens import Doc

    return Doc(vocab, words=[token.text for token in doc], spaces=[bool(token.whitespace_) for token in doc])


if __name__ == "__main__":
    main()
