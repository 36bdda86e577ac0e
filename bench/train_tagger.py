"""Train the tagger of names, measure it on the test sets, and write its weights.

    python bench/train_tagger.py [DATA] [--write]      DATA is the folder of language data, ../shared/data/language

Input: ner_train.tsv.gz, ner_dev.tsv.gz, ner_test_*.tsv.gz (word, tab, BIO tag; a blank line between texts), and
ud_train.conllu.gz for the words that are commonly printed in lower case. A softmax regression, stochastic descent with
AdaGrad over hashed features; word identities are dropped at random, so that shapes and neighbours learn to carry names
never seen. About a minute on one core. The same seed gives the same weights.
"""

import argparse
import gzip
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from zlib import crc32

import numpy as np

from testimonia.text.nametokens import is_capitalised
from testimonia.text.namewords import name_words
from testimonia.text.tagger import CLASSES, ROWS, Model, Sentence, features, load_model, tag

OF_TAG = {"PER": 1, "LOC": 2, "ORG": 3, "EVENT": 4}
EPOCHS, RATE, DECAY, DROPPED, SEED = 6, 0.1, 3e-4, 0.5, 7
CONNECTORS = frozenset("of the for & and de da van von der la le di del -".split())
WEIGHTS = Path(__file__).parents[1] / "src" / "testimonia" / "weights" / "ner.npz"
Labelled = tuple[Sentence, list[int], list[bool]]


def sentences(path: Path) -> Iterator[Labelled]:
    """Sentences with the class of each word and whether a name begins there; texts are cut at stops."""
    words: list[str] = []
    classes: list[int] = []
    begins: list[bool] = []
    for line in [*gzip.decompress(path.read_bytes()).decode("utf-8").split("\n"), ""]:
        word, _, label = line.rstrip("\n").partition("\t")
        if word:
            words.append(word)
            classes.append(OF_TAG.get(label[2:], 0))
            begins.append(label[:1] == "B")
        if words and (not word or word in ".!?" or len(words) > 120):
            low = [w.lower().replace("’", "'") for w in words]
            yield Sentence(words, low), classes, begins
            words, classes, begins = [], [], []


def common_words(path: Path) -> frozenset[str]:
    """Words printed in lower case at least four times, and more often than not."""
    lower: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            cells = line.split("\t")
            if len(cells) > 3 and cells[1].isalpha():
                (lower if cells[1].islower() else upper)[cells[1].lower()] += cells[3] != "PROPN"
                upper[cells[1].lower()] += cells[3] == "PROPN"
    return frozenset(word for word, count in lower.items() if count >= 4 and count > upper[word])


def train(texts: Sequence[Labelled], common: frozenset[str]) -> Model:
    """Stochastic descent; the classes before a word are the model's own half of the time."""
    chance = random.Random(SEED)
    weights = np.zeros((ROWS, len(CLASSES)), dtype=np.float32)
    squares = np.full_like(weights, 1e-6)
    model, names = Model(weights, common), name_words()
    order = list(range(len(texts)))
    total = np.zeros_like(weights)
    for epoch in range(EPOCHS):
        chance.shuffle(order)
        loss = seen = 0.0
        for index in order:
            sentence, classes, _ = texts[index]
            tags: dict[int, int] = {}
            for at, word in enumerate(sentence.words):
                if not is_capitalised(word):
                    continue
                told = features(model, names, sentence, at, tags)
                if chance.random() < DROPPED:
                    told = [feature for feature in told if feature[0] not in "weg"]
                rows = np.array([crc32(feature.encode()) & (ROWS - 1) for feature in told])
                scores = weights[rows].sum(axis=0)
                p = np.exp(scores - scores.max())
                p /= p.sum()
                tags[at] = int(p.argmax()) if chance.random() < 0.5 else classes[at]
                loss, seen = loss - float(np.log(p[classes[at]] + 1e-9)), seen + 1
                p[classes[at]] -= 1
                step = np.broadcast_to(p, (len(rows), len(p))) + DECAY * weights[rows]
                squares[rows] += step * step
                weights[rows] -= RATE * step / np.sqrt(squares[rows])
        print(f"epoch {epoch + 1}: loss {loss / seen:.4f} a capitalised word")
        total += weights
    return Model(total / EPOCHS, common)


def spans(classes: Sequence[int], words: Sequence[str], begins: Sequence[bool] = ()) -> set[tuple[int, int, int]]:
    """The names as (first, after the last, class); connectors between words of one class belong to the name."""
    found = set()
    at = 0
    while at < len(classes):
        if not classes[at]:
            at += 1
            continue
        end = at + 1
        while end < len(classes):
            if classes[end] == classes[at] and not (begins and begins[end]):
                end += 1
            elif not begins and words[end].lower() in CONNECTORS and classes[end + 1 : end + 2] == [classes[at]]:
                end += 2
            else:
                break
        found.add((at, end, classes[at]))
        at = end
    return found


def measure(model: Model, path: Path, limit: float) -> None:
    """Precision, recall and F of whole names, by class, on a test set."""
    right: Counter[int] = Counter()
    said: Counter[int] = Counter()
    wanted: Counter[int] = Counter()
    for sentence, classes, begins in sentences(path):
        gold = spans(classes, sentence.words, begins)
        places = [at for at, word in enumerate(sentence.words) if is_capitalised(word)]
        tags: dict[int, int] = {}
        chances = tag(model, sentence, places, tags)
        sure = [tags.get(at, 0) if at in chances and chances[at].max() >= limit else 0 for at in range(len(classes))]
        ours = spans(sure, sentence.words)
        for counter, names in ((wanted, gold), (said, ours), (right, gold & ours)):
            counter.update(kind for _, _, kind in names)
    print(f"{path.name}, names given from a probability of {limit}:")
    for kind in (1, 2, 3, 4, 0):
        r, s, w = (sum(c.values()) if not kind else c[kind] for c in (right, said, wanted))
        precision, recall = r / max(s, 1), r / max(w, 1)
        f = 2 * precision * recall / max(precision + recall, 1e-9)
        print(f"  {CLASSES[kind] if kind else 'all':<13} P {precision:.3f}  R {recall:.3f}  F {f:.3f}  ({w} names)")


def save(model: Model, path: Path) -> None:
    """The weights as int8 with one scale, compressed."""
    scale = float(np.abs(model.weights).max()) / 127
    path.parent.mkdir(exist_ok=True)
    common = np.frombuffer(" ".join(sorted(model.common)).encode(), dtype=np.uint8)
    np.savez_compressed(path, weights=np.round(model.weights / scale).astype(np.int8), scale=scale, common=common)
    print(f"{path.name}: {path.stat().st_size:,} bytes")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, nargs="?", default=Path("../shared/data/language"))
    parser.add_argument(
        "--write", action="store_true", help="train, and write the weights (else measure those shipped)"
    )
    arguments = parser.parse_args()
    if arguments.write:
        texts = [*sentences(arguments.data / "ner_train.tsv.gz"), *sentences(arguments.data / "ner_dev.tsv.gz")]
        save(train(texts, common_words(arguments.data / "ud_train.conllu.gz")), WEIGHTS)
        load_model.cache_clear()
    model = load_model()
    if model is None:
        raise SystemExit("no weights: train them with --write")
    for name in ("ner_test_gum", "ner_test_uner"):
        for limit in (0.0, 0.7):
            measure(model, arguments.data / f"{name}.tsv.gz", limit)


if __name__ == "__main__":
    main()
