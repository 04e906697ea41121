// The one place where HTML from our own server becomes nodes. Nothing here runs scripts, and nothing else in static/js
// may turn a string into markup.

export function parse(html) {
  const page = new DOMParser().parseFromString(`<template>${html}</template>`, "text/html");
  return document.importNode(page.querySelector("template").content, true);
}

// A document apart, for what came from elsewhere: nothing in it runs and nothing is fetched. It is read, never shown.
export const parseApart = (html) => new DOMParser().parseFromString(html, "text/html");

// The first element of a fragment, for parts that are one card or one row.
export const parseOne = (html) => parse(html).firstElementChild;

// Puts nodes in place and wakes htmx in them. where: "first" or "last" in the target, "before" or "after" it, or
// "instead" of it. A node whose id is on the page already replaces the one that is there: what arrives twice (the
// answer and the live frame) stands there once.
export function insert(content, target, where = "last") {
  const nodes = typeof content === "string" ? [...parse(content).children] : [content].flat();
  const fresh = nodes.filter((node) => {
    const old = node.id && document.getElementById(node.id);
    if (!old || old === target || old === node) return true;
    old.replaceWith(node);
    return false;
  });
  const put = { first: "prepend", last: "append", before: "before", after: "after", instead: "replaceWith" }[where];
  if (fresh.length > 0) target[put](...fresh);
  else if (where === "instead") target.remove();
  for (const node of nodes) wake(node);
  return nodes;
}

export function wake(node) {
  globalThis.htmx?.process(node);
  node.dispatchEvent(new CustomEvent("portico:inserted", { bubbles: true }));
}
