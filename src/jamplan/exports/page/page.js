// The filter, the copy buttons, and addresses of what is hidden. Without this script all is shown.
(() => {
  "use strict";
  const form = document.getElementById("s_filter");
  const words = document.getElementById("s_words");
  const shown = form.querySelector("[role=status]");
  const copied = document.getElementById("s_copied");
  const entries = [...document.querySelectorAll("article")];
  const groups = [...document.querySelectorAll(".group")];
  const rows = [...document.querySelectorAll("tr[data-entry]")];
  const heads = [...document.querySelectorAll("thead th")];

  const folded = (text) =>
    text
      .toLowerCase()
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .replace(/œ/g, "oe")
      .replace(/[’ʼ]/g, "'")
      .replace(/\s+/g, " ");
  const texts = new Map(
    [...entries, ...document.querySelectorAll("article details")].map((part) => [part, folded(part.textContent)]),
  );

  function filter() {
    const wanted = folded(words.value).split(" ").filter(Boolean);
    const count = { proposal: [0, 0], measure: [0, 0] };
    for (const entry of entries) {
      entry.hidden = !wanted.every((word) => texts.get(entry).includes(word));
      const numbers = count[entry.dataset.kind];
      numbers[0] += !entry.hidden;
      numbers[1] += 1;
      for (const details of entry.querySelectorAll("details"))
        details.open = wanted.some((word) => texts.get(details).includes(word));
    }
    for (const row of rows) row.hidden = document.getElementById(row.dataset.entry).hidden;
    form.classList.toggle("on", wanted.length > 0);
    for (const group of groups)
      group.hidden = wanted.length > 0 && [...group.querySelectorAll("article")].every((entry) => entry.hidden);
    const numbers = [...count.proposal, ...count.measure];
    const sentence = shown.dataset.shown.replace(/\{(\d)\}/g, (_, place) => numbers[place]);
    shown.textContent = wanted.length ? `${sentence} ${words.value}` : sentence;
  }

  // A click sorts by a column, a second one the other way round.
  function sort(column) {
    const order = heads[column].ariaSort === "ascending" ? "descending" : "ascending";
    for (const head of heads) head.ariaSort = head === heads[column] ? order : "none";
    const text = (row) => row.cells[column].lastElementChild?.textContent ?? row.cells[column].textContent;
    const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
    rows.sort((a, b) => compare(text(a), text(b)) * (order === "ascending" ? 1 : -1));
    rows[0].parentElement.append(...rows);
  }
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(column));
    head.append(button);
  });

  // What an address names is shown, whatever is folded or filtered.
  function reveal(hash) {
    const target = hash && document.getElementById(decodeURIComponent(hash.slice(1)));
    if (!target) return;
    if (target.closest("[hidden]")) {
      form.reset();
      filter();
    }
    const folds = target.closest("details");
    if (folds) folds.open = true;
    target.scrollIntoView();
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Pages without a secure origin have no clipboard but this one.
      const field = document.body.appendChild(document.createElement("textarea"));
      field.value = text;
      field.select();
      document.execCommand("copy");
      field.remove();
    }
  }

  form.addEventListener("input", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", () => reveal(location.hash));
  document.addEventListener("click", async (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link) reveal(link.hash);
    const button = event.target.closest(".copy");
    if (!button) return;
    await copy(button.dataset.citation);
    button.focus();
    const label = button.textContent.replace(" ✓", "");
    copied.textContent = button.textContent = `${label} ✓`;
    setTimeout(() => {
      button.textContent = label;
      copied.textContent = "";
    }, 2000);
  });
  for (const button of document.querySelectorAll(".copy")) button.hidden = false;
  form.hidden = !entries.length;
  filter();
  reveal(location.hash);
})();
