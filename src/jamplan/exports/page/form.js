// The cards, their answers, and what is kept of them. Data only ever becomes text, never markup.
(() => {
  "use strict";
  const $ = (id) => document.getElementById(id);
  const data = JSON.parse($("data").textContent);
  const { words, proposals, measures, cards } = data;
  // A sentence near several proposals is in the data once, and so is what passages read as.
  for (const passage of cards.flatMap((card) => card.passages)) {
    for (const name of ["before", "quote", "after"]) passage[name] = data.sentences[passage[name]];
    Object.assign(passage, data.readings[passage.reading]);
  }
  const items = new Map([...proposals, ...measures].map((item) => [item.id, item]));
  const actions = new Map(data.answers.map((action) => [action.code, action]));
  const buttons = [...$("answers").children];
  const fields = [...$("fields").elements].filter((field) => field.name);
  const kept = `jamplan 2 ${data.digest}`;

  // Answers by proposal and measure, a conclusion without a measure; one without `says` is still to be given.
  let state = { name: "", answers: {} };
  let [at, shown, proposed] = [0, -1, ""];
  let isAtRisk = false;
  const steps = [];

  const say = (sentence, ...values) => words[sentence].replace(/\{(\d)\}/g, (_, place) => values[place]);
  const tell = (text) => ($("told").textContent = text);
  const named = (item) => [item.number, item.title].filter(Boolean).join(" ");

  function element(name, parts, properties = {}) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...parts);
    return made;
  }

  function button(parts, act, properties = {}) {
    const made = element("button", parts, { type: "button", ...properties });
    made.addEventListener("click", act);
    return made;
  }

  // A text as it is compared: without case, accents and signs.
  function folded(text, between = "") {
    const letters = text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/œ/gi, "oe").toLowerCase();
    return letters.replace(/[^\p{L}\p{N}]+/gu, between);
  }

  function keep() {
    try {
      localStorage.setItem(kept, JSON.stringify({ ...state, at, shown }));
      isAtRisk = false;
    } catch {
      isAtRisk = true;
    }
    $("unsaved").textContent = isAtRisk ? words.unsaved : "";
    if ($("copy").open) $("csv").value = written();
  }

  // Answers

  const alone = () => `${proposals[at].id} `;
  const pair = (number = shown) => alone() + (measures[number]?.id ?? "");
  const placesOf = (item) => Object.keys(state.answers).filter((place) => place.startsWith(`${item.id} `));
  const isOpen = (place) => ["", "not_this"].includes(state.answers[place]?.says ?? "");
  const isAnswered = (item) => placesOf(item).some((place) => !isOpen(place) && !lacks(place).length);
  function openFrom(first) {
    const open = proposals.findIndex((item, number) => number >= first && !isAnswered(item));
    return open < 0 ? proposals.length : open;
  }
  // The answer that the fields belong to.
  const held = () => state.answers[alone()] ?? (state.answers[pair()] ??= {});

  // The fields without which an answer could not be recorded. A comparison of one's own needs none.
  function lacks(place) {
    const answer = state.answers[place];
    const isQuoted = ["refused", "noted"].includes(answer?.says);
    const isStated = ["quote", "source", "words", "speaker"].some((name) => answer?.[name]);
    if (isOpen(place) || ["no_match", "out_of_scope", "not_testable"].includes(answer.says) || !(isQuoted || isStated)) return [];
    const { says, quote, locator } = answer;
    // The words of a quote tell how it says it, but not of what is neither yes nor no.
    const needed = { source: true, speaker: true, words: says === "noted" || !(quote || isQuoted), quote: isQuoted || !locator };
    return fields.filter(({ name }) => needed[name] && !answer[name]);
  }

  function tellLacking() {
    const lacking = [...new Set([alone(), pair()])].flatMap(lacks);
    tell(lacking.length ? say("lacking", lacking.map((field) => field.labels[0].textContent).join(", ")) : "");
    return lacking[0];
  }

  function answer(code) {
    if (code === "back") return back();
    const action = actions.get(code);
    const place = action.alone ? alone() : pair();
    const isSame = state.answers[place]?.says === code;
    if ((action.pair && shown < 0) || (code === "no_match" && !isSame && !confirm(words.sure))) return;
    const before = placesOf(proposals[at]).map((each) => [each, { ...state.answers[each] }]);
    steps.push([at, shown, before]);
    if (code === "skip") return go(at + 1);
    const typed = { ...(code === "not_this" ? state.answers[place] : held()), says: "" };
    // A statement and a conclusion exclude each other.
    for (const [other] of code === "not_this" ? [] : before)
      if (action.alone ? !isOpen(other) : other === alone()) delete state.answers[other];
    const day = new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
    // Who was shown what is on record did not decide apart.
    typed.on_record ||= cards[at].facts.join(" ");
    state.answers[place] = isSame ? typed : { ...typed, says: code, on: day };
    proposed = "";
    keep();
    show();
    const lacking = tellLacking();
    if (isSame || lacking) return lacking?.focus();
    go(code === "not_this" ? at : openFrom(at + 1));
    tell(`${action.words} · ${$("progress").textContent}`);
  }

  function back() {
    const [item, measure, before] = steps.pop() ?? [Math.max(0, at - 1)];
    if (before) {
      for (const place of placesOf(proposals[item])) delete state.answers[place];
      Object.assign(state.answers, Object.fromEntries(before));
      keep();
    }
    go(item, measure);
  }

  function go(item, measure) {
    [at, proposed] = [Math.min(item, proposals.length), ""];
    show(measure ?? nextMeasure());
    (at < proposals.length ? $("proposal") : $("end").firstElementChild).focus();
  }

  // Those to begin with, then the others as the plan has them.
  const order = () => [...new Set([...cards[at].first.map((each) => each.measure), ...measures.keys()])];

  // The measure of a statement, else the first one without an answer.
  function nextMeasure() {
    const numbers = at < proposals.length ? order() : [];
    const stated = numbers.find((number) => !isOpen(pair(number)));
    return stated ?? numbers.find((number) => !state.answers[pair(number)]?.says) ?? -1;
  }

  function take(number) {
    const passage = cards[at]?.passages[number];
    if (!passage) return;
    const answer = held();
    for (const name of ["quote", "source", "locator", "words", "speaker"]) answer[name] = passage[name];
    answer.page = "";
    answer.exact = data.under[passage.says] ? passage.says : "";
    proposed = data.under[passage.says] ?? passage.says;
    keep();
    show();
    buttons.find((each) => each.dataset.code === proposed)?.focus();
  }

  // What is on the screen

  function show(measure = shown) {
    shown = measure;
    const isCard = at < proposals.length;
    for (const id of ["card", "answers", "fields"]) $(id).hidden = !isCard;
    $("end").hidden = isCard;
    $("bar").value = proposals.filter(isAnswered).length;
    $("progress").textContent = say("progress", $("bar").value, proposals.length);
    showList();
    tell("");
    if (!isCard) return;
    showTexts();
    $("passages").replaceChildren(...cards[at].passages.map(quoted));
    for (const each of buttons) {
      const { code, alone: isAlone, pair: isOfPair } = actions.get(each.dataset.code);
      const place = isAlone ? alone() : pair();
      if (isAlone || isOfPair) each.ariaPressed = String(state.answers[place]?.says === code);
      each.disabled = isOfPair && shown < 0;
      each.classList.toggle("proposed", code === proposed);
    }
    for (const field of fields) field.value = held()[field.name] ?? "";
    tellLacking();
  }

  function showTexts() {
    const first = cards[at].first.find((each) => each.measure === shown);
    const name = [words.proposal, proposals[at].number].filter(Boolean).join(" ");
    $("number").textContent = `${name} · ${at + 1} / ${proposals.length}`;
    for (const [id, item] of Object.entries({ proposal: proposals[at], measure: measures[shown] })) {
      const isCompared = id === "measure" && first && first === cards[at].first[0];
      const signs = isCompared ? [...item.title, "\n", ...(item.text ?? "")] : [];
      const repeats = isCompared ? cards[at].repeats.map((place) => signs.slice(...place).join("")) : [];
      const lines = [...(item?.text ?? "").split("\n"), ...(item?.quotes ?? [])].filter(Boolean);
      $(id).replaceChildren(...marked(item?.title ?? words.nothing, repeats));
      $(`${id}_text`).replaceChildren(...lines.map((line) => element("p", marked(line, repeats), { dir: "auto" })));
      $(id).lang = $(`${id}_text`).lang = item?.lang ?? "";
    }
    const options = order().map((number) => {
      const mark = { undefined: "", "": "", not_this: "✗ " }[state.answers[pair(number)]?.says] ?? "✓ ";
      return element("option", [mark + named(measures[number]).slice(0, 90)], { value: number });
    });
    $("choice").replaceChildren(...options);
    $("choice").value = shown;
    const facts = [...cards[at].facts, ...(first?.facts ?? [])];
    $("facts").replaceChildren(...facts.map((fact) => element("li", [fact], { dir: "auto" })));
  }

  // A line in which what repeats the other text is grey.
  function marked(line, repeats) {
    const repeated = repeats.find((each) => line.includes(each));
    if (!repeated) return [line];
    const [before, ...after] = line.split(repeated);
    const grey = element("span", [repeated], { className: "repeated" });
    return [...marked(before, repeats), grey, ...marked(after.join(repeated), repeats)];
  }

  function quoted(passage, number) {
    const source = $("f_source").querySelector(`[value="${passage.source}"]`).textContent;
    const takes = button([element("kbd", [number + 1]), ` ${words.take}`], () => take(number));
    const sentences = [passage.before, element("mark", [passage.quote]), passage.after].filter(Boolean);
    const text = sentences.flatMap((sentence) => [sentence, " "]);
    const place = [source, passage.locator, passage.reads].filter(Boolean).join(" · ");
    return element("blockquote", [element("p", text, { dir: "auto" }), element("footer", [takes, place])]);
  }

  const searched = proposals.map((item) => folded(`${named(item)} ${item.text ?? ""}`, " "));

  function showList() {
    const wanted = folded($("words").value, " ").split(" ");
    const rows = proposals.map((item, number) => {
      const label = `${isAnswered(item) ? "✓" : "·"} ${named(item)}`;
      const leads = button([label], () => go(number), { lang: item.lang });
      leads.ariaCurrent = String(number === at);
      return element("li", [leads], { hidden: !wanted.every((word) => searched[number].includes(word)) });
    });
    $("items").replaceChildren(...rows);
  }

  // Files

  // A cell that a spreadsheet would run as a formula has an apostrophe before it.
  const isRun = (cell) => /^(?:'|[\s\u200b\u2060\ufeff\u00ad]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n])/.test(cell);
  const asCell = (text) => `"${(isRun(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  const asTyped = (cell) => (cell.startsWith("'") && isRun(cell.slice(1)) ? cell.slice(1) : cell);

  function textsOf(item, name) {
    return item ? { [name]: item.id, [`${name}_title`]: item.title, [`${name}_text`]: item.text ?? "" } : {};
  }

  function written() {
    const given = Object.entries(state.answers).filter(([, answer]) => answer.says);
    const rows = given.map(([place, answer]) => {
      const [item, measure] = place.split(" ").map((id) => items.get(id));
      const says = data.under[answer.exact] === answer.says ? answer.exact : answer.says;
      const texts = { ...textsOf(item, "proposal"), ...textsOf(measure, "measure") };
      // That none was found is said by whoever looked, and by no source.
      const own = says === "no_match" ? { words: "", speaker: "" } : {};
      return { ...texts, ...answer, ...own, says, by: state.name };
    });
    const lines = rows.map((row) => data.columns.map((column) => row[column] ?? ""));
    return [data.columns, ...lines].map((line) => `${line.map(asCell).join(data.separator)}\r\n`).join("");
  }

  function parsed(text) {
    const separator = /[,;\t]/.exec(text)?.[0] ?? ",";
    const rows = [[]];
    const cells = new RegExp(`(?:"((?:[^"]|"")*)"|([^${separator}\r\n]*))(${separator}|\r?\n|$)`, "g");
    for (const [, inQuotes, bare, end] of text.matchAll(cells)) {
      rows.at(-1).push(asTyped((inQuotes?.replaceAll('""', '"') ?? bare).trim()));
      if (end !== separator) rows.push([]);
    }
    const names = rows.shift().map((title) => data.names[folded(title)] ?? title.toLowerCase());
    const records = rows.map((row) => Object.fromEntries(row.map((cell, column) => [names[column], cell])));
    return records.filter((record) => record.says);
  }

  // A row of a file as a place with its answer; null if it is none of this form.
  function fromFile({ says: typed, words: how = "", ...row }) {
    const says = data.codes.says[folded(typed)];
    const code = data.under[says] ?? says;
    const exact = data.under[says] ? says : "";
    const item = items.get(row.proposal);
    const measure = actions.get(code)?.pair ? items.get(row.measure) : {};
    const texts = { ...textsOf(item, "proposal"), ...(measure?.id ? textsOf(measure, "measure") : {}) };
    const isOwn = Object.entries(texts).every(([name, text]) => folded(row[name] || text) === folded(text));
    if (!actions.has(code) || !item || !measure || !isOwn) return null;
    const { quote, source, locator, page, speaker, note, on, on_record } = row;
    const read = data.codes.words[folded(how)] ?? "";
    const typedIn = { quote, source, locator, page, speaker, note, on, on_record };
    return [`${item.id} ${measure.id ?? ""}`, { ...typedIn, says: code, exact, words: read === "compared" ? "" : read }];
  }

  async function resume(file) {
    const bytes = await file.arrayBuffer();
    const text = new TextDecoder().decode(bytes);
    // Spreadsheets may save it as Windows does.
    const records = parsed(text.includes("\ufffd") ? new TextDecoder("windows-1252").decode(bytes) : text);
    const taken = records.map(fromFile);
    const stranger = records.find(({ by }) => by && folded(by) !== folded(state.name));
    if (!taken.length || taken.includes(null)) return tell(words.foreign);
    if (stranger) return tell(say("somebody", stranger.by));
    for (const [place] of taken) for (const other of placesOf({ id: place.split(" ")[0] })) delete state.answers[other];
    Object.assign(state.answers, Object.fromEntries(taken));
    keep();
    go(at);
    tell(say("taken", taken.length));
  }

  function download() {
    const href = URL.createObjectURL(new Blob(["\ufeff", written()], { type: "text/csv" }));
    element("a", [], { href, download: `${folded(state.name, "-")}.csv` }).click();
    isAtRisk = false;
  }

  // What a person does

  function begin() {
    [$("work").hidden, $("intro").hidden, $("begin").hidden] = [false, true, true];
    // Where the person was, beside the measure that was chosen unless it has its answer.
    const open = openFrom(state.at ?? 0);
    go(open < proposals.length ? open : openFrom(0));
    if (at === state.at && measures[state.shown] && !state.answers[pair(state.shown)]?.says) show(state.shown);
  }

  $("who").addEventListener("submit", (event) => {
    event.preventDefault();
    state.name = $("name").value.trim();
    keep();
    if ($("work").hidden && state.name) begin();
  });
  $("name").addEventListener("change", () => $("work").hidden || $("who").requestSubmit());
  for (const each of buttons) each.addEventListener("click", () => answer(each.dataset.code));
  $("fields").addEventListener("input", ({ target: { name, value } }) => {
    const typed = Object.assign(held(), { [name]: value.trim() });
    // Its words told that it is in full.
    if (name === "quote" && typed.exact === "in_full") typed.exact = "";
    if (name === "source") $("f_speaker").value = typed.speaker ||= data.publishers[value] ?? "";
    keep();
    tellLacking();
  });
  $("choice").addEventListener("change", () => show(Number($("choice").value)));
  $("words").addEventListener("input", showList);
  $("download").addEventListener("click", download);
  $("copy").addEventListener("toggle", () => ($("csv").value = written()));
  $("resume").addEventListener("change", async ({ target }) => {
    if (target.files[0]) await resume(target.files[0]);
    target.value = "";
  });
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.matches("input:not([type=checkbox]), select, textarea");
    if (isTyping && event.key === "Escape") event.target.blur();
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping || $("work").hidden || !$("by_keys").checked) return;
    const digit = /^(?:Digit|Numpad)([1-3])$/.exec(event.code)?.[1];
    const code = data.answers.find((action) => action.key === event.key.toLowerCase())?.code;
    if (event.key === "?") $("help").open = !$("help").open;
    else if (digit) take(digit - 1);
    else if (code === "note") $("f_note").focus();
    else if (code === "back" || (code && at < proposals.length)) answer(code);
    else return;
    event.preventDefault();
  });
  addEventListener("storage", (event) => {
    if (event.key !== kept || !event.newValue) return;
    state = JSON.parse(event.newValue);
    $("name").value = state.name;
    show();
    tell(words.elsewhere);
  });
  addEventListener("beforeunload", (event) => isAtRisk && event.preventDefault());

  // Chromium gives some loads of a local file an empty storage that no other load sees. One that sees what an
  // earlier load kept has the storage of all; any other is loaded again, a few times.
  try {
    state = { ...state, ...JSON.parse(localStorage.getItem(kept)) };
    const loads = state.name || localStorage.getItem("jamplan") ? 0 : Number(history.state) + 1;
    if (loads) localStorage.setItem("jamplan", "kept");
    history.replaceState(loads, "");
    if (loads > 5) throw new Error("nothing is kept");
    if (loads) return location.reload();
  } catch {
    $("unsaved").textContent = words.unsaved;
  }
  $("name").value = state.name;
  $("who").hidden = false;
  if (state.name) begin();
})();
