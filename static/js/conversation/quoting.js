// What somebody has said, as a quote in a text of one's own. Signs that would make more than words of it are taken as
// signs: nobody is named, filed or linked again by being quoted. No page in here: it is tested without one.
const LONGEST = 2000;
const ADDRESS = /^https?:\/\/[\w\-./?=&%]+$/;

// One word or the space between two.
function plainWord(word) {
  if (ADDRESS.test(word)) return word;
  return word
    .replace(/[\\`*[\]<#@|~]/g, "\\$&")
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_")
    .replace(/&(?=[#\w])/g, "\\&")
    .replace(/:(?=[\w+’'-]{1,60}:)/g, "\\:");
}

// What at the beginning of a line would make a list, a heading or another quote of it.
const plainStart = (line) => line.replace(/^([-+=>])/, "\\$1").replace(/^(\d+)([.)])/, "$1\\$2");

export function plain(text) {
  return text.split(/(\s+)/).map(plainWord).join("");
}

// `said` by `name`, at `url`: Markdown whose every line is quoted.
export function quoteOf(said, { name, url }) {
  const whole = said.replace(/\r\n?|[\u2028\u2029\v\f]/g, "\n").replace(/\n{3,}/g, "\n\n").trim();
  const text = whole.length > LONGEST ? `${whole.slice(0, LONGEST).trimEnd()}…` : whole;
  const lines = text.split("\n").map((line) => plainStart(plain(line.replace(/\s+/g, " ").trim())));
  return [`[${plain(name)}](${url}):`, "", ...lines].map((line) => `> ${line}`.trimEnd()).join("\n");
}

// What was typed stays; the quote comes after it, and one goes on below.
export function withQuote(typed, quote) {
  const before = typed.trimEnd();
  return `${before === "" ? "" : `${before}\n\n`}${quote}\n\n`;
}
