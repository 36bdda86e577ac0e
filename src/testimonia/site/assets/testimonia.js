// Comforts only: every page is whole without this file.
"use strict";
(function () {
  const page = document.documentElement, { say } = self.testimoniaPhrases;
  const stored = { get() { try { return localStorage.getItem("theme"); } catch { return null; } },
                   set(v) { try { localStorage.setItem("theme", v); } catch { /* a private window */ } } };
  if (stored.get()) page.dataset.theme = stored.get();

  function themeButton() {
    const dark = () => (page.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
    const button = document.createElement("button");
    const name = () => { button.textContent = dark() ? say("Light") : say("Dark"); button.setAttribute("aria-label", dark() ? say("Light page") : say("Dark page")); };
    button.type = "button";
    button.className = "theme";
    button.addEventListener("click", () => { page.dataset.theme = dark() ? "light" : "dark"; stored.set(page.dataset.theme); name(); });
    name();
    document.querySelector("header.site").append(button);
  }

  // A link to words within a folded part unfolds it; "#p12.34-88" marks those characters of the paragraph.
  function follow() {
    const id = decodeURIComponent(location.hash.slice(1));
    const exact = /^(.+)\.(\d+)-(\d+)$/.exec(id);
    const target = document.getElementById(exact ? exact[1] : id);
    if (!target) return;
    const folded = target.closest("details");
    if (folded && !folded.open) { folded.open = true; target.scrollIntoView(); }
    if (exact) select(target, Number(exact[2]), Number(exact[3]));
  }

  function select(paragraph, begin, end) {
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    let at = 0, begun = false;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement.closest("a.n, .pb, .tools")) continue;
      const units = Array.from(node.data), after = at + units.length;
      const offset = (n) => units.slice(0, n - at).join("").length;
      if (!begun && begin < after) { range.setStart(node, offset(begin)); begun = true; }
      if (begun && end <= after) { range.setEnd(node, offset(end)); break; }
      at = after;
    }
    if (!begun) return;
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    paragraph.scrollIntoView({ block: "center" });
  }

  // Facets of the disagreements live in the fragment: "#severity=error".
  function facets() {
    const bar = document.getElementById("facets");
    if (!bar) return;
    const kinds = ["error", "warning", "note"].filter((s) => document.querySelector(`.findings li[data-severity="${s}"]`));
    if (kinds.length < 2) return;
    const chosen = () => new URLSearchParams(location.hash.slice(1)).get("severity");
    const names = { error: say("Errors"), warning: say("Warnings"), note: say("Notes") };
    const buttons = kinds.map((kind) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = names[kind];
      button.addEventListener("click", () => { location.hash = chosen() === kind ? "severity=" : "severity=" + kind; });
      bar.append(button);
      return [kind, button];
    });
    const show = () => {
      const only = chosen();
      for (const [kind, button] of buttons) button.setAttribute("aria-pressed", String(kind === only));
      for (const li of document.querySelectorAll(".findings li")) li.hidden = Boolean(only) && li.dataset.severity !== only;
      for (const part of document.querySelectorAll("main section[data-code]")) part.hidden = !part.querySelector(".findings li:not([hidden])");
    };
    bar.hidden = false;
    addEventListener("hashchange", show);
    show();
  }

  addEventListener("DOMContentLoaded", () => { themeButton(); facets(); follow(); });
  addEventListener("hashchange", follow);
  // Paper has no folds.
  addEventListener("beforeprint", () => { for (const part of document.querySelectorAll("details")) part.open = true; });
})();
