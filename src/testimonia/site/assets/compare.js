// Keys on a page of two texts: n (or j) to the next difference, p (or k) to the one before. The page is whole without it.
"use strict";
(function () {
  let at = -1;
  const differences = () => [...document.querySelectorAll(".witnesses .d[id]")];

  function step(by) {
    const all = differences();
    if (!all.length) return;
    at = Math.min(all.length - 1, Math.max(0, at + by));
    const here = all[at], fold = here.closest("details");
    if (fold) fold.open = true;
    document.querySelector(".d.here")?.classList.remove("here");
    here.classList.add("here");
    here.tabIndex = -1;
    here.focus({ preventScroll: true });
    here.scrollIntoView({ block: "center" });
  }

  addEventListener("DOMContentLoaded", () => {
    const hint = document.querySelector(".steps");
    if (hint) hint.hidden = false;
  });
  addEventListener("hashchange", () => {
    at = differences().findIndex((one) => "#" + one.id === location.hash);
  });
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
    if (event.key === "n" || event.key === "j") step(1);
    if (event.key === "p" || event.key === "k") step(-1);
  });
})();
