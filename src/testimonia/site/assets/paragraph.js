// Under the paragraph that the address names: its citation, its link, and a report of a slip with its words in it.
"use strict";
(function () {
  const { say } = self.testimoniaPhrases;
  const citation = document.getElementById("s-citation"), slip = document.getElementById("s-slip");
  const tools = document.createElement("div"), told = document.createElement("span");
  let paragraph = null;

  function words() {
    const chosen = String(getSelection()).trim();
    const copy = paragraph.cloneNode(true);
    for (const number of copy.querySelectorAll("a.n, .pb")) number.remove();
    return (chosen || copy.textContent.trim()).replace(/\s+/g, " ").slice(0, 300);
  }
  async function copied(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      tools.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    told.textContent = say("Copied.");
  }
  function button(name, text) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = name;
    made.addEventListener("click", () => copied(text()));
    return made;
  }
  const fill = (template) => template.replaceAll("{paragraph}", paragraph.id.replace(/^p/, "")).replaceAll("{anchor}", paragraph.id);
  const link = () => citation.dataset.address ? fill(citation.dataset.address) : location.href.replace(/#.*/, "") + `#${paragraph.id}`;

  function show() {
    const id = decodeURIComponent(location.hash.slice(1)).replace(/\.\d+-\d+$/, "");
    const target = id && document.getElementById(id);
    paragraph = target && target.querySelector(":scope > a.n") ? target : null;
    tools.hidden = !paragraph;
    if (!paragraph) return;
    told.textContent = "";
    tools.setAttribute("aria-label", paragraph.querySelector("a.n").getAttribute("aria-label"));
    paragraph.after(tools);
  }

  tools.className = "tools";
  tools.setAttribute("role", "group");
  told.setAttribute("role", "status");
  tools.append(
    button(say("Copy the citation"), () => fill(citation.dataset.paragraph)),
    button(say("Copy the link"), link),
  );
  if (slip) {
    const report = document.createElement("a");
    report.textContent = say("Report a slip");
    report.href = slip.href;
    const prepare = () => {
      report.href = slip.dataset.slip.replaceAll("%7Bparagraph%7D", encodeURIComponent(`#${paragraph.id}`)).replaceAll("%7Bwords%7D", encodeURIComponent(words()));
    };
    for (const kind of ["pointerdown", "focus"]) report.addEventListener(kind, prepare);
    tools.append(report);
  }
  tools.append(told);
  addEventListener("hashchange", show);
  show();
})();
