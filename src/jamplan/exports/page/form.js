// The cards, their answers, and what is kept of them. Data only ever becomes text, never markup.
(() => {
  "use strict";
  const $ = (id) => document.getElementById(id);
  const data = JSON.parse($("data").textContent);
  const { words, proposals, measures, cards } = data;
  // Sentences and readings are in the data once; the sentences of an answer are parts of the first measure's text.
  for (const { first, repeats, passages } of cards) {
    const { title = "", text = "" } = measures[first[0]?.measure] ?? {};
    for (const part of [...repeats, ...passages]) {
      for (const name of ["before", "text", "quote", "after"]) part[name] = data.sentences[part[name]] ?? "";
      part.text ||= [...`${title}\n${text}`].slice(...(part.span ?? [0, 0])).join("") || part.quote;
      Object.assign(part, { quote: part.quote || part.text }, data.readings[part.reading]);
    }
  }
  const items = new Map([...proposals, ...measures].map((item) => [item.id, item]));
  const actions = new Map(data.answers.map((action) => [action.code, action]));
  const buttons = [...$("answers").children];
  const fields = [...document.querySelectorAll("#work [name]")];
  const kept = `jamplan 3 ${data.digest}`;

  // What one person has answered. A card has the answers on a proposal by measure, a conclusion under "", and
  // the time of its last change. An answer without `says` is still to be given.
  let state = { name: "", cards: {}, at: 0, shown: -1 };
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

  const button = (parts, onclick, properties) => element("button", parts, { type: "button", onclick, ...properties });

  // A text as it is compared: without case, accents and signs.
  function folded(text, between = "") {
    const letters = text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/œ/gi, "oe").toLowerCase();
    return letters.replace(/[^\p{L}\p{N}]+/gu, between);
  }

  // Nothing is withdrawn, replaced or signed anew without a question. Closing it changes nothing.
  function ask(question, yes, no) {
    $("question").textContent = question;
    // At once: the event of a dialog that has closed may come after the next key.
    for (const [reply, act] of Object.entries({ yes, no })) $(reply).onclick = () => ($("ask").close(), act?.());
    $("ask").showModal();
  }

  const keyOf = (name) => `${kept} ${name.normalize("NFKC").replace(/\s+/g, " ").toLowerCase()}`;
  const stored = (name) => storage((all) => JSON.parse(all.getItem(keyOf(name)))) ?? { cards: {} };

  // What the browser's storage gives; nothing if it is closed or full.
  function storage(act) {
    try {
      return act(localStorage);
    } catch {
      return undefined;
    }
  }

  // Each card as it was changed last.
  function merge(known, others) {
    const newer = Object.entries(others).filter(([id, card]) => !(known[id]?.time > card.time));
    return { ...known, ...Object.fromEntries(newer) };
  }

  // Keep all answers, of all tabs; those of an item as they are changed, later than any other change.
  function keep(item, changed) {
    state = { ...state, cards: merge(stored(state.name).cards, state.cards), at, shown };
    const time = Math.max(Date.now(), cardOf(item).time + 1);
    if (item) state.cards[item.id] = { time, answers: changed(answersOf(item)) };
    isAtRisk = !storage((all) => {
      all.setItem(keyOf(state.name), JSON.stringify(state));
      all.setItem(kept, state.name);
      return true;
    });
    $("unsaved").textContent = isAtRisk ? words.unsaved : "";
    if ($("copy").open) $("csv").value = written();
  }

  // Show what another tab, or a later visit of this one, has kept.
  function refresh(text) {
    state.cards = merge(stored(state.name).cards, state.cards);
    $("name").value = state.name;
    show();
    if (text) tell(text);
  }

  // Sign as somebody; if answers are signed with another name, whose they are is asked.
  function sign(name) {
    const { name: former, cards: given } = state;
    const count = Object.keys(given).length;
    if (name && !$("ask").open && (!count || keyOf(name) === keyOf(former))) return begin(name, given);
    $("name").value = former;
    if (!name || $("ask").open) return;
    // Answers that are in this page alone would be lost with their name.
    const apart = () => (isAtRisk ? tell(words.unsaved) : begin(name, {}));
    ask(say("same", name, former, count), () => begin(name, given), apart);
  }

  // Begin as somebody, with what was answered by another name.
  function begin(name, given) {
    const known = stored(name);
    state = { at: 0, shown: -1, ...known, name, cards: merge(known.cards, given) };
    [$("work").hidden, $("intro").hidden, $("begin").hidden, $("name").value] = [false, true, true, name];
    steps.length = 0;
    history.replaceState({ name }, "");
    // Where the person was, beside the measure that was chosen unless it has its answer.
    const open = openFrom(state.at);
    go(open < proposals.length ? open : openFrom(0));
    if (at === state.at && measures[state.shown] && !answersOf()[measureOf(state.shown)]?.says) show(state.shown);
    keep();
  }

  const cardOf = (item) => state.cards[item?.id] ?? { time: 0, answers: {} };
  const answersOf = (item = proposals[at]) => cardOf(item).answers;
  const measureOf = (number = shown) => measures[number]?.id ?? "";
  // What a button says, of what may be said more exactly.
  const codeOf = (answer) => data.under[answer?.says] ?? answer?.says ?? "";
  const exactly = (code, says) => (data.under[says] === code ? says : code);
  const isOpen = (answer) => ["", "not_this"].includes(codeOf(answer));
  const isTyped = (answer) => fields.some(({ name }) => answer?.[name]);
  const isWhole = (answer) => !isOpen(answer) && !lacks(answer).length;
  const isAnswered = (item) => Object.values(cardOf(item).answers).some(isWhole);
  const places = [...proposals.keys(), proposals.length];
  const openFrom = (first) => places.find((place) => place >= first && !isAnswered(proposals[place]));
  // The answer that the fields belong to: the conclusion, else that of the pair.
  const placeHeld = () => ("" in answersOf() ? "" : measureOf());
  const held = () => answersOf()[placeHeld()] ?? {};
  const typedIn = (answer = {}) => Object.fromEntries(fields.map(({ name }) => [name, answer[name] ?? ""]));

  // The fields without which an answer could not be recorded. A comparison of one's own needs none.
  function lacks(answer = {}) {
    const [says, { quote, locator }] = [codeOf(answer), answer];
    const isQuoted = ["refused", "noted"].includes(says);
    const isStated = isQuoted || ["quote", "source", "words", "speaker"].some((name) => answer[name]);
    if (!isStated || ["", "not_this", "no_match", "out_of_scope", "not_testable"].includes(says)) return [];
    // The words of a quote tell how it says it, but not of what is neither yes nor no.
    const isTold = says !== "noted" && (quote || isQuoted);
    const needed = { source: true, speaker: true, words: !isTold, quote: isQuoted || !locator };
    return fields.filter(({ name }) => needed[name] && !answer[name]);
  }

  // What some answers lack, by name: what is typed beside none lacks the answer.
  function lacking(answers) {
    const names = answers.flatMap((answer) => lacks(answer).map((field) => field.labels[0].textContent));
    if (answers.some((answer) => !answer?.says && isTyped(answer))) names.unshift(words.answer);
    return names.length ? say("lacking", [...new Set(names)].join(", ")) : "";
  }
  const shownAnswers = () => [...new Set(["", measureOf()])].map((place) => answersOf()[place]);

  // What answers say, each with the number of its measure.
  function told(answers) {
    const given = Object.entries(answers).filter(([, { says }]) => says);
    const saying = ([place, each]) => `${actions.get(codeOf(each)).words} ${items.get(place)?.number ?? ""}`.trim();
    return given.map(saying).join(", ");
  }

  function answer(code) {
    const action = actions.get(code);
    const to = action.alone ? "" : measureOf();
    if (code === "back") return back();
    if (action.pair && shown < 0) return;
    if (code === "skip") return steps.push([at, shown]) && go(at + 1);
    const before = answersOf();
    // Pressed again, it stays.
    if (codeOf(before[to]) === code) return goOn(action);
    // A statement and a conclusion exclude each other; what is typed in the fields goes with the new one.
    const from = code === "not_this" ? to : placeHeld();
    const excludes = (place, known) => code !== "not_this" && (action.alone ? !isOpen(known) : place === "");
    const lost = Object.entries(before).filter(([place, known]) => place === to || excludes(place, known));
    const typed = lost.filter(([place]) => place !== from).flatMap(([, known]) => Object.values(typedIn(known)));
    const replaced = [told(Object.fromEntries(lost)), ...typed].filter(Boolean).join(" · ");
    const act = () => {
      // Who was shown what is on record did not decide apart.
      const on_record = before[from]?.on_record || cards[at].facts.join(" ");
      // Swedish days are written as those of records.
      const on = new Date().toLocaleDateString("sv");
      const given = { ...before[from], says: exactly(code, pressedIn(held())?.says), on, on_record };
      const isLeft = ([place, { says }]) => !lost.some(([other]) => other === place) && (place !== from || says);
      steps.push([at, shown, to]);
      keep(proposals[at], (now) => ({ ...Object.fromEntries(Object.entries(now).filter(isLeft)), [to]: given }));
      goOn(action);
    };
    const questions = [replaced && say("replace", replaced, action.words), code === "no_match" && words.sure];
    const question = questions.filter(Boolean).join(" ");
    return question ? ask(question, act) : act();
  }

  // To the next card, unless this one still lacks something.
  function goOn(action) {
    proposed = "";
    show();
    const field = shownAnswers().flatMap(lacks)[0];
    if (field) return field.focus();
    go(action.code === "not_this" ? at : openFrom(at + 1));
    tell(`${action.words} · ${$("progress").textContent}`);
  }

  // Return to the last answer, and ask whether to take it back. What was typed stays.
  function back() {
    const [item, measure, place] = steps.pop() ?? [Math.max(0, at - 1)];
    go(item, measure);
    const last = answersOf()[place];
    const act = () => {
      keep(proposals[at], (answers) => ({ ...answers, [place]: { ...answers[place], says: "" } }));
      show();
    };
    if (last?.says) ask(say("replace", told({ [place]: last }), words.none), act);
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
    const stated = numbers.find((number) => !isOpen(answersOf()[measureOf(number)]));
    return stated ?? numbers.find((number) => !answersOf()[measureOf(number)]?.says) ?? -1;
  }

  // What may be quoted: the sentences of the answer that is shown, then the other passages.
  const quotable = () => cards[at].passages.filter(({ span }) => !span || shown === cards[at].first[0].measure);
  const quoteIn = ({ quote, locator, page }) => [quote, locator, page].filter(Boolean).join(" · ");
  const pressedIn = (answer) => quotable().find((each) => quoteIn(each) === quoteIn(answer));

  function take(number) {
    const passage = quotable()[number];
    if (!passage) return;
    const act = () => {
      const [place, { note }] = [placeHeld(), held()];
      const taken = { ...typedIn(passage), note, says: exactly(codeOf(held()), passage.says) };
      keep(proposals[at], (answers) => ({ ...answers, [place]: { ...answers[place], ...taken } }));
      proposed = codeOf(passage);
      show();
      (buttons.find((each) => each.dataset.code === proposed) ?? $("f_quote")).focus();
    };
    // What was typed by hand is no sentence that was pressed.
    if (!quoteIn(held()) || pressedIn(held())) act();
    else ask(say("replace", quoteIn(held()), quoteIn(passage)), act);
  }

  function show(measure = shown) {
    shown = measure;
    const isCard = at < proposals.length;
    for (const id of ["card", "quoting", "answers", "fields"]) $(id).hidden = !isCard;
    $("end").hidden = isCard;
    $("bar").value = proposals.filter(isAnswered).length;
    $("progress").textContent = say("progress", $("bar").value, proposals.length);
    showList();
    if (!isCard) return tell("");
    showTexts();
    for (const each of buttons) {
      const { code, alone, pair } = actions.get(each.dataset.code);
      if (alone || pair) each.ariaPressed = String(codeOf(answersOf()[alone ? "" : measureOf()]) === code);
      each.disabled = pair && shown < 0;
      each.classList.toggle("proposed", code === proposed);
    }
    for (const field of fields) field.value = held()[field.name] ?? "";
    tell(lacking(shownAnswers()));
  }

  function showTexts() {
    const { first, repeats, facts } = cards[at];
    const compared = first.find((each) => each.measure === shown);
    const parts = [...quotable().filter(({ span }) => span), ...(compared && compared === first[0] ? repeats : [])];
    const place = [words.proposal, proposals[at].number, "·", at + 1, "/", proposals.length];
    $("number").textContent = place.filter(Boolean).join(" ");
    for (const [id, item] of Object.entries({ proposal: proposals[at], measure: measures[shown] })) {
      const special = id === "measure" ? parts : [];
      const lines = [...(item?.text ?? "").split("\n"), ...(item?.quotes ?? [])].filter(Boolean);
      $(id).replaceChildren(...parted(item?.title ?? words.nothing, special));
      $(`${id}_text`).replaceChildren(...lines.map((line) => element("p", parted(line, special), { dir: "auto" })));
      $(id).lang = $(`${id}_text`).lang = item?.lang ?? "";
    }
    const options = order().map((number) => {
      const mark = { undefined: "", "": "", not_this: "✗ " }[answersOf()[measureOf(number)]?.says] ?? "✓ ";
      return element("option", [mark + named(measures[number]).slice(0, 90)], { value: number });
    });
    $("choice").replaceChildren(...options);
    $("choice").value = shown;
    const known = [...facts, ...(compared?.facts ?? [])].map((fact) => element("li", [fact], { dir: "auto" }));
    $("facts").replaceChildren(...known);
    const near = (each) => element("p", [each.before, pressed(each), each.after], { dir: "auto" });
    $("passages").replaceChildren(...quotable().filter(({ span }) => !span).map(near));
  }

  // A line in which sentences are to press, and what repeats the other text is grey.
  function parted(line, parts) {
    const part = parts.find(({ text }) => line.includes(text));
    if (!part) return [line];
    const [before, ...after] = line.split(part.text);
    const shown = part.source ? pressed(part) : element("span", [part.text], { className: "repeated" });
    return [...parted(before, parts), shown, ...parted(after.join(part.text), parts)];
  }

  // A sentence to press, which is quoted with its place.
  function pressed(passage) {
    const number = quotable().indexOf(passage);
    const parts = [element("kbd", [number + 1]), ` ${passage.text} `, element("small", [passage.reads])];
    const ariaPressed = String(quoteIn(passage) === quoteIn(held()));
    return button(parts, () => take(number), { className: `sentence ${passage.marks ?? ""}`, ariaPressed });
  }

  const searched = proposals.map((item) => folded(`${named(item)} ${item.text ?? ""}`, " "));

  // All items that the filter leaves; after the last card those that lack something, and what.
  function showList() {
    const isCard = at < proposals.length;
    const wanted = folded($("words").value, " ").split(" ");
    const rows = proposals.map((item, number) => {
      const lacks = lacking(Object.values(answersOf(item))) || (isAnswered(item) ? "" : say("lacking", words.answer));
      const label = `${isAnswered(item) ? "✓" : "·"} ${named(item)}`;
      const leads = button([label], () => go(number), { lang: item.lang, ariaCurrent: String(number === at) });
      const isLeft = isCard ? wanted.every((word) => searched[number].includes(word)) : lacks;
      return element("li", [leads, isCard ? "" : lacks], { hidden: !isLeft });
    });
    $(isCard ? "items" : "lacking").replaceChildren(...rows);
  }

  // A cell that a spreadsheet would run as a formula has an apostrophe before it.
  const isRun = (cell) => /^(?:'|[\s\u200b\u2060\ufeff\u00ad]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n])/.test(cell);
  const asCell = (text) => `"${(isRun(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  const asTyped = (cell) => (cell.startsWith("'") && isRun(cell.slice(1)) ? cell.slice(1) : cell);

  function textsOf(item, measure) {
    const of = (name, { id, title, text = "" }) => ({ [name]: id, [`${name}_title`]: title, [`${name}_text`]: text });
    return { ...of("proposal", item), ...(measure && of("measure", measure)) };
  }

  // The rows of a card, answered or not.
  function rowsOf(id, { time, answers }) {
    const given = Object.entries(answers).filter(([, answer]) => answer.says || isTyped(answer));
    return given.sort().map(([place, answer]) => {
      // That none was found is said by whoever looked, and by no source.
      const own = answer.says === "no_match" ? { words: "", speaker: "" } : {};
      const row = { ...textsOf(items.get(id), items.get(place)), ...answer, ...own, by: state.name };
      return data.columns.map((column) => (column === "at" ? new Date(time).toISOString() : (row[column] ?? "")));
    });
  }

  function written() {
    const rows = proposals.flatMap((item) => rowsOf(item.id, cardOf(item)));
    return [data.columns, ...rows].map((line) => `${line.map(asCell).join(data.separator)}\r\n`).join("");
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
    return records.filter((record) => record.says || isTyped(record));
  }

  // A row of a file as a card of one answer; null if it is none of this form.
  function fromFile({ says: typed, words: how = "", on, on_record, ...row }) {
    const says = typed ? data.codes.says[folded(typed)] : "";
    const action = actions.get(codeOf({ says }));
    const item = items.get(row.proposal);
    const isOfPair = action?.pair || (!says && row.measure);
    const measure = isOfPair ? items.get(row.measure) : null;
    if (!(says === "" || action) || !item || measure === undefined) return null;
    const isSame = ([name, text]) => folded(row[name] || text) === folded(text);
    if (!Object.entries(textsOf(item, measure)).every(isSame)) return null;
    const read = data.codes.words[folded(how)] ?? "";
    const answer = { ...typedIn(row), words: read === "compared" ? "" : read, says, on, on_record };
    const time = Date.parse(row.at) || Date.parse(on) || 0;
    return [item.id, { time, answers: { [measure?.id ?? ""]: answer } }];
  }

  async function resume(file) {
    const bytes = await file.arrayBuffer();
    const text = new TextDecoder().decode(bytes);
    // Spreadsheets may save it as Windows does.
    const records = parsed(text.includes("\ufffd") ? new TextDecoder("windows-1252").decode(bytes) : text);
    const rows = records.map(fromFile);
    const stranger = records.find(({ by }) => by && keyOf(by) !== keyOf(state.name));
    if (!rows.length || rows.includes(null)) return tell(words.foreign);
    if (stranger) return tell(say("somebody", stranger.by));
    const given = {};
    for (const [id, { time, answers }] of rows)
      given[id] = { time: Math.max(time, given[id]?.time ?? 0), answers: { ...given[id]?.answers, ...answers } };
    refresh();
    const known = Object.keys(given).filter((id) => state.cards[id]);
    const older = known.filter((id) => given[id].time <= state.cards[id].time);
    const lost = known.filter((id) => !older.includes(id)).map((id) => named(items.get(id)));
    const takeBut = (left) => {
      for (const id of left) delete given[id];
      state.cards = merge(state.cards, given);
      keep();
      go(at);
      const taken = rows.filter(([id]) => given[id]).length;
      tell([say("taken", taken), left.length && say("older", left.length)].filter(Boolean).join(" "));
    };
    if (!lost.length) return takeBut(older);
    ask(say("replace", lost.join("; "), file.name), () => takeBut(older), () => takeBut(known));
  }

  $("who").addEventListener("submit", (event) => {
    event.preventDefault();
    sign($("name").value.trim());
  });
  $("name").addEventListener("change", () => sign($("name").value.trim()));
  // The second click of a double click is not meant for the next card.
  for (const each of buttons) each.addEventListener("click", ({ detail }) => detail > 1 || answer(each.dataset.code));
  $("work").addEventListener("input", ({ target: { name, value } }) => {
    if (!fields.some((field) => field.name === name)) return;
    const place = placeHeld();
    const typed = { [name]: value.trim() };
    // Its words told that it is in full.
    if (name === "quote" && held().says === "in_full") typed.says = codeOf(held());
    if (name === "source") $("f_speaker").value = typed.speaker = held().speaker || (data.publishers[value] ?? "");
    keep(proposals[at], (answers) => ({ ...answers, [place]: { ...answers[place], ...typed } }));
    tell(lacking(shownAnswers()));
  });
  $("choice").addEventListener("change", () => show(Number($("choice").value)));
  $("words").addEventListener("input", showList);
  $("download").addEventListener("click", () => {
    const href = URL.createObjectURL(new Blob(["\ufeff", written()], { type: "text/csv" }));
    element("a", [], { href, download: `${folded(state.name, "-")}.csv` }).click();
    isAtRisk = false;
  });
  $("copy").addEventListener("toggle", () => ($("csv").value = written()));
  $("resume").addEventListener("change", ({ target }) => resume(target.files[0]).finally(() => (target.value = "")));
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.matches("input:not([type=checkbox]), select, textarea");
    if (isTyping && event.key === "Escape") event.target.blur();
    const isChord = event.ctrlKey || event.metaKey || event.altKey || event.repeat;
    if (isChord || isTyping || $("ask").open || $("work").hidden || !$("by_keys").checked) return;
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
    const code = data.answers.find((action) => action.key === event.key.toLowerCase())?.code;
    if (event.key === "?") $("help").open = !$("help").open;
    else if (digit && at < proposals.length) take(digit - 1);
    else if (code === "note") $("f_note").focus();
    else if (code === "back" || (code && at < proposals.length)) answer(code);
    else return;
    event.preventDefault();
  });
  addEventListener("storage", ({ key, newValue }) => key === keyOf(state.name) && newValue && refresh(words.elsewhere));
  addEventListener("pageshow", () => state.name && refresh());
  addEventListener("beforeunload", (event) => isAtRisk && event.preventDefault());

  // Chromium gives some loads of a local file an empty storage that no other load sees. One that sees what an
  // earlier load kept has the storage of all; any other is loaded again, a few times.
  const { name = "", loads: before = 0 } = history.state ?? {};
  const last = name || storage((all) => all.getItem(kept));
  const loads = storage((all) => ((all.getItem(kept) ?? all.getItem("jamplan")) ? 0 : before + 1)) ?? 6;
  if (loads) storage((all) => all.setItem("jamplan", "kept"));
  history.replaceState({ name, loads }, "");
  if (loads && loads < 6) return location.reload();
  if (loads) $("unsaved").textContent = words.unsaved;
  $("who").hidden = false;
  if (last) begin(last, {});
})();
