// The filter, and addresses that work while it is on. Without this script all content is shown.
(() => {
  "use strict";
  const form = document.getElementById("s_filter");
  const shown = form.querySelector("[role=status]");
  const entries = [...document.querySelectorAll("article")];
  const groups = [...document.querySelectorAll(".group")];
  const fields = [...form.querySelectorAll("select, input")];

  const folded = (text) =>
    text
      .toLowerCase()
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .replace(/œ/g, "oe")
      .replace(/[’ʼ]/g, "'")
      .replace(/\s+/g, " ");
  const texts = new Map(entries.map((entry) => [entry, folded(entry.textContent)]));

  function fits(entry) {
    return fields.every(({ name, value }) =>
      name === "words"
        ? folded(value).split(" ").every((word) => texts.get(entry).includes(word))
        : !value || entry.dataset[name].split(" ").includes(value),
    );
  }

  function filter() {
    const count = { proposal: [0, 0], measure: [0, 0] };
    for (const entry of entries) {
      entry.hidden = !fits(entry);
      const numbers = count[entry.dataset.kind];
      numbers[0] += !entry.hidden;
      numbers[1] += 1;
    }
    const on = fields.some(({ value }) => value);
    form.classList.toggle("on", on);
    const status = form.elements.status ? form.elements.status.value : "";
    const only = on && fields.every(({ name, value }) => !value || name === "status");
    for (const group of groups) {
      const own = [...group.querySelectorAll("article")];
      // A group without entries is shown if its own status is chosen.
      group.hidden = own.length
        ? own.every((entry) => entry.hidden)
        : on && !(only && group.dataset.status === status);
    }
    const numbers = [...count.proposal, ...count.measure];
    const sentence = shown.dataset.shown.replace(/\{(\d)\}/g, (_, place) => numbers[place]);
    const criteria = fields
      .filter(({ value }) => value)
      .map((field) => (field.selectedOptions ? field.selectedOptions[0].textContent : field.value));
    shown.textContent = [sentence, ...criteria].join(" ");
  }

  // What an address names is shown, whatever the filter says.
  function reveal(hash) {
    const target = hash && document.getElementById(hash.slice(1));
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
  form.hidden = !entries.length;
  filter();
  reveal(location.hash);
})();
