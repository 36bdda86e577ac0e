// The search page. The question stands in the fragment, so that a list of results can be linked and comes back with
// the browser's Back; "?q=", which the box on every other page asks with, is read too.
"use strict";
(function () {
  const PAGE = 10, PAUSE_MS = 250;
  const { say, count, number } = self.testimoniaPhrases;
  const { search, Refusal } = self.testimoniaIndex, { QueryError } = self.testimoniaWords;
  const at = (id) => document.getElementById(id);
  const box = at("q"), order = at("order"), list = at("results"), said = at("found"), more = at("more"), heavy = at("heavy");
  const title = document.title;
  let turn = 0, wait = 0, isTyped = false, show = null;

  function part(name, text, kind) {
    const element = document.createElement(name);
    const words = document.createElement("bdi");
    words.textContent = text;
    element.append(words);
    if (kind) element.className = kind;
    return element;
  }
  function snippet(pieces) {
    const line = document.createElement("p"), words = document.createElement("bdi");
    line.className = "snippet";
    for (const [text, isMarked] of pieces) {
      if (!isMarked) { words.append(text); continue; }
      const mark = document.createElement("mark");
      mark.textContent = text;
      words.append(mark);
    }
    line.append(words);
    return line;
  }
  function line({ href, title, by, where, date, paragraph, pieces, isFound }) {
    const item = document.createElement("li"), link = part("a", title);
    link.href = href + (paragraph ? `#${paragraph}` : "");
    item.append(link);
    if (by) item.append(" ", part("span", by, "by"));
    const facts = document.createElement("span");
    facts.className = "facts";
    if (where) facts.append(part("cite", where));
    if (where && date) facts.append(", ");
    facts.append(date);
    if (!isFound) facts.append(` – ${say("a long text, not looked through to its end: the phrase may stand further on")}`);
    item.append(" ", facts, snippet(pieces));
    return item;
  }

  const asked = () => {
    const own = new URLSearchParams(location.hash.slice(1)), first = new URLSearchParams(location.search);
    const from = own.has("q") ? own : first;
    return { q: from.get("q") || "", order: from.get("order") === "date" ? "date" : "relevance", show: Math.min(500, Number(from.get("show")) || PAGE) };
  };
  function address(values) {
    const written = new URLSearchParams({ q: values.q });
    if (values.order !== "relevance") written.set("order", values.order);
    if (values.show > PAGE) written.set("show", String(values.show));
    return `#${written}`;
  }

  function tell(found, shown) {
    const { total, isSure, documents } = found;
    const nothing = say("Nothing found. Fewer words, a prefix (strik*) or OR find more.");
    if (!total) return nothing;
    const all = total === documents && total > 1 ? ` (${say("all of them")})` : "";
    if (isSure) return `${count("{n} document", "{n} documents", total)}${all}${total > shown ? `; ${say("the first {shown} shown", { shown: number(shown) })}` : ""}.`;
    if (found.isEnd) return shown ? `${count("{n} document", "{n} documents", shown)}.` : nothing;
    const why = say("the words of the phrase are too common to be counted everywhere.");
    if (shown) return `${say("The first {shown} of at most {total} documents", { shown: number(shown), total: number(total) })}: ${why}`;
    return `${say("Nothing yet in the {looked} likeliest of at most {total} documents", { looked: number(found.looked), total: number(total) })}: ${why}`;
  }

  // Shows hits until there are so many; resolves to nothing where a newer question came in between.
  async function fill(found, wanted, own) {
    const part = await found.next(wanted - list.children.length);
    if (own !== turn) return;
    Object.assign(found, { isEnd: part.isEnd, looked: part.looked });
    list.append(...part.hits.map(line));
    said.textContent = tell(found, list.children.length);
    more.hidden = part.isEnd;
    more.firstElementChild.textContent = found.isSure || part.hits.length ? say("More") : say("Look further");
  }
  async function answer(isHeavy) {
    const own = turn += 1, { q, order: by, show: wanted } = asked();
    if (!isTyped) box.value = q;
    isTyped = false;
    order.value = by;
    document.title = q ? `${q} – ${title}` : title;
    heavy.hidden = more.hidden = true;
    box.removeAttribute("aria-invalid");
    if (!q.trim()) { list.replaceChildren(); said.textContent = ""; at("asking").open = true; return; }
    list.setAttribute("aria-busy", "true");
    try {
      const found = await search(q, { order: by, isHeavy });
      if (own !== turn) return;
      list.replaceChildren();
      at("asking").open = false;
      show = () => fill(found, list.children.length + PAGE, own);
      await fill(found, wanted, own);
    } catch (problem) {
      if (own !== turn) return;
      if (!(problem instanceof QueryError || problem instanceof Refusal)) throw problem;
      list.replaceChildren();
      said.textContent = problem.message;
      if (problem instanceof QueryError) box.setAttribute("aria-invalid", "true");
      heavy.hidden = !problem.isHeavy;
    } finally {
      if (own === turn) { list.removeAttribute("aria-busy"); list.dataset.answered = q; }
    }
  }

  // A question asked in full is a step that Back undoes; one being typed is not.
  function ask(isStep) {
    clearTimeout(wait);
    const target = address({ q: box.value.trim(), order: order.value, show: PAGE });
    if (target === location.hash) { if (isStep) answer(false); return; }
    isTyped = !isStep;
    if (isStep) location.hash = target; else location.replace(target);
  }

  box.form.addEventListener("submit", (event) => { event.preventDefault(); ask(true); });
  box.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(() => ask(false), PAUSE_MS); });
  order.addEventListener("change", () => ask(true));
  heavy.firstElementChild.addEventListener("click", () => answer(true));
  more.firstElementChild.addEventListener("click", async () => {
    const first = list.children.length;
    await show();
    history.replaceState(null, "", address({ ...asked(), show: list.children.length }));
    list.children[first]?.querySelector("a").focus();
  });
  addEventListener("hashchange", () => answer(false));
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const links = Array.from(list.querySelectorAll("li > a")), here = links.indexOf(document.activeElement);
    const isTyping = document.activeElement === box || document.activeElement === order;
    if (event.key === "/" && !isTyping) box.focus();
    else if (event.key === "Escape" && here >= 0) box.focus();
    else if (event.key === "ArrowDown" && (here >= 0 || document.activeElement === box)) links[here + 1]?.focus();
    else if (event.key === "ArrowUp" && here >= 0) (links[here - 1] || box).focus();
    else return;
    event.preventDefault();
  });
  at("without").remove();
  box.focus();
  answer(false);
})();
