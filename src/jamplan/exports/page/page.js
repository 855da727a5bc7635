// Filters, addresses that work while filters are on, and drawings whose signs lead to what they stand for.
// Without this script all content is shown.
(() => {
  "use strict";
  const form = document.getElementById("s_filter");
  const shown = form.querySelector(".shown");
  const unfold = form.elements.unfold;
  const entries = [...document.querySelectorAll("article[data-status]")];
  const groups = [...document.querySelectorAll(".group")];
  const sections = [...document.querySelectorAll(".taken, .open")];

  const folded = (text) =>
    text
      .toLowerCase()
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .replace(/œ/g, "oe")
      .replace(/æ/g, "ae")
      .replace(/[’ʼ]/g, "'")
      .replace(/\s+/g, " ");
  // What is folded away is searched too, apart: an entry that fits by it alone is opened.
  const texts = new Map(
    entries.map((entry) => {
      const folds = [...entry.querySelectorAll("details")];
      const within = folds.map((each) => folded(each.textContent));
      return [entry, { all: folded(entry.textContent), folds, within }];
    }),
  );
  const opened = new Set();

  function openWhatFits(entry, wanted) {
    const { folds, within, all } = texts.get(entry);
    const outside = within.reduce((text, each) => text.replace(each, " "), all);
    const hidden = wanted.filter((word) => !outside.includes(word));
    folds.forEach((each, place) => {
      if (!each.open && hidden.some((word) => within[place].includes(word))) {
        each.open = true;
        opened.add(each);
      }
    });
  }

  function criteria() {
    const fields = [...form.querySelectorAll("select, input")].filter((each) => each.value);
    const said = fields.map((each) => {
      const name = each.closest("label").firstChild.textContent.trim();
      const value = each.selectedOptions ? each.selectedOptions[0].textContent : each.value;
      return name + form.dataset.colon + value.trim();
    });
    return said.join(form.dataset.join);
  }

  function filter() {
    const chosenIn = (name) => (form.elements[name] ? form.elements[name].value : "");
    const [chapter, status, claimant] = ["chapter", "status", "claimant"].map(chosenIn);
    const wanted = folded(form.elements.words.value).split(" ").filter(Boolean);
    for (const each of opened) each.open = false;
    opened.clear();
    let count = 0;
    for (const entry of entries) {
      const { dataset } = entry;
      const fits =
        (!chapter || dataset.chapter === chapter) &&
        (!status || dataset.status === status) &&
        (!claimant || dataset.claimant.split(" ").includes(claimant)) &&
        wanted.every((word) => texts.get(entry).all.includes(word));
      entry.hidden = !fits;
      count += fits;
      if (fits && wanted.length) openWhatFits(entry, wanted);
    }
    // A group of proposals without texts has no chapter, no claimant and no words to be found by.
    const bare = !chapter && !claimant && !wanted.length;
    for (const group of groups) {
      const own = [...group.querySelectorAll("article")];
      const left = own.filter((entry) => !entry.hidden).length;
      group.hidden = own.length
        ? !left
        : !(bare && (!status || group.dataset.group === status));
      const part = group.querySelector(".part");
      if (part) {
        const said = form.dataset.part.replace("{n}", left).replace("{total}", own.length);
        part.textContent = left < own.length ? said : "";
      }
    }
    for (const section of sections) {
      section.hidden = [...section.querySelectorAll(".group")].every((group) => group.hidden);
    }
    const chosen = criteria();
    form.classList.toggle("on", Boolean(chosen));
    const nothing = sections.every((section) => section.hidden) && Boolean(chosen);
    const number = nothing ? "nothing" : count === 0 ? "zero" : count === 1 ? "one" : "many";
    const said = shown.dataset[number].replace("{n}", count);
    shown.textContent = chosen ? `${said} ${chosen}.` : said;
  }

  // What an address names is shown, whatever the filters say.
  function reveal(hash) {
    let target = null;
    try {
      target = document.getElementById(decodeURIComponent(hash.slice(1)));
    } catch {
      return;
    }
    if (target && target.closest("[hidden]")) {
      form.reset();
      filter();
      target.scrollIntoView();
    }
  }

  form.addEventListener("input", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", () => reveal(location.hash));
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link) reveal(link.hash);
    // Signs of drawings are for the pointer; the table beneath has the same addresses as links.
    const sign = event.target.closest("[data-to]");
    if (sign) location.hash = encodeURIComponent(sign.dataset.to);
  });

  unfold.addEventListener("click", () => {
    const folds = [...document.querySelectorAll("details.evidence")];
    const open = folds.some((each) => !each.open);
    for (const each of folds) each.open = open;
    opened.clear();
    unfold.textContent = open ? unfold.dataset.close : unfold.dataset.open;
  });

  // On paper nothing can be opened.
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details.evidence:not([open])")];
    for (const each of closed) each.open = true;
  });
  addEventListener("afterprint", () => {
    for (const each of closed) each.open = false;
  });

  document.documentElement.classList.add("live");
  form.hidden = !entries.length;
  for (const each of document.querySelectorAll(".scripted")) each.hidden = form.hidden;
  filter();
  reveal(location.hash);
})();
