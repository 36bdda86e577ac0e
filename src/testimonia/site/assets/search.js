// The search of the static site: every word of the question must begin a word of a row.
"use strict";
(function () {
  const LIMIT = 200;
  const fold = (s) => s.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const rows = (self.testimoniaRows || []).flat().map((row) => ({ row, text: " " + fold(row.slice(1).join(" ")).replace(/[^\p{L}\p{N}]+/gu, " "), title: " " + fold(row[1]).replace(/[^\p{L}\p{N}]+/gu, " ") }));
  const box = document.getElementById("q");
  const list = document.getElementById("results");
  const count = document.getElementById("found");

  function part(name, text) {
    const element = document.createElement(name);
    const words = document.createElement("bdi");
    words.textContent = text;
    element.append(words);
    return element;
  }

  function line([path, title, by, date, where]) {
    const item = document.createElement("li");
    const link = part("a", title);
    link.href = path;
    item.append(link);
    if (by) { const name = part("span", by); name.className = "by"; item.append(" ", name); }
    const facts = part("span", [where, date].filter(Boolean).join(", "));
    facts.className = "facts";
    item.append(facts);
    return item;
  }

  function search() {
    const words = fold(box.value).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    list.replaceChildren();
    if (!words.length) { count.textContent = ""; return; }
    const found = rows.filter(({ text }) => words.every((word) => text.includes(" " + word)));
    const phrase = " " + words.join(" ");
    const weight = ({ title }) =>
      (title.trim() === phrase.trim() ? -200 : title.includes(phrase) ? -100 : 0) -
      words.filter((word) => title.includes(" " + word)).length;
    found.sort((a, b) => weight(a) - weight(b));
    list.append(...found.slice(0, LIMIT).map(({ row }) => line(row)));
    count.textContent = found.length === 0 ? "Nothing found." :
      found.length === 1 ? "One document." :
      found.length > LIMIT ? `${found.length} documents; the first ${LIMIT}:` : `${found.length} documents.`;
  }

  document.getElementById("without").remove();
  box.value = new URLSearchParams(location.search).get("q") || "";
  box.form.addEventListener("submit", (event) => {
    event.preventDefault();
    try { history.replaceState(null, "", "?" + new URLSearchParams({ q: box.value })); } catch { /* file:// in some browsers */ }
    search();
  });
  box.addEventListener("input", search);
  search();
  box.focus();
})();
