// What a text that begins with "/" means, without a page. The server has the last word (chat/commands/saying.py).

// "/etc/hosts" is words, "/remind me" a command; "//" and a space before it make words of either.
const GIVEN = /^\/[\p{L}\p{N}][\p{L}\p{N}_-]{0,30}(\s|$)/u;
const BEING_GIVEN = /^\/([\p{L}\p{N}_-]{0,31})$/u;

export const isCommand = (text) => GIVEN.test(text);

// The beginning of a command that stands before the caret, or null.
export function commandBefore(text, caret) {
  const match = BEING_GIVEN.exec(text.slice(0, caret));
  return match ? { trigger: "/", query: match[1].toLowerCase(), start: 0 } : null;
}

// Those that begin so come first, then those that have it inside.
export function matching(commands, query) {
  const found = commands.filter(({ name }) => name.includes(query));
  return [...found.filter(({ name }) => name.startsWith(query)), ...found.filter(({ name }) => !name.startsWith(query))];
}
