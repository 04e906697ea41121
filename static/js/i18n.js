// The words of the scripts. The catalogue is a deferred classic script (core/js_catalog.py) that stands before the
// modules; where it is missing, the English source is what is said.
const catalog = globalThis.django ?? {};

export const language = globalThis.document?.documentElement.lang || "en";

export const gettext = (text) => catalog.gettext?.(text) ?? text;

export const ngettext = (one, many, count) => catalog.ngettext?.(one, many, count) ?? (count === 1 ? one : many);

// "%(count)s posts" with {count: 3}, or "%s posts" with [3].
export function interpolate(text, values) {
  if (!Array.isArray(values)) return text.replace(/%\((\w+)\)s/g, (_match, name) => String(values[name]));
  const rest = [...values];
  return text.replace(/%s/g, () => String(rest.shift()));
}
