// Filters, and addresses that work while filters are on. Without this script all content is shown.
(() => {
  "use strict";
  const form = document.getElementById("s_filter");
  const shown = form.querySelector(".shown");
  const entries = [...document.querySelectorAll("article[data-status]")];
  const groups = [...document.querySelectorAll("[data-group]")];
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
  const texts = new Map(entries.map((entry) => [entry, folded(entry.textContent)]));

  function filter() {
    const { chapter, status, claimant, words } = form.elements;
    const wanted = folded(words.value).split(" ").filter(Boolean);
    let count = 0;
    for (const entry of entries) {
      const { dataset } = entry;
      const fits =
        (!chapter.value || dataset.chapter === chapter.value) &&
        (!status.value || dataset.status === status.value) &&
        (!claimant.value || dataset.claimant.split(" ").includes(claimant.value)) &&
        wanted.every((word) => texts.get(entry).includes(word));
      entry.hidden = !fits;
      count += fits;
    }
    // A group of proposals without texts has no chapter, no claimant and no words to be found by.
    const bare = !chapter.value && !claimant.value && !wanted.length;
    for (const group of groups) {
      const own = [...group.querySelectorAll("article")];
      group.hidden = own.length
        ? own.every((entry) => entry.hidden)
        : !(bare && (!status.value || group.dataset.group === status.value));
    }
    for (const section of sections) {
      section.hidden = [...section.querySelectorAll("[data-group]")].every((group) => group.hidden);
    }
    form.classList.toggle("on", count < entries.length);
    const number = count === 0 ? "zero" : count === 1 ? "one" : "many";
    shown.textContent = shown.dataset[number].replace("{n}", count);
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

  form.hidden = false;
  filter();
  reveal(location.hash);
})();
