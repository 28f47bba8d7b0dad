// The page of the search: reads the form, asks the engine, shows what it says.
//
// Belongs here: what happens when somebody types or chooses. Does not belong here: ranking (engine.js), or how a result
// looks (told.js). Nothing that is typed leaves the browser.

import { Engine } from "./engine.js";
import { csv, element, passage, result } from "./told.js";

const AT_ONCE = 10;
const PASSAGES = 2;
const REST = 120; // milliseconds after the last key

const form = document.querySelector("#search");
const box = form.elements.namedItem("q");
const filters = [...form.querySelectorAll("select")];
const status = document.querySelector("#status");
const list = document.querySelector("#results");
const more = document.querySelector("#more");
const take = document.querySelector("#take");
const apart = document.querySelector("#apart");
const narrow = document.querySelector("#narrow");
const loaded = new Map();
let engine;
let shown = { found: [], marks: [], until: 0 };
let asking = 0;
let resting;

/** Fetch a file of the index, once. */
function fetched(name) {
  if (!loaded.has(name)) {
    // The names of the others change with what is in them, so only the list of them is ever asked for again.
    const file = fetch(name, { cache: name === "index.json" ? "no-cache" : "default" }).then((answer) => {
      if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
      return answer.json();
    });
    file.catch(() => loaded.delete(name));
    loaded.set(name, file);
  }
  return loaded.get(name);
}

/** What the form asks for. No list is made that crosses an area with what happened: the area alone is asked then. */
function asked() {
  const [area, incident] = ["area", "incident"].map((name) => form.elements.namedItem(name));
  apart.hidden = !area.value;
  if (area.value) incident.value = "";
  incident.disabled = Boolean(area.value);
  return { question: box.value.trim(), narrowed: Object.fromEntries(filters.map((one) => [one.name, one.value])) };
}

/** Put into the form what the address of the page asks for. */
function restore() {
  const address = new URLSearchParams(window.location.search);
  box.value = address.get("q") || "";
  for (const one of filters) {
    one.value = address.get(one.name) || "";
    if (one.selectedIndex < 0) one.value = "";
    if (one.value) narrow.open = true;
  }
}

/** Say beside the filters how many are set. */
function tell(narrowed) {
  const number = Object.values(narrowed).filter(Boolean).length;
  document.querySelector("#narrowed").textContent = number ? ` (${number} chosen)` : "";
}

/** Put into the address what the form asks for, so that it can be kept and sent. */
function remember({ question, narrowed }) {
  const address = new URLSearchParams(Object.entries({ q: question, ...narrowed }).filter(([, value]) => value));
  window.history.replaceState(null, "", address.size ? `?${address}` : window.location.pathname);
}

/** What a result shows. */
function line(review) {
  const [part, title, published, publisher, type] = engine.index.reviews[review];
  const themes = engine.index.filters.theme;
  const words = new Map([...form.elements.namedItem("theme").options].map((one) => [one.value, one.text]));
  return {
    href: `../reviews/${part}/index.html`,
    part,
    title,
    published,
    publisher: engine.index.publishers[publisher],
    type: engine.index.types[type],
    themes: themes.held[review].map((place) => words.get(themes.keys[place]) || themes.keys[place]),
  };
}

/** Say in a sentence what was found and how the words were read. */
function sentence(answer, question) {
  const count = answer.found.length;
  const number = count === 1 ? "1 entry" : `${count.toLocaleString("en-GB")} entries`;
  const parts = [question ? `${count ? number : "No entry"} for “${question}”.` : `${number}.`];
  for (const { typed, as } of answer.read) parts.push(`“${typed}” stands nowhere; read as ${as.slice(0, 3).join(", ")}.`);
  if (answer.unknown.length) parts.push(`Not found in any entry: ${answer.unknown.join(", ")}.`);
  if (count && question && !answer.every) parts.push("None holds every word; these hold some of them.");
  if (!count) parts.push("Try fewer words or filters.");
  return parts.join(" ");
}

/** Show the next results, and beside each its passages as soon as they are there; returns the first new one. */
function extend() {
  const { found, marks } = shown;
  const next = found.slice(shown.until, shown.until + AT_ONCE);
  const items = next.map((review) => result(line(review), marks));
  list.append(...items);
  shown.until += next.length;
  more.hidden = shown.until >= found.length;
  const arriving = next.map((review, place) =>
    engine.best(review, marks, PASSAGES).then((passages) => items[place].append(...passages.map((one) => passage(one, marks)))),
  );
  return { first: items[0], whole: Promise.all(arriving) };
}

/** Say that a file could not be had. */
function lost() {
  status.textContent =
    "A part of the index could not be fetched. Is there a connection? If there is, the catalogue was printed anew:" +
    " please load this page again.";
}

/** Ask, and show the answer unless another question came meanwhile. */
async function ask() {
  clearTimeout(resting);
  asking += 1;
  const now = asking;
  const { question, narrowed } = asked();
  remember({ question, narrowed });
  tell(narrowed);
  performance.mark(`asked-${now}`);
  try {
    const answer = await engine.search(question, narrowed);
    if (now !== asking) return;
    shown = { found: answer.found, marks: answer.marks, until: 0 };
    list.replaceChildren();
    const { whole } = extend();
    status.textContent = sentence(answer, question);
    take.hidden = !answer.found.length;
    performance.measure("search", `asked-${now}`);
    await whole;
    performance.measure("passages", `asked-${now}`);
    list.dataset.answers = String(now);
  } catch {
    lost();
  }
}

/** Give what was found as a file. */
function download() {
  const rows = [["Catalogue id", "Title", "Type", "Publisher", "Published", "Themes", "Page"]];
  for (const review of shown.found) {
    const one = line(review);
    const page = new URL(one.href, window.location.href).href;
    rows.push([one.part, one.title, one.type, one.publisher, one.published, one.themes.join("; "), page]);
  }
  const address = URL.createObjectURL(new Blob(["\ufeff", csv(rows)], { type: "text/csv;charset=utf-8" }));
  element("a", { href: address, download: "reviews.csv" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/** Keep everything for when there is no connection, unless the reader is sparing with data. */
async function keep() {
  if (!navigator.serviceWorker || navigator.connection?.saveData) return;
  await navigator.serviceWorker.register("offline.js");
  await navigator.serviceWorker.ready;
  document.documentElement.dataset.search = "kept";
}

/** Start: open the index, show the form, and answer what the address asks. */
async function start() {
  engine = new Engine(await fetched("index.json"), fetched);
  restore();
  document.querySelector("#without").hidden = true;
  document.querySelector("#with").hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
  });
  box.addEventListener("input", () => {
    clearTimeout(resting);
    resting = setTimeout(ask, REST);
  });
  for (const one of filters) one.addEventListener("change", ask);
  form.addEventListener("reset", () => setTimeout(ask));
  more.addEventListener("click", () => {
    const { first, whole } = extend();
    whole.catch(lost);
    first.querySelector("a").focus();
  });
  take.addEventListener("click", download);
  window.addEventListener("popstate", () => {
    restore();
    ask();
  });
  await ask();
  document.documentElement.dataset.search = "ready";
  keep().catch(() => undefined); // where nothing can be kept, the search works with a connection
}

start().catch(() => {
  document.querySelector("#failed").hidden = false;
});
