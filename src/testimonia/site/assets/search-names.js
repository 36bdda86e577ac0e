// Beside the search of the texts: the pages of people, places and works whose names hold the words that were typed.
// Names lie in small files by the first two letters of each of their words, loaded by script tags, as from a disk.
"use strict";
(function () {
  const PAUSE_MS = 250, SHOWN = 6, LETTERS = 2;
  const { count } = self.testimoniaPhrases;
  const box = document.getElementById("q"), place = document.getElementById("named"), list = place.querySelector("ul");
  const there = new Set(self.testimoniaShards), waiting = new Map(), shards = new Map();
  let wait = 0, turn = 0;

  const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/[^\p{L}\p{N}\s-]/gu, "");
  const wordsOf = (text) => fold(text).split(/\s+/).filter((word) => word.length >= LETTERS);
  const fileOf = (key) => [...key].map((c) => (/[a-z0-9]/.test(c) ? c : `u${c.codePointAt(0).toString(16).padStart(4, "0")}`)).join("");

  self.testimoniaNames = (key, rows) => { const done = waiting.get(key); if (done) done(rows); };
  function shard(key) {
    if (!there.has(key)) return [];
    if (!shards.has(key)) {
      shards.set(key, new Promise((done) => {
        waiting.set(key, done);
        const script = document.createElement("script");
        script.src = `names/search/${fileOf(key)}.js`;
        script.onerror = () => done([]);
        document.head.append(script);
      }));
    }
    return shards.get(key);
  }
  function line([label, path, documents]) {
    const item = document.createElement("li"), link = document.createElement("a"), words = document.createElement("bdi");
    const facts = document.createElement("span");
    words.textContent = label;
    link.href = path;
    link.append(words);
    facts.className = "facts";
    facts.textContent = count("{n} document", "{n} documents", documents);
    item.append(link, " ", facts);
    return item;
  }
  async function show() {
    const own = ++turn;
    // What asks for something else than words names nobody.
    const asked = /[:()"*=]|\b(AND|OR|NOT)\b/.test(box.value) ? [] : wordsOf(box.value);
    const rows = asked.length ? await shard([...asked[asked.length - 1]].slice(0, LETTERS).join("")) : [];
    if (own !== turn) return;
    const found = rows.filter(([label]) => { const names = wordsOf(label); return asked.every((word) => names.some((name) => name.startsWith(word))); });
    list.replaceChildren(...found.slice(0, SHOWN).map(line));
    place.hidden = !found.length;
  }
  box.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(show, PAUSE_MS); });
  addEventListener("hashchange", show);
  show();
})();
