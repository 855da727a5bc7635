// The filter, rows that open in place, addresses of what is hidden, the copy buttons.
// Without this script all is shown.
(() => {
  "use strict";
  const form = document.getElementById("s_filter");
  const fields = [...form.elements].filter((field) => field.name);
  const values = () => fields.map((field) => [field.name, field.value]);
  const shown = form.querySelector("[role=status]");
  const said = document.getElementById("s_copied");
  const entries = [...document.querySelectorAll("article")];
  const groups = [...document.querySelectorAll(".group")];
  const rows = [...document.querySelectorAll("#s_items tr:has(td)")];
  const heads = [...document.querySelectorAll("#s_items thead th")];

  const made = (tag, properties) => Object.assign(document.createElement(tag), properties);
  const folded = (text) => {
    const letters = text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
    return letters.replace(/œ/g, "oe").replace(/[’ʼ]/g, "'").replace(/\s+/g, " ");
  };
  const texts = new Map();
  const textOf = (part) => {
    if (!texts.has(part)) texts.set(part, folded(part.textContent));
    return texts.get(part);
  };

  const linkOf = (row) => row.querySelector("a");
  const rowOf = new Map(rows.map((row) => [linkOf(row).hash.slice(1), row]));
  const wordings = heads.findIndex((head) => head.matches("[data-wording]"));
  const chosenOf = {
    status: (row) => row.parentElement.dataset.status,
    wording: (row) => row.cells[wordings].textContent.replace(" †", ""),
  };

  function buttonIn(part, act) {
    const button = made("button", { type: "button", onclick: act });
    button.append(...part.childNodes);
    return part.appendChild(button);
  }

  // A choice of one is none.
  for (const select of form.querySelectorAll("select")) {
    const chosen = new Set(rows.map(chosenOf[select.name]));
    for (const text of chosen) select.append(new Option(text));
    select.hidden = chosen.size < 2;
  }
  // The legend of the bar chooses a status too, where some rows have it.
  const legend = new Map();
  const { status } = form.elements;
  const choose = (name) => {
    status.value = status.value === name ? "" : name;
    filter();
    keep();
  };
  for (const part of document.querySelectorAll(".legend li")) {
    const name = part.dataset.status;
    if ([...status.options].some(({ value }) => value === name))
      legend.set(name, buttonIn(part, () => choose(name)));
  }

  // An entry is shown if it has all words, and its row the chosen status and wording.
  function filter() {
    const chosen = Object.fromEntries(values());
    const on = Object.values(chosen).some(Boolean);
    const wanted = folded(chosen.words).split(" ").filter(Boolean);
    const is = (entry, name) => {
      const row = rowOf.get(entry.id);
      return !chosen[name] || (row && chosenOf[name](row) === chosen[name]);
    };
    // Proposals on screen and in all, then measures.
    const numbers = [0, 0, 0, 0];
    for (const entry of entries) {
      const matches = wanted.every((word) => textOf(entry).includes(word));
      entry.hidden = !(matches && is(entry, "status") && is(entry, "wording"));
      const first = entry.closest("#s_measures") ? 2 : 0;
      numbers[first] += !entry.hidden;
      numbers[first + 1] += 1;
      for (const details of entry.querySelectorAll("details"))
        details.open = wanted.some((word) => textOf(details).includes(word));
    }
    for (const [id, row] of rowOf) row.hidden = document.getElementById(id).hidden;
    for (const [panel, row] of panels) panel.hidden = row.hidden;
    form.classList.toggle("on", on);
    for (const [name, button] of legend) button.ariaPressed = chosen.status === name;
    for (const group of groups)
      group.hidden = on && [...group.querySelectorAll("article")].every((entry) => entry.hidden);
    const sentence = shown.dataset.shown.replace(/\{(\d)\}/g, (_, place) => numbers[place]);
    shown.textContent = [sentence, ...Object.values(chosen)].filter(Boolean).join(" ");
  }

  // Below an opened row is its entry; in there, those that its links lead to: a panel each.
  // Its name is the id of the row's entry, with "_" and its own if that is another one.
  const panels = new Map();
  const opened = () => [...panels.keys()].map((panel) => panel.dataset.name);
  function openPanel(name) {
    const [id, other] = name.split("_");
    const row = rowOf.get(id);
    const entry = document.getElementById(other ?? id);
    if (!row || !entry) return;
    const link = other && row.nextElementSibling?.querySelector(`a[href="#${other}"]`);
    if (other && !link) return;
    const copy = entry.cloneNode(true);
    copy.removeAttribute("id");
    const title = made("p", { className: "label" });
    // The title of its own entry is in the row.
    if (other) title.append(...copy.firstElementChild.childNodes);
    copy.firstElementChild.replaceWith(title);
    for (const details of copy.querySelectorAll(":scope > details")) details.open = true;
    const panel = other ? copy : made("tr", { className: "opened" });
    panel.dataset.name = name;
    panels.set(panel, row);
    if (other) {
      // Below the sentence with the link, and its quotes.
      let above = link.parentElement;
      while (above.nextElementSibling?.matches("blockquote")) above = above.nextElementSibling;
      above.after(copy);
    } else {
      panel.insertCell().append(copy);
      panel.cells[0].colSpan = heads.length;
      row.after(panel);
    }
    addButtons(copy);
  }
  function open(names) {
    const known = opened();
    for (const panel of [...panels.keys()].filter((each) => !names.includes(each.dataset.name))) {
      panel.remove();
      panels.delete(panel);
    }
    for (const name of names.filter((each) => !known.includes(each))) openPanel(name);
    for (const [id, row] of rowOf) linkOf(row).ariaExpanded = names.includes(id);
  }

  // The state of an address is the filter and what is opened; after "#?" it is told there too.
  function kept(names = opened()) {
    const all = [...values(), ["open", names.join(" ")]];
    return new URLSearchParams(all.filter(([, value]) => value)).toString();
  }
  const addressOf = (state) => (state ? `#?${state}` : location.pathname + location.search);
  const keep = () => history.replaceState(kept(), "", addressOf(kept()));
  function restore(state) {
    const wanted = new URLSearchParams(state);
    for (const field of fields) field.value = wanted.get(field.name) ?? "";
    open((wanted.get("open") ?? "").split(" ").filter(Boolean));
    filter();
  }

  // A link of the table opens or closes a panel. Others are the browser's, which keeps the place.
  function follow(event, anchor) {
    const around = anchor.closest("#s_items tr");
    const id = anchor.hash.slice(1);
    const row = rowOf.get(id) ?? panels.get(around);
    if (!around || !row || row.hidden || !document.getElementById(id)?.matches("article")) {
      if (anchor.hash === location.hash) reveal(anchor.hash);
      return;
    }
    event.preventDefault();
    const own = linkOf(row).hash.slice(1);
    const name = own === id ? own : `${own}_${id}`;
    const names = opened();
    if (names.includes(name)) {
      open(names.filter((each) => each !== name && !each.startsWith(`${name}_`)));
      return keep();
    }
    const state = kept([...new Set([...names, own, name])]);
    history.pushState(state, "", addressOf(state));
    restore(state);
    for (const [panel] of panels)
      if (panel.dataset.name === name) panel.scrollIntoView({ block: "nearest" });
  }

  // A click sorts each status by a column, a second one the other way round.
  function sort(column) {
    const order = heads[column].ariaSort === "ascending" ? "descending" : "ascending";
    for (const head of heads) head.ariaSort = head === heads[column] ? order : "none";
    const text = (row) => (row.cells[column].querySelector("th a") ?? row.cells[column]).textContent;
    const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
    rows.sort((a, b) => compare(text(a), text(b)) * (order === "ascending" ? 1 : -1));
    const names = opened();
    open([]);
    for (const row of rows) row.parentElement.append(row);
    open(names);
  }
  for (const row of rows)
    [...row.cells].slice(1).forEach((cell, column) => (cell.dataset.head = heads[column + 1].textContent));
  heads.forEach((head, column) => buttonIn(head, () => sort(column)));

  // What an address names is shown, whatever is folded or filtered.
  function reveal(hash) {
    if (hash.startsWith("#?")) return restore(hash.slice(2));
    const target = document.getElementById(hash.slice(1));
    if (target?.closest("[hidden]")) restore("");
    const own = target?.querySelector(":scope > details.whole, .folded :scope > details");
    for (const details of [target?.closest("details"), own]) if (details) details.open = true;
    target?.scrollIntoView();
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Pages without a secure origin have no clipboard but this one.
      const field = document.body.appendChild(made("textarea", { value: text }));
      field.select();
      document.execCommand("copy");
      field.remove();
    }
  }

  form.addEventListener("input", () => {
    filter();
    keep();
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    restore("");
    keep();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  // An address without a state is new; of one that is returned to, the browser knows the place.
  function arrive() {
    reveal(location.hash);
    history.replaceState(kept(), "");
  }
  addEventListener("popstate", () => history.state === null || restore(history.state));
  addEventListener("hashchange", () => history.state ?? arrive());
  document.addEventListener("click", async (event) => {
    if (!event.target.closest("nav summary")) document.querySelector("nav details")?.removeAttribute("open");
    const anchor = event.target.closest('a[href^="#"]');
    if (anchor && !(event.ctrlKey || event.metaKey || event.shiftKey)) follow(event, anchor);
    const button = event.target.closest(".copy");
    if (!button) return;
    const page = location.href.split("#")[0];
    const entry = document.getElementById(idOf(button.closest("article")));
    const link = `${page}#${encodeURIComponent(idOf(entry))}`;
    const citation = cited(entry, (await copies())[idOf(entry)]?.[button.value]);
    // A page on somebody's disk has no address for others.
    await copy(citation ? (/^https?:/.test(page) ? `${citation} ${link}` : citation) : link);
    button.focus();
    const label = button.textContent.replace(" ✓", "");
    said.textContent = button.textContent = `${label} ✓`;
    setTimeout(() => {
      button.textContent = label;
      said.textContent = "";
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
  // A sentence has the places of what the page shows: quotes, their addresses, titles.
  const cited = (entry, sentence = "") => {
    const quotes = entry.querySelectorAll("blockquote");
    const titleOf = (id) => document.getElementById(`h_${id}`).textContent;
    return sentence
      .replace(/\x01(\d+)\x01/g, (_, place) => quotes[place].lastElementChild.querySelector("a").href)
      .replace(/\0(\d+)\0/g, (_, place) => quotes[place].firstElementChild.textContent)
      .replace(/\x02(\S+) (\d+)\x02/g, (_, id, before) => titleOf(id).slice(before));
  };
  const { cite, link } = document.body.dataset;
  // The id of an entry, which its copies have in their label.
  const idOf = (entry) => entry.getAttribute("aria-labelledby").slice(2);
  async function addButtons(entry) {
    const citations = (await copies())[idOf(entry)] ?? [];
    if (entry.querySelector(".copy")) return;
    // Beside the letter, above the details.
    const last = [...entry.querySelectorAll(":scope > *, .folded :scope > details > *")].at(-1);
    const actions = entry.querySelector(":scope > .actions, :scope > details > .actions") ?? made("p", { className: "actions" });
    if (!actions.parentElement) last.matches(".facts, details") ? last.before(actions) : last.after(actions);
    const labels = citations.map((_, number) => (citations.length > 1 ? `${cite} ${number + 1}` : cite));
    [...labels, link].forEach((label, value) => {
      const button = made("button", { type: "button", className: "copy", value, textContent: label });
      button.setAttribute("aria-describedby", `h_${idOf(entry)}`);
      actions.append(button);
    });
  }
  for (const entry of entries) {
    entry.firstElementChild.id = `h_${entry.id}`;
    entry.setAttribute("aria-labelledby", `h_${entry.id}`);
  }
  const unfolded = (event) => event.target.matches(".folded article > details") && addButtons(event.target.parentElement);
  document.addEventListener("toggle", unfolded, true);
  form.hidden = entries.length < 2;
  // What stays at the top of the screen covers as much of it.
  const { style } = document.documentElement;
  const covering = new ResizeObserver((changes) => {
    for (const { target } of changes) style.setProperty(`--${target.id}`, `${target.offsetHeight}px`);
  });
  for (const part of document.querySelectorAll("#s_tools, #s_heads")) covering.observe(part);
  // A page that is loaded again is as it was left.
  const isNew = history.state === null;
  restore(history.state ?? "");
  if (isNew) arrive();
  // Buttons move what is below them.
  const told = entries.filter((entry) => !entry.closest(".folded"));
  Promise.all(told.map(addButtons)).then(() => isNew && document.querySelector(":target")?.scrollIntoView());
})();
