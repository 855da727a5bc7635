// The filter, the copy buttons, and addresses of what is hidden. Without this script all is shown.
(() => {
  "use strict";
  const form = document.getElementById("s_filter");
  const fields = [...form.elements].filter((field) => field.name);
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

  const rowOf = new Map(rows.map((row) => [row.dataset.entry, row]));

  // An entry is shown if it has all words, and its row the chosen status and wording.
  function filter() {
    const chosen = Object.fromEntries(fields.map((field) => [field.name, field.value]));
    const wanted = folded(chosen.words).split(" ").filter(Boolean);
    const is = (entry, name) => !chosen[name] || rowOf.get(entry.id)?.dataset[name] === chosen[name];
    const count = { proposal: [0, 0], measure: [0, 0] };
    for (const entry of entries) {
      const matches = wanted.every((word) => texts.get(entry).includes(word));
      entry.hidden = !(matches && is(entry, "status") && is(entry, "wording"));
      const numbers = count[entry.dataset.kind];
      numbers[0] += !entry.hidden;
      numbers[1] += 1;
      for (const details of entry.querySelectorAll("details"))
        details.open = wanted.some((word) => texts.get(details).includes(word));
    }
    for (const row of rows) row.hidden = document.getElementById(row.dataset.entry).hidden;
    const on = fields.some((field) => field.value);
    form.classList.toggle("on", on);
    for (const group of groups)
      group.hidden = on && [...group.querySelectorAll("article")].every((entry) => entry.hidden);
    const numbers = [...count.proposal, ...count.measure];
    const sentence = shown.dataset.shown.replace(/\{(\d)\}/g, (_, place) => numbers[place]);
    shown.textContent = [sentence, ...fields.map((field) => field.value)].filter(Boolean).join(" ");
  }

  // The address keeps the filter, after "#?".
  function keep() {
    filter();
    const values = fields.filter((field) => field.value).map((field) => [field.name, field.value]);
    history.replaceState(null, "", values.length ? `#?${new URLSearchParams(values)}` : "#");
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
    if (hash.startsWith("#?")) {
      const kept = new URLSearchParams(hash.slice(2));
      for (const field of fields) field.value = kept.get(field.name) ?? "";
      return filter();
    }
    const target = hash && document.getElementById(decodeURIComponent(hash.slice(1)));
    if (!target) return;
    if (target.closest("[hidden]")) {
      form.reset();
      filter();
    }
    for (const folds of [target.closest("details"), target.querySelector(":scope > details.whole")])
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

  form.addEventListener("input", keep);
  form.addEventListener("reset", () => setTimeout(keep));
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", () => reveal(location.hash));
  document.addEventListener("click", async (event) => {
    const anchor = event.target.closest('a[href^="#"]');
    if (anchor) reveal(anchor.hash);
    const button = event.target.closest(".copy");
    if (!button) return;
    const page = location.href.split("#")[0];
    const link = page + (button.dataset.copy.startsWith("#") ? button.dataset.copy : `#${encodeURIComponent(button.closest("article").id)}`);
    // A page on somebody's disk has no address for others.
    const isPublic = /^https?:/.test(page);
    await copy(button.dataset.copy.startsWith("#") ? link : [button.dataset.copy, ...(isPublic ? [link] : [])].join(" "));
    button.focus();
    const label = button.textContent.replace(" ✓", "");
    copied.textContent = button.textContent = `${label} ✓`;
    setTimeout(() => {
      button.textContent = label;
      copied.textContent = "";
    }, 2000);
  });
  for (const button of document.querySelectorAll(".copy")) button.hidden = false;
  form.hidden = entries.length < 2;
  filter();
  reveal(location.hash);
})();
