// Words, stems and the query language, as SQLite's tokenizers and testimonia/text/query.py have them. A table of
// queries and a list of words hold both sides to each other (tests/browser/test_static_search.py).
"use strict";
self.testimoniaWords = (function () {
  const LETTERS = self.testimoniaLetters;
  const classOf = (row) => row.replace(/[0-9a-f]+/g, (code) => `\\u{${code}}`).replaceAll(" ", "");
  const WORDS = "0-9A-Za-z" + classOf(LETTERS.words);
  const WORD = new RegExp(`[${WORDS}][${WORDS}${classOf(LETTERS.dropped)}]*`, "gu");
  const DROPPED = new RegExp(`[${classOf(LETTERS.dropped)}]`, "gu");
  const FOLDED = new Map();
  for (const [, first, count, step, add] of LETTERS.folded.matchAll(/([0-9a-f]+)(?::([0-9a-f]+)(\/2)?)?([+-][0-9a-f]+)/g)) {
    for (let n = 0; n < (count ? parseInt(count, 16) : 1); n += 1) {
      const code = parseInt(first, 16) + n * (step ? 2 : 1);
      FOLDED.set(String.fromCodePoint(code), String.fromCodePoint(code + parseInt(add, 16)));
    }
  }

  const isAscii = (word) => /^[\x00-\x7f]*$/.test(word);
  const fold = (word) => isAscii(word) ? word.toLowerCase() :
    Array.from(word.replace(DROPPED, ""), (c) => FOLDED.get(c) || (c < "\x80" ? c.toLowerCase() : c)).join("");
  // Each word with where it begins and ends, in UTF-16 units.
  const found = (text) => Array.from(text.matchAll(WORD), (m) => ({ word: fold(m[0]), begin: m.index, end: m.index + m[0].length }));
  const words = (text) => Array.from(text.matchAll(WORD), (m) => fold(m[0]));

  // Names are compared as archive/search.py compares them.
  const foldName = (name) => name.toLowerCase().toUpperCase().toLowerCase().replaceAll("ς", "σ").normalize("NFKD")
    .replace(/\p{M}/gu, "").replace(/[^\p{L}\p{N}]/gu, " ").split(" ").filter(Boolean);

  // ---- Porter's stemmer, with the departures that SQLite's has.
  const isVowel = (c, yToo) => "aeiou".includes(c) || (yToo && c === "y");
  function gobble(stem, from, consonant) {
    let i = from, isConsonant = consonant;
    for (; i < stem.length; i += 1) { isConsonant = !isVowel(stem[i], isConsonant); if (!isConsonant) break; }
    for (i += 1; i < stem.length; i += 1) { isConsonant = !isVowel(stem[i], isConsonant); if (isConsonant) return i + 1; }
    return 0;
  }
  const measure = (stem) => { const first = gobble(stem, 0, false); return first ? (gobble(stem, first, true) ? 2 : 1) : 0; };
  const hasVowel = (stem) => Array.from(stem).some((c, i) => isVowel(c, i > 0));
  function endsShort(stem) {
    if ("wxy".includes(stem.at(-1))) return false;
    let mask = 0, isConsonant = false;
    for (const c of stem) { isConsonant = !isVowel(c, isConsonant); mask = (mask << 1) + (isConsonant ? 1 : 0); }
    return (mask & 7) === 5;
  }
  const rules = (text) => text.split(" ").map((rule) => rule.split(">"));
  const SECOND = rules("ational>ate tional>tion enci>ence anci>ance izer>ize logi>log bli>ble alli>al entli>ent eli>e ousli>ous " +
    "ization>ize ation>ate ator>ate alism>al iveness>ive fulness>ful ousness>ous aliti>al iviti>ive biliti>ble");
  const THIRD = rules("ical>ic ness> icate>ic iciti>ic ful> ative> alize>al");
  const FOURTH = rules("al> ance> ence> er> ic> able> ible> ant> ement> ment> ent> ion> ou> ism> ate> iti> ous> ive> ize>");
  function replaced(word, table, least) {
    for (const [ending, put] of table) {
      if (word.length > ending.length && word.endsWith(ending)) {
        const stem = word.slice(0, -ending.length);
        const isFit = measure(stem) >= least && (ending !== "ion" || "st".includes(stem.at(-1)));
        return isFit ? stem + put : word;
      }
    }
    return word;
  }
  function withoutS(word) {
    if (!word.endsWith("s")) return word;
    if (word.endsWith("es")) {
      const isTwo = (word.length > 4 && word.endsWith("sses")) || (word.length > 3 && word.endsWith("ies"));
      return word.slice(0, isTwo ? -2 : -1);
    }
    return word.endsWith("ss") ? word : word.slice(0, -1);
  }
  function withoutEd(word) {
    let stem = "";
    if (word.length > 3 && word.endsWith("eed")) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
    if (word.length > 2 && word.endsWith("ed")) stem = word.slice(0, -2);
    else if (word.length > 3 && word.endsWith("ing")) stem = word.slice(0, -3);
    if (!stem || !hasVowel(stem)) return word;
    if (stem.length > 2 && /(at|bl|iz)$/.test(stem)) return stem + "e";
    const last = stem.at(-1);
    if (!isVowel(last, false) && !"lsz".includes(last) && last === stem.at(-2)) return stem.slice(0, -1);
    return measure(stem) === 1 && endsShort(stem) ? stem + "e" : stem;
  }
  const bytesOf = (word) => isAscii(word) ? word.length : new TextEncoder().encode(word).length;
  function stem(word) {
    const bytes = bytesOf(word);
    if (bytes > 64 || bytes < 3) return word;
    let made = withoutEd(withoutS(word));
    if (made.endsWith("y") && hasVowel(made.slice(0, -1))) made = made.slice(0, -1) + "i";
    made = replaced(replaced(replaced(made, SECOND, 1), THIRD, 1), FOURTH, 2);
    if (made.endsWith("e")) {
      const rest = made.slice(0, -1), m = measure(rest);
      if (m > 1 || (m === 1 && !endsShort(rest))) made = rest;
    }
    return made.length > 1 && made.endsWith("ll") && measure(made.slice(0, -1)) > 1 ? made.slice(0, -1) : made;
  }
  // Every word with this stem begins with one of these.
  function beginnings(ofStem) {
    const ways = [ofStem], short = ofStem.slice(0, -1);
    if (ofStem.endsWith("i")) ways.push(short + "y");
    if (ofStem.endsWith("e")) ways.push(ofStem.endsWith("ble") ? ofStem.slice(0, -2) : short);
    if (ofStem.endsWith("bl")) ways.push(short + "ilit");
    return ofStem.endsWith("e") ? ways.slice(1) : ways;
  }

  // ---- The query language.
  const LONGEST = 1000, MOST_TERMS = 48, DEEPEST = 24;
  const FILTERS = ["in", "by", "person", "year"];
  const SWITCH = { yes: "yes", on: "yes", "": "yes", no: "no", off: "no" };
  const EXAMPLE = { in: "in:tribune", by: 'by:"Jane Smith"', person: "person:smith", year: "year:1930..1935" };
  const TOKEN = /\s+|(?<paren>[()])|(?<minus>-)(?=[^\s)-])|(?<name>[A-Za-z]+):(?<value>"[^"]*"|[^\s()"]*)|(?<exact>=)?"(?<phrase>[^"]*)"(?<star>\*)?|(?<open>=?")|(?<word>[^\s()"]+)/gu;
  const hasWord = (text) => /[\p{L}\p{N}]/u.test(text);

  class QueryError extends Error {
    constructor(message, position, hint) {
      super(`${message} (at character ${position + 1}); ${hint}`);
      this.position = position;
    }
  }

  // How alike two names are, as Python's difflib has it.
  function alike(a, b) {
    const common = (alo, ahi, blo, bhi) => {
      let best = 0, i = 0, j = 0;
      for (let x = alo; x < ahi; x += 1) for (let y = blo; y < bhi; y += 1) {
        let n = 0;
        while (x + n < ahi && y + n < bhi && a[x + n] === b[y + n]) n += 1;
        if (n > best) { best = n; i = x; j = y; }
      }
      return best ? best + common(alo, i, blo, j) + common(i + best, ahi, j + best, bhi) : 0;
    };
    return (2 * common(0, a.length, 0, b.length)) / (a.length + b.length);
  }

  function namedToken(match, begin) {
    const name = match.groups.name.toLowerCase(), value = match.groups.value.replace(/^"+|"+$/g, "").trim();
    if (name === "exact") {
      const way = SWITCH[value.toLowerCase()];
      if (!way) throw new QueryError(`exact:${value} is neither yes nor no`, begin, `write exact:yes, or =${value} for one word`);
      return { kind: "exact", text: way, begin };
    }
    if (!FILTERS.includes(name)) {
      const near = FILTERS.map((f) => [alike(f, name), f]).filter(([r]) => r >= 0.6).sort().at(-1);
      const meant = near ? `did you mean ${near[1]}:? ` : "";
      throw new QueryError(`there is no filter ${name}:`, begin, `${meant}filters are in: by: person: year: exact:; else quote it: "${match[0]}"`);
    }
    if (!hasWord(value)) throw new QueryError(`${name}: stands without a value`, begin, `write the value right after it, as in ${EXAMPLE[name]}`);
    return { kind: "filter", text: value, begin, name };
  }
  function termToken(kind, text, begin, isExact, isPrefix) {
    return hasWord(text) ? { kind, text: text.trim(), begin, isExact, isPrefix } : null;
  }
  function tokenOf(match, begin) {
    const g = match.groups;
    if (g.paren) return { kind: g.paren, text: g.paren, begin };
    if (g.minus) return { kind: "NOT", text: "-", begin };
    if (g.open) throw new QueryError("a quotation mark is opened and never closed", begin, 'add " at the end of the phrase');
    if (g.name) return namedToken(match, begin);
    if (g.phrase !== undefined) return termToken("phrase", g.phrase, begin, Boolean(g.exact), Boolean(g.star));
    if (g.word === undefined) return null;
    if (["AND", "OR", "NOT"].includes(g.word)) return { kind: g.word, text: g.word, begin };
    return termToken("word", g.word.replace(/^=+/, "").replace(/\*+$/, ""), begin, g.word.startsWith("="), g.word.endsWith("*"));
  }
  function tokensOf(query) {
    const plain = query.replace(/[\p{C}\p{Z}]/gu, " ").replace(/[“”„‟«»]/gu, '"');
    return Array.from(plain.matchAll(TOKEN), (m) => tokenOf(m, Array.from(plain.slice(0, m.index)).length)).filter(Boolean);
  }

  function filterNode(token) {
    if (token.name !== "year") return { kind: token.name, value: token.text };
    const match = /^(\d{4})?(?:(\.\.|-|–)(\d{4})?)?$/.exec(token.text);
    if (!match || !(match[1] || match[3])) throw new QueryError(`year:${token.text} is no year`, token.begin, "write year:1938 or year:1930..1935");
    const first = match[1] ? Number(match[1]) : null;
    const last = match[3] ? Number(match[3]) : (match[2] ? null : first);
    if (first !== null && last !== null && first > last) throw new QueryError(`year:${token.text} ends before it begins`, token.begin, `write year:${last}..${first}`);
    return { kind: "year", first, last };
  }
  function missing(token) {
    if (token.kind === "end") return new QueryError("the query ends where a word should stand", token.begin, "add a word, or remove AND, OR, NOT");
    if (token.kind === ")") return new QueryError("nothing stands before this parenthesis", token.begin, "add a word, or remove it");
    return new QueryError(`${token.kind} needs a word before and after it`, token.begin, `write "${token.text}" in quotes if you mean the word`);
  }

  class Parser {
    constructor(tokens, end) { this.tokens = tokens; this.end = end; this.at = 0; this.isExact = false; }
    get here() { return this.tokens[this.at] || { kind: "end", text: "", begin: this.end }; }
    either(depth) {
      const children = [this.both(depth)];
      while (this.here.kind === "OR") { this.at += 1; children.push(this.both(depth)); }
      return children.length === 1 ? children[0] : { kind: "or", children };
    }
    both(depth) {
      const children = [];
      for (;;) {
        if (children.length && this.here.kind === "AND") { this.at += 1; children.push(this.one(depth)); }
        else if (children.length && ["OR", ")", "end"].includes(this.here.kind)) return children.length === 1 ? children[0] : { kind: "and", children };
        else if (!this.toggles()) children.push(this.one(depth));
      }
    }
    toggles() {
      if (this.here.kind !== "exact") return false;
      this.isExact = this.here.text === "yes";
      this.at += 1;
      return true;
    }
    one(depth) {
      while (this.toggles());
      const token = this.here;
      if (depth > DEEPEST) throw new QueryError("the parentheses are nested too deep", token.begin, "ask for less at once");
      if (token.kind === "word" || token.kind === "phrase") {
        this.at += 1;
        return { kind: "term", text: token.text, isExact: this.isExact || token.isExact, isPrefix: token.isPrefix };
      }
      if (token.kind === "filter") { this.at += 1; return filterNode(token); }
      if (token.kind === "NOT") { this.at += 1; return { kind: "not", child: this.one(depth + 1) }; }
      if (token.kind === "(") return this.group(token, depth);
      throw missing(token);
    }
    group(opening, depth) {
      this.at += 1;
      const node = this.either(depth + 1);
      if (this.here.kind !== ")") throw new QueryError("a parenthesis is opened and never closed", opening.begin, "add ) at its end");
      this.at += 1;
      return node;
    }
  }
  function parse(query) {
    const length = Array.from(query).length;
    if (length > LONGEST) throw new QueryError(`the query is longer than ${LONGEST} characters`, LONGEST, "ask for less at once");
    const tokens = tokensOf(query);
    const count = tokens.filter((t) => ["word", "phrase", "filter"].includes(t.kind)).length;
    if (!count) throw new QueryError("there is nothing to look for", 0, 'write a word, or a "phrase"');
    if (count > MOST_TERMS) throw new QueryError(`the query has more than ${MOST_TERMS} words`, 0, "ask for less at once");
    const parser = new Parser(tokens, length);
    const node = parser.either(0);
    if (parser.here.kind === ")") throw new QueryError("a parenthesis closes that was never opened", parser.here.begin, "remove it, or add ( before");
    return node;
  }
  // The terms that a hit may show: all but those under a NOT.
  const positive = (node) => node.kind === "term" ? [node] : ["and", "or"].includes(node.kind) ? node.children.flatMap(positive) : [];

  return { words, found, fold, foldName, stem, beginnings, parse, positive, QueryError };
})();
