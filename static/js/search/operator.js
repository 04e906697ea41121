// What the search field needs to know about its text, without a page: the operator before the caret, and the text with
// a value put behind it.

const BEGUN = /(^|\s)([\p{L}]+):("[^"]*|[^\s"]*)$/u;

// {name, query, start}: start is where the value begins; null where no operator is being written.
export function operatorBefore(text, caret) {
  const match = BEGUN.exec(text.slice(0, caret));
  if (!match) return null;
  const [, , name, query] = match;
  return { name, query: query.replace(/^"/, ""), start: caret - query.length };
}

// The value stands in quotation marks where it has a space, and one space follows it.
export function withValue(text, { start }, caret, value) {
  const put = /\s/.test(value) && !value.startsWith('"') ? `"${value}"` : value;
  const after = text.slice(caret).replace(/^\s+/, "");
  return { text: `${text.slice(0, start)}${put} ${after}`, caret: start + put.length + 1 };
}

// An operator from the list goes to the end of the text.
export function withOperator(text, operator) {
  const before = text.trimEnd();
  return `${before}${before && " "}${operator}${operator.endsWith(":") ? "" : " "}`;
}
