// The index (search/, written by testimonia/site/searchindex): loads the few files that a question needs, by script
// tags, so that it works from a disk as from a server; finds, ranks, and cuts the lines that show a hit.
"use strict";
self.testimoniaIndex = (function () {
  const W = self.testimoniaWords;
  const ALPHABET = Array.from({ length: 95 }, (_, i) => 32 + i).filter((c) => c !== 34 && c !== 92);
  const STOP = 60, MORE = ALPHABET.length - STOP, PLACES = 512, LENGTHS = 46, RATIO = 1.33;
  const VALUE = new Int16Array(128).fill(-1);
  ALPHABET.forEach((code, value) => { VALUE[code] = value; });
  const TITLE_WEIGHT = 6, K1 = 1.2, B = 0.75;
  // What one question may load: letters of postings, letters of places, letters of texts looked into.
  const MOST_POSTINGS = 130000, MOST_PLACES = 90000, MOST_TEXTS = 80000, AT_ONCE = 5, MOST_OF_ONE = 45000, MOST_BUCKETS = 6, MOST_WAYS = 10000;

  const NO_PEOPLE = ["this archive has not read whom its texts name", 'write use = ["people"] under [studies] in testimonia.toml and build, or ask for the name as words'];

  // A question that this page cannot answer: what is in the way. `isHeavy`: it can, if asked to load so much.
  class Refusal extends Error {
    constructor(message, isHeavy) { super(message); this.isHeavy = isHeavy; }
  }

  // ---- Loading.
  const waiting = new Map(), held = new Map(), base = document.currentScript.src.replace(/assets\/[^/]*$/, "search/");
  self.testimoniaSearch = (name, value) => { held.set(name, Promise.resolve(value)); waiting.get(name)?.(value); };
  function load(name) {
    if (!held.has(name)) {
      held.set(name, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        waiting.set(name, resolve);
        script.src = `${base}${name}.js`;
        script.addEventListener("load", () => script.remove());
        script.addEventListener("error", () => { held.delete(name); reject(new Refusal(`a file of the index could not be read: search/${name}.js`)); });
        document.head.append(script);
      }));
    }
    return held.get(name);
  }
  const memo = new Map();
  const once = (name, make) => { if (!memo.has(name)) memo.set(name, make()); return memo.get(name); };
  function forget(name, promise) { promise.catch(() => memo.delete(name)); return promise; }

  // ---- Numbers and bytes.
  class Reader {
    constructor(text, at = 0) { this.text = text; this.at = at; }
    get isMore() { return this.at < this.text.length; }
    next() {
      let rest = 0, value = VALUE[this.text.charCodeAt(this.at++)];
      for (; value >= STOP; value = VALUE[this.text.charCodeAt(this.at++)]) rest = rest * MORE + (value - STOP) + 1;
      return rest * STOP + value;
    }
  }
  function bytesOf(text) {
    const blank = text.indexOf(" "), bytes = new Uint8Array(Number(text.slice(0, blank)));
    let bits = 0, count = 0, out = 0;
    for (let i = blank + 1; i + 1 < text.length && out < bytes.length; i += 2) {
      bits = (bits << 13) | (VALUE[text.charCodeAt(i)] * 91 + VALUE[text.charCodeAt(i + 1)]);
      for (count += 13; count >= 8 && out < bytes.length; count -= 8) bytes[out++] = (bits >> (count - 8)) & 255;
      bits &= (1 << count) - 1;
    }
    return bytes;
  }
  const inflated = (text) => new Response(new Blob([bytesOf(text)]).stream().pipeThrough(new DecompressionStream("deflate"))).text();

  // ---- The dictionary. Words are in order of code points, which surrogates are not.
  const isBefore = (a, b) => {
    for (let i = 0; i < a.length && i < b.length; i += 1) {
      const x = a.charCodeAt(i), y = b.charCodeAt(i);
      if (x !== y) return x >= 0xd800 && y >= 0xd800 && (x < 0xe000) !== (y < 0xe000) ? y < 0xe000 : x < y;
    }
    return a.length < b.length;
  };
  const opened = () => once("index", () => forget("index", load("index").then((index) => {
    const lengths = new Uint8Array(index.slots), isLong = new Uint8Array(index.slots), all = new Uint8Array(index.slots);
    for (let i = 0; i < index.lengths.length; i += 1) {
      const value = VALUE[index.lengths.charCodeAt(i)] - 1;
      if (value < 0) continue;
      all[i] = 1;
      isLong[i] = value >= LENGTHS ? 1 : 0;
      lengths[i] = value % LENGTHS;
    }
    const leaves = index.leaves ? index.leaves.split(" ") : [];
    const names = leaves.map((_, i) => index.names.slice(i * 8, i * 8 + 8));
    return { ...index, lengths, isLong, all, leaves, names };
  })));

  // How the postings of a leaf are divided among files: as shards.py fills them.
  function placed(entries, size, shard, folder, name) {
    let file = -1, used = 0;
    for (const entry of entries) {
      if (!entry[size]) continue;
      if (file < 0 || used + entry[size] > shard) { file += 1; used = 0; }
      entry[folder] = [`${folder}/${name}-${file}`, used, used + entry[size]];
      used += entry[size];
    }
  }
  const leaf = (index, number) => {
    const name = index.names[number];
    return once(`d/${name}`, () => forget(`d/${name}`, load(`d/${name}`).then(([coded, figures]) => {
      const reader = new Reader(figures);
      let before = [];
      const entries = coded.split(" ").map((row) => {
        const letters = Array.from(row);
        before = [...before.slice(0, VALUE[letters[0].charCodeAt(0)] - 1), ...letters.slice(1)];
        return { word: before.join(""), postings: reader.next(), places: reader.next() };
      });
      placed(entries, "postings", index.shard, "p", name);
      placed(entries, "places", index.shard, "q", name);
      return entries;
    })));
  };
  // All words that begin so.
  async function range(index, beginning) {
    let number = index.leaves.findIndex((first) => isBefore(beginning, first));
    number = Math.max(0, (number < 0 ? index.leaves.length : number) - 1);
    const wanted = [];
    for (; number < index.leaves.length; number += 1) {
      if (!isBefore(index.leaves[number], beginning) && !index.leaves[number].startsWith(beginning)) break;
      wanted.push(leaf(index, number));
    }
    return (await Promise.all(wanted)).flat().filter(({ word }) => word.startsWith(beginning));
  }

  // ---- Words and phrases.
  async function entriesOf(index, token, way) {
    if (way === "prefix") return range(index, token);
    if (way === "exact") return (await range(index, token)).filter(({ word }) => word === token);
    const stem = W.stem(token);
    const found = (await Promise.all(W.beginnings(stem).map((beginning) => range(index, beginning)))).flat();
    return [...new Set(found)].filter(({ word }) => !word.startsWith("_") && W.stem(word) === stem);
  }
  const slice = async ([file, begin, end]) => (await load(file)).slice(begin, end);
  const LIKELY = [1, 2, 3, 4, 6, 10, 16, 30];
  const postings = (index, entry) => once(`p ${entry.word}`, async () => {
    const reader = new Reader(await slice(entry.p)), slots = [], levels = [], parts = [];
    while (reader.isMore) {
      const first = reader.next() * PLACES;
      let place = -1;
      for (let n = reader.next(); n > 0; n -= 1) {
        const value = reader.next(), slot = first + (place += (value >> 3) + 1);
        slots.push(slot);
        levels.push(value & 7);
        parts.push(index.isLong[slot] ? reader.next() : 0);
      }
    }
    return { slots, levels, parts };
  });
  // Where a word stands, by document, in those that `wanted` marks.
  async function placesOf(index, entry, wanted) {
    const { slots, levels } = await postings(index, entry);
    const reader = new Reader(await slice(entry.q)), where = new Map();
    slots.forEach((slot, i) => {
      const own = [];
      let place = 0;
      for (let n = levels[i] > 3 ? reader.next() : levels[i] + 1; n > 0; n -= 1) own.push(place += reader.next());
      if (wanted[slot]) where.set(slot, own);
    });
    return where;
  }
  // One word, or all words of a stem or a prefix: in which documents, how often, in which part first.
  async function union(index, entries) {
    const made = { mask: new Uint8Array(index.slots), often: new Float32Array(index.slots), part: new Int16Array(index.slots).fill(-1) };
    for (const list of await Promise.all(entries.map((entry) => postings(index, entry)))) {
      list.slots.forEach((slot, i) => {
        made.mask[slot] = 1;
        made.often[slot] += LIKELY[list.levels[i]];
        if (made.part[slot] < 0 || list.parts[i] < made.part[slot]) made.part[slot] = list.parts[i];
      });
    }
    return made;
  }
  const sum = (entries, size) => entries.reduce((total, entry) => total + entry[size], 0);
  function spend(budget, term, entries) {
    budget.spent += sum(entries.filter((entry) => !memo.has(`p ${entry.word}`)), "postings");
    if (budget.spent <= budget.most) return;
    const kilobytes = Math.round(sum(entries, "postings") / 1000).toLocaleString("en");
    throw new Refusal(entries.length > 20
      ? `${term.text}${term.isPrefix ? "*" : ""} stands for ${entries.length.toLocaleString("en")} different words (${kilobytes} kB of the index): write more letters, or the whole word.`
      : `“${term.text}” is in so many documents that their list takes ${kilobytes} kB of the index: leave it out, or ask for fewer words at once.`, true);
  }

  async function termOf(index, node, budget) {
    const tokens = W.words(node.text.replace(/["\ue000]/g, " "));
    const way = (i) => node.isPrefix && i === tokens.length - 1 ? "prefix" : node.isExact || node.isPrefix ? "exact" : "stem";
    const entries = await Promise.all(tokens.map((token, i) => entriesOf(index, token, way(i))));
    node.tokens = tokens.map((token, i) => ({ way: way(i), word: way(i) === "stem" ? W.stem(token) : token }));
    if (!tokens.length || entries.some((own) => !own.length)) return { ...await union(index, []), isSure: true };
    spend(budget, node, entries.flat());
    const each = await Promise.all(entries.map((own) => union(index, own)));
    return each.length === 1 ? { ...each[0], isSure: true } : phrase(index, entries, each, budget);
  }
  // The documents that have two words (of these entries) side by side, and a few more; null where that is not known.
  const headOf = (word) => new TextEncoder().encode(word).slice(0, 4).reduce((head, byte, at) => head | (byte << (8 * at)), 0);
  function bucketOf(first, second) {
    let mixed = (Math.imul(headOf(first), 0x9e3779b1) + Math.imul(headOf(second), 0x85ebca77)) >>> 0;
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d) >>> 0;
    return mixed >>> 17;
  }
  async function beside(index, first, second) {
    if (!index.pairs || first.length * second.length > MOST_WAYS) return null;
    const mask = new Uint8Array(index.slots), buckets = new Set(first.flatMap((a) => second.map((b) => bucketOf(a.word, b.word))));
    if (buckets.size > MOST_BUCKETS) return null;
    await Promise.all([...buckets].map(async (bucket) => {
      const reader = new Reader((await load(`b/${Math.floor(bucket / index.pairs)}`))[bucket % index.pairs]);
      while (reader.isMore) {
        let slot = reader.next() * PLACES - 1;
        for (let n = reader.next(); n > 0; n -= 1) mask[slot += reader.next() + 1] = 1;
      }
    }));
    return mask;
  }
  async function phrase(index, entries, each, budget) {
    const mask = index.all.slice();
    for (const one of each) for (let i = 0; i < mask.length; i += 1) mask[i] &= one.mask[i];
    const loaded = new Map();
    const light = entries.map((own, at) => ({ own, at, cost: own.every((entry) => entry.places) ? sum(own, "places") : Infinity })).sort((a, b) => a.cost - b.cost);
    for (const { own, at, cost } of light) {
      if (cost === Infinity || budget.places + cost > budget.mostPlaces || !mask.includes(1)) continue;
      budget.places += cost;
      loaded.set(at, await Promise.all(own.map((entry) => placesOf(index, entry, mask))));
    }
    for (let at = 1; at < entries.length; at += 1) {
      if ((loaded.has(at - 1) && loaded.has(at)) || !mask.includes(1)) continue;
      const both = await beside(index, entries[at - 1], entries[at]);
      if (both) for (let i = 0; i < mask.length; i += 1) mask[i] &= both[i];
    }
    const often = new Float32Array(index.slots), first = new Map();
    const ways = [...loaded].sort(([a], [b]) => a - b);
    if (ways.length) {
      mask.forEach((is, slot) => {
        if (!is) return;
        const begins = ways.map(([at, maps]) => new Set(maps.flatMap((map) => map.get(slot) || []).map((place) => place - at)));
        const found = [...begins[0]].filter((begin) => begins.every((set) => set.has(begin))).sort((a, b) => a - b);
        if (!found.length) { mask[slot] = 0; return; }
        first.set(slot, found.find((begin) => begin > 0 && begin >= 64) ?? found[0]);
        often[slot] = found.reduce((total, begin) => total + (begin < 64 ? TITLE_WEIGHT : 1), 0);
      });
    } else {
      mask.forEach((is, slot) => { if (is) often[slot] = Math.min(...each.map((one) => one.often[slot])); });
    }
    return { mask, often, part: each[0].part, first, isSure: loaded.size === entries.length };
  }

  async function named(index, node, budget) {
    const wanted = W.foldName(node.value), longest = wanted.reduce((a, b) => b.length > a.length ? b : a);
    const found = (await range(index, `_${node.kind}_${longest}`)).filter(({ word }) => {
      const own = word.split("_").slice(2);
      return wanted.every((want) => own.some((name) => name.startsWith(want)));
    });
    if (node.kind === "person" && !found.length && !(await range(index, "_person_")).length) throw new Refusal(`${NO_PEOPLE[0]}; ${NO_PEOPLE[1]}.`);
    spend(budget, { text: `${node.kind}:${node.value}` }, found);
    return union(index, found);
  }
  async function years(index, node, budget) {
    const found = (await range(index, "_year_")).filter(({ word }) => {
      const [first, last] = word.split("_").slice(2).map(Number);
      return (node.first === null || last >= node.first) && (node.last === null || first <= node.last);
    });
    spend(budget, { text: "year:" }, found);
    return union(index, found);
  }

  // ---- The tree: each node gets its `mask`, and `isSure`: whether the mask holds only documents that match.
  async function evaluate(index, node, budget) {
    if (node.kind === "term") Object.assign(node, await termOf(index, node, budget));
    else if (["in", "by", "person"].includes(node.kind)) Object.assign(node, await named(index, node, budget), { isSure: true });
    else if (node.kind === "year") Object.assign(node, await years(index, node, budget), { isSure: true });
    else if (node.kind === "not") {
      await evaluate(index, node.child, budget);
      if (!node.child.isSure) throw new Refusal("A phrase of words as common as these can be looked for here, but not left out.");
      node.mask = node.child.mask.map((is, slot) => index.all[slot] & (1 - is));
      node.isSure = true;
    } else {
      for (const child of node.children) await evaluate(index, child, budget);
      node.mask = node.children[0].mask.slice();
      for (const { mask } of node.children.slice(1)) for (let i = 0; i < mask.length; i += 1) node.mask[i] = node.kind === "and" ? node.mask[i] & mask[i] : node.mask[i] | mask[i];
      node.isSure = node.children.every((child) => child.isSure);
    }
  }
  function scored(index, node) {
    const scores = new Float64Array(index.slots), average = index.words / Math.max(1, index.documents);
    const seen = new Set();
    for (const term of W.positive(node)) {
      const key = JSON.stringify(term.tokens);
      if (seen.has(key)) continue;
      seen.add(key);
      let count = 0;
      for (const is of term.mask) count += is;
      const idf = Math.max(1e-6, Math.log((index.documents - count + 0.5) / (count + 0.5)));
      term.mask.forEach((is, slot) => {
        if (!is) return;
        const often = term.often[slot], length = RATIO ** index.lengths[slot];
        scores[slot] += (idf * often * (K1 + 1)) / (often + K1 * (1 - B + (B * length) / average));
      });
    }
    return scores;
  }
  async function ordered(index, node, order) {
    const found = [];
    node.mask.forEach((is, slot) => { if (is) found.push(slot); });
    if (order === "date") {
      const dates = await load("dates");
      const date = (slot) => { const text = dates.slice(slot * 3, slot * 3 + 3); return text.trim() ? Array.from(text).reduce((n, c) => n * ALPHABET.length + VALUE[c.charCodeAt(0)], 0) : Infinity; };
      const keys = new Map(found.map((slot) => [slot, date(slot)]));
      return found.sort((a, b) => keys.get(a) - keys.get(b) || a - b);
    }
    const scores = scored(index, node);
    return found.sort((a, b) => scores[b] - scores[a] || a - b);
  }

  // ---- A document's texts, and the passage that shows it best.
  const nameOf = (slot) => `${Math.floor(slot / PLACES)}/${slot % PLACES}`;
  async function passages(body) {
    return (await inflated(body)).split("\x1e").map((row) => { const cut = row.indexOf("\x1f"); return { id: row.slice(0, cut), text: row.slice(cut + 1) }; });
  }
  function partsOf(index, node, slot, parts) {
    const votes = new Map();
    for (const term of W.positive(node)) {
      if (!term.mask?.[slot]) continue;
      const place = term.first?.get(slot);
      const part = place === undefined ? term.part[slot] : parts.filter(([, begin]) => begin <= place).at(-1)?.[0] ?? 0;
      if (parts.some(([number]) => number === part)) votes.set(part, (votes.get(part) || 0) + 1);
    }
    const best = [...votes].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([part]) => part);
    return [...new Set([...best, ...parts.map(([part]) => part)])];
  }
  const matches = (token, word) => token.way === "prefix" ? word.startsWith(token.word) : token.way === "exact" ? word === token.word : W.stem(word) === token.word;
  // Where the terms stand in a text: [begin, end] in UTF-16 units, in order, without overlaps.
  function marksIn(terms, text) {
    const found = W.found(text), spans = [];
    for (const { tokens } of terms) {
      for (let i = 0; i + tokens.length <= found.length; i += 1) {
        if (tokens.length && tokens.every((token, n) => matches(token, found[i + n].word))) spans.push([found[i].begin, found[i + tokens.length - 1].end]);
      }
    }
    spans.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    return spans.reduce((kept, span) => { if (kept.length && span[0] < kept.at(-1)[1]) kept.at(-1)[1] = Math.max(kept.at(-1)[1], span[1]); else kept.push(span); return kept; }, []);
  }
  function bestOf(terms, paragraphs) {
    let best = null;
    paragraphs.forEach((paragraph, at) => {
      const marks = marksIn(terms, paragraph.text);
      if (!marks.length) return;
      const different = new Set(marks.map(([b, e]) => paragraph.text.slice(b, e).toLowerCase())).size;
      const rank = [different, paragraph.id ? 1 : 0, marks.length, -at];
      const isBetter = !best || rank.some((value, i) => value > best.rank[i] && rank.slice(0, i).every((v, j) => v === best.rank[j]));
      if (isBetter) best = { rank, paragraph, marks };
    });
    return best;
  }
  const MOST_CHARS = 280, LEAD = 90;
  // The mark from which most different words are shown; the first of these.
  function fullest(text, marks) {
    let best = null, most = 0;
    for (const mark of marks) {
      const shown = marks.filter(([b, e]) => b >= mark[0] && e <= mark[0] - LEAD + MOST_CHARS);
      const different = new Set(shown.map(([b, e]) => text.slice(b, e).toLowerCase())).size;
      if (different > most) { best = mark; most = different; }
    }
    return best ?? marks[0];
  }
  function cut(text, marks) {
    let begin = 0, end = text.length;
    if (text.length > MOST_CHARS) {
      begin = Math.max(0, (fullest(text, marks)?.[0] ?? 0) - LEAD);
      const blank = begin ? text.slice(begin, begin + 60).search(/\s\S/) : -1;
      if (blank >= 0) begin += blank + 1;
      end = Math.min(text.length, begin + MOST_CHARS);
      const last = marks.filter(([b]) => b < end).at(-1)?.[1] ?? 0;
      const tail = end < text.length ? text.slice(begin, end).search(/\s\S*$/) : -1;
      end = last > end ? last : tail >= 0 && begin + tail >= last ? begin + tail : end;
    }
    const pieces = begin ? [["… ", false]] : [];
    let at = begin;
    for (const [b, e] of marks.filter(([from, to]) => to > begin && from < end)) {
      if (b > at) pieces.push([text.slice(at, b), false]);
      pieces.push([text.slice(Math.max(b, at), Math.min(e, end)), true]);
      at = Math.min(e, end);
    }
    if (at < end) pieces.push([text.slice(at, end), false]);
    if (end < text.length) pieces.push([" …", false]);
    return pieces;
  }
  // Whether a document truly matches, its texts read; for questions with a phrase that places could not settle.
  function holds(node, slot, texts) {
    if (node.kind === "not") return !holds(node.child, slot, texts);
    if (node.kind === "and") return node.children.every((child) => holds(child, slot, texts));
    if (node.kind === "or") return node.children.some((child) => holds(child, slot, texts));
    return Boolean(node.mask[slot]) && (node.isSure || texts.some((text) => marksIn([node], text).length > 0));
  }
  async function hitOf(index, node, slot, read) {
    const [href, title, by, where, date, kind, body] = await load(nameOf(slot));
    const parts = Array.isArray(body) ? partsOf(index, node, slot, body).map((part) => () => load(`${nameOf(slot)}-${part}`)) : [() => body];
    const terms = W.positive(node).filter((term) => term.tokens);
    const texts = [title];
    let best = null, opening = null, own = 0, isWhole = true;
    for (const part of parts) {
      const text = await part(), paragraphs = await passages(text);
      read.letters += text.length;
      opening = opening || paragraphs.find(({ id }) => id) || paragraphs[0];
      best = best || bestOf(terms, paragraphs);
      if (node.isSure) break;
      texts.push(...paragraphs.map(({ text }) => text));
      own += text.length;
      isWhole = part === parts.at(-1);
      if (holds(node, slot, texts) || own > read.mostOfOne) break;
    }
    const isFound = node.isSure || holds(node, slot, texts);
    if (!isFound && isWhole) return null;
    const shown = best || { paragraph: opening || { id: "", text: "" }, marks: [] };
    return { href, title, by, where, date, kind, isFound, paragraph: shown.paragraph.id, pieces: cut(shown.paragraph.text, shown.marks) };
  }

  // Answers a question: how many documents (`isSure` false: at most so many), in order, and `hits(from, count)`.
  async function search(query, { order = "relevance", isHeavy = false } = {}) {
    const node = W.parse(query), index = await opened();
    const most = isHeavy ? Infinity : 1;
    const budget = { spent: 0, places: 0, most: MOST_POSTINGS * most, mostPlaces: MOST_PLACES * most };
    await evaluate(index, node, budget);
    const slots = await ordered(index, node, order);
    let looked = 0;
    // The next hits; fewer than asked for where they end, or where too much text was looked into for them.
    async function next(count) {
      const hits = [], read = { letters: 0, mostOfOne: isHeavy ? Infinity : MOST_OF_ONE };
      while (hits.length < count && looked < slots.length && (node.isSure || read.letters < MOST_TEXTS)) {
        const taken = slots.slice(looked, looked + Math.min(count - hits.length, node.isSure ? count : AT_ONCE));
        looked += taken.length;
        hits.push(...(await Promise.all(taken.map((slot) => hitOf(index, node, slot, read)))).filter(Boolean));
      }
      return { hits, looked, isEnd: looked >= slots.length };
    }
    return { total: slots.length, documents: index.documents, isSure: node.isSure, next, slots };
  }

  return { search, load, bucketOf, Refusal };
})();
