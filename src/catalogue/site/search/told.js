// What the page shows of results: elements made of text, never of markup, and a table to take along.
//
// Belongs here: elements and CSV. Does not belong here: ranking, or what happens when somebody types.

/** Make an element with text or elements in it. */
export function element(name, properties, ...inside) {
  const made = document.createElement(name);
  Object.assign(made, properties);
  made.append(...inside);
  return made;
}

/** Text with the marked words in mark elements. */
export function marked(text, marks) {
  const wanted = new Set(marks);
  if (!wanted.size) return [text];
  const plain = (word) => word.replace(/['’ʼ]/g, "").normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "");
  return text
    .split(/([\p{L}\p{N}\p{M}'’ʼ]+)/u)
    .map((part, place) => (place % 2 && wanted.has(plain(part)) ? element("mark", {}, part) : part));
}

/** One result as an item of the list. */
export function result(line, marks) {
  const item = element(
    "li",
    {},
    element("a", { href: line.href }, ...marked(line.title, marks)),
    element("span", { className: "facts" }, `${line.type} · ${line.publisher} · published: ${line.published}`),
  );
  if (line.themes.length) {
    item.append(element("span", { className: "facts" }, "Themes: ", ...marked(line.themes.join(", "), marks)));
  }
  return item;
}

/** A passage that stands beside a result. */
export function passage(one, marks) {
  const where = one.page ? [element("span", { className: "facts inline" }, ` page ${one.page}`)] : [];
  return element("p", { className: "passage" }, element("q", {}, ...marked(one.text, marks)), ...where);
}

/** Rows as CSV (RFC 4180). A field that a spreadsheet would reckon with gets an apostrophe before it. */
export function csv(rows) {
  const field = (value) => {
    const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return `"${text.replaceAll('"', '""')}"`;
  };
  return rows.map((row) => row.map((value) => field(String(value))).join(",")).join("\r\n") + "\r\n";
}
