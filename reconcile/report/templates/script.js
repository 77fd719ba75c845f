// The page reads without this: it adds the filters, the theme button, and opens what a link or a printer needs.
(() => {
  "use strict";
  const root = document.documentElement;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);

  // Theme: automatic, then the two by hand. Storage is denied to some pages opened from a disk; then it is forgotten.
  const themes = ["auto", "light", "dark"];
  const button = byId("theme");
  const stored = () => {
    try {
      return localStorage.getItem("reconcile-theme");
    } catch {
      return null;
    }
  };
  const setTheme = (name, keep) => {
    if (name === "auto") delete root.dataset.theme;
    else root.dataset.theme = name;
    button.textContent = "Theme: " + name;
    if (!keep) return;
    try {
      localStorage.setItem("reconcile-theme", name);
    } catch {
      // not kept, then
    }
  };
  setTheme(themes.includes(stored()) ? stored() : "auto", false);
  button.hidden = false;
  button.addEventListener("click", () => {
    setTheme(themes[(themes.indexOf(root.dataset.theme ?? "auto") + 1) % themes.length], true);
  });

  // Filters. A row is what shows or hides; a row of several findings hides those that do not match.
  const panel = byId("filters");
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const words = (element, selector) => all(selector, element).map((part) => part.textContent).join(" ");
  const topicTitle = (element) => element.closest(".topic")?.querySelector(":is(h3, h4, h5, summary)")?.textContent ?? "";
  const rows = all(".row").map((element) => {
    const findings = element.matches(".finding") ? [element] : all(".finding", element);
    let text;
    return {
      element,
      findings: findings.map((finding) => ({
        element: finding,
        kind: finding.dataset.kind,
        severity: finding.dataset.severity,
        articles: new Set(finding.dataset.articles.split(" ")),
      })),
      // Gathered at the first search: reading thousands of rows would delay the page.
      text: () => (text ??= plain(topicTitle(element) + " " + words(element, ".who, .words, .speaker, .verdict, .explanation"))),
    };
  });
  const total = rows.reduce((sum, row) => sum + row.findings.length, 0);
  const holders = all(".fold, .topic, .part").reverse(); // inner before outer
  const holderRows = new Map(holders.map((holder) => [holder, all(".row", holder)]));
  const folds = all(".fold");
  const counts = new Map(folds.map((fold) => [fold, fold.querySelector("summary .n")]));
  let before = null; // which folds were open before the filters opened them

  const chosen = () => {
    const picked = (name) => new Set(all(`input[name="${name}"]:checked`, panel).map((input) => input.value));
    return {
      kinds: picked("kind"),
      severities: picked("severity"),
      articles: [...picked("article")],
      terms: plain(byId("search").value).split(/\s+/).filter(Boolean),
    };
  };
  const matches = (finding, wanted) =>
    (!wanted.kinds.size || wanted.kinds.has(finding.kind)) &&
    (!wanted.severities.size || wanted.severities.has(finding.severity)) &&
    wanted.articles.every((number) => finding.articles.has(number));

  const apply = () => {
    const wanted = chosen();
    const active = wanted.kinds.size + wanted.severities.size + wanted.articles.length + wanted.terms.length > 0;
    let shown = 0;
    for (const row of rows) {
      const found = wanted.terms.every((term) => row.text().includes(term));
      let visible = 0;
      for (const finding of row.findings) {
        const keep = found && matches(finding, wanted);
        finding.element.hidden = !keep;
        visible += keep ? 1 : 0;
      }
      row.element.hidden = visible === 0;
      shown += visible;
    }
    if (active && !before) before = new Set(folds.filter((fold) => fold.open));
    for (const holder of holders) {
      const inside = holderRows.get(holder);
      const left = inside.filter((row) => !row.hidden).length;
      holder.hidden = left === 0;
      if (!counts.has(holder)) continue;
      counts.get(holder).textContent = left === inside.length ? `${left}` : `${left} of ${inside.length}`;
      if (active) holder.open = left > 0;
      else if (before) holder.open = before.has(holder);
    }
    if (!active) before = null;
    byId("shown").textContent = active ? `${shown} of ${total}` : `${total}`;
    byId("nothing").hidden = shown > 0;
  };
  const clear = () => {
    byId("filter").reset();
    apply();
  };
  if (panel) {
    const wide = matchMedia("(min-width: 62rem)");
    const fit = () => {
      panel.open = wide.matches;
      document.querySelector(".contents").open = wide.matches;
    };
    let timer;
    panel.hidden = false;
    fit();
    wide.addEventListener("change", fit);
    byId("filter").addEventListener("submit", (event) => event.preventDefault());
    byId("filter").addEventListener("change", apply);
    byId("search").addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(apply, 120);
    });
    all(".clear").forEach((element) => element.addEventListener("click", clear));
    apply();
  }

  // Links: what they lead to may be filtered out or folded away.
  const reveal = () => {
    let target = null;
    try {
      target = byId(decodeURIComponent(location.hash.slice(1)));
    } catch {
      return; // not a well-formed address
    }
    if (!target) return;
    if (panel && target.closest("[hidden]")) clear();
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    const whole = target.closest(".finding") ?? target;
    whole.scrollIntoView();
    whole.focus({ preventScroll: true });
  };
  addEventListener("hashchange", reveal);
  if (location.hash) {
    reveal();
    addEventListener("load", reveal); // the browser's own jump at the end of loading takes the focus away again
  }

  // On paper nothing can be unfolded.
  let unfolded = [];
  addEventListener("beforeprint", () => {
    unfolded = folds.filter((fold) => !fold.open && !fold.hidden);
    unfolded.forEach((fold) => (fold.open = true));
  });
  addEventListener("afterprint", () => unfolded.forEach((fold) => (fold.open = false)));
})();
