// The filter, the copy buttons, and addresses of what is hidden. Without this script all is shown.
(() => {
  "use strict";
  const form = document.getElementById("s_filter");
  const fields = [...form.elements].filter((field) => field.name);
  const shown = form.querySelector("[role=status]");
  const copied = document.getElementById("s_copied");
  const entries = [...document.querySelectorAll("article")];
  const groups = [...document.querySelectorAll(".group")];
  const rows = [...document.querySelectorAll("#s_items tr:has(td)")];
  const heads = [...document.querySelectorAll("#s_items thead th")];

  const folded = (text) =>
    text
      .toLowerCase()
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .replace(/œ/g, "oe")
      .replace(/[’ʼ]/g, "'")
      .replace(/\s+/g, " ");
  const texts = new Map();
  const textOf = (part) => {
    if (!texts.has(part)) texts.set(part, folded(part.textContent));
    return texts.get(part);
  };

  const named = (address) => document.getElementById(decodeURIComponent(address.hash.slice(1)));
  const rowOf = new Map(rows.map((row) => [named(row.querySelector("a")), row]));
  const wordings = heads.findIndex((head) => head.matches("[data-wording]"));
  const chosenOf = {
    status: (row) => row.parentElement.dataset.status,
    wording: (row) => row.cells[wordings].textContent.replace(" †", ""),
  };

  // A choice of one is none.
  for (const select of form.querySelectorAll("select")) {
    const chosen = new Set(rows.map(chosenOf[select.name]));
    for (const text of chosen) select.append(new Option(text));
    select.parentElement.hidden = chosen.size < 2;
  }

  // An entry is shown if it has all words, and its row the chosen status and wording.
  function filter() {
    const chosen = Object.fromEntries(fields.map((field) => [field.name, field.value]));
    const wanted = folded(chosen.words).split(" ").filter(Boolean);
    const is = (entry, name) => {
      const row = rowOf.get(entry);
      return !chosen[name] || (row && chosenOf[name](row) === chosen[name]);
    };
    const proposals = [0, 0];
    const measures = [0, 0];
    for (const entry of entries) {
      const matches = wanted.every((word) => textOf(entry).includes(word));
      entry.hidden = !(matches && is(entry, "status") && is(entry, "wording"));
      const numbers = entry.closest("#s_measures") ? measures : proposals;
      numbers[0] += !entry.hidden;
      numbers[1] += 1;
      for (const details of entry.querySelectorAll("details"))
        details.open = wanted.some((word) => textOf(details).includes(word));
    }
    for (const [entry, row] of rowOf) row.hidden = entry.hidden;
    const on = fields.some((field) => field.value);
    form.classList.toggle("on", on);
    for (const group of groups)
      group.hidden = on && [...group.querySelectorAll("article")].every((entry) => entry.hidden);
    const numbers = [...proposals, ...measures];
    const sentence = shown.dataset.shown.replace(/\{(\d)\}/g, (_, place) => numbers[place]);
    shown.textContent = [sentence, ...fields.map((field) => field.value)].filter(Boolean).join(" ");
  }

  // The address keeps the filter, after "#?".
  function keep() {
    filter();
    const values = fields.filter((field) => field.value).map((field) => [field.name, field.value]);
    history.replaceState(null, "", values.length ? `#?${new URLSearchParams(values)}` : "#");
  }

  // A click sorts each status by a column, a second one the other way round.
  function sort(column) {
    const order = heads[column].ariaSort === "ascending" ? "descending" : "ascending";
    for (const head of heads) head.ariaSort = head === heads[column] ? order : "none";
    const text = (row) => (row.cells[column].querySelector("th a") ?? row.cells[column]).textContent;
    const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
    rows.sort((a, b) => compare(text(a), text(b)) * (order === "ascending" ? 1 : -1));
    for (const row of rows) row.parentElement.append(row);
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
    const target = hash && named({ hash });
    if (!target) return;
    if (target.closest("[hidden]")) {
      form.reset();
      filter();
    }
    for (const folds of [target.closest("details"), target.querySelector(":scope > details.whole, .folded :scope > details")])
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
    const entry = button.closest("article");
    const link = `${page}#${encodeURIComponent(entry.id)}`;
    const citation = cited(entry, (await copies())[entry.id]?.[button.value]);
    // A page on somebody's disk has no address for others.
    await copy(citation ? (/^https?:/.test(page) ? `${citation} ${link}` : citation) : link);
    button.focus();
    const label = button.textContent.replace(" ✓", "");
    copied.textContent = button.textContent = `${label} ✓`;
    setTimeout(() => {
      button.textContent = label;
      copied.textContent = "";
    }, 2000);
  });

  // The sentences to copy are packed; they are unpacked for the first buttons.
  let unpacked;
  const copies = () => (unpacked ??= unpack().catch(() => ({})));
  async function unpack() {
    const bytes = Uint8Array.from(atob(document.body.dataset.copies), (sign) => sign.charCodeAt());
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Response(stream).json();
  }
  // A sentence has the place of a quote that the page shows.
  const cited = (entry, sentence = "") => {
    const quotes = entry.querySelectorAll("blockquote > :first-child");
    return sentence.replace(/\0(\d+)\0/g, (_, place) => quotes[place].textContent);
  };
  const { cite, link } = document.body.dataset;
  // Beside the letter, above the details.
  function actionsOf(entry) {
    const last = [...entry.querySelectorAll(":scope > *, .folded :scope > details > *")].at(-1);
    const actions = document.createElement("p");
    actions.className = "actions";
    last.matches(".facts, details") ? last.before(actions) : last.after(actions);
    return actions;
  }
  async function addButtons(entry) {
    const citations = (await copies())[entry.id] ?? [];
    if (entry.querySelector(".copy")) return;
    const actions = entry.querySelector(".actions") ?? actionsOf(entry);
    const labels = citations.map((_, number) => (citations.length > 1 ? `${cite} ${number + 1}` : cite));
    [...labels, link].forEach((label, value) => {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "copy", value, textContent: label });
      button.setAttribute("aria-describedby", `h_${entry.id}`);
      actions.append(button);
    });
  }
  for (const entry of entries) {
    entry.firstElementChild.id = `h_${entry.id}`;
    entry.setAttribute("aria-labelledby", `h_${entry.id}`);
  }
  const opened = (event) => event.target.matches(".folded article > details") && addButtons(event.target.parentElement);
  document.addEventListener("toggle", opened, true);
  form.hidden = entries.length < 2;
  filter();
  reveal(location.hash);
  // Buttons move what is below them.
  const open = entries.filter((entry) => !entry.closest(".folded"));
  Promise.all(open.map(addButtons)).then(() => document.querySelector(":target")?.scrollIntoView());
})();
