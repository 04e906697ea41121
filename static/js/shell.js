// What the shell itself does: the counts in rail, bars and title, and what is "mine" on pages that are the same for all.
const root = document.documentElement;
const bareTitle = document.title.replace(/^\(\d+\+?\) /, "");

// Says a number that waits ("inbox_count") everywhere it is shown. The live client calls this.
export function showCount(name, count) {
  for (const dot of document.querySelectorAll(`[data-count="${CSS.escape(name)}"]`)) {
    dot.textContent = count > 99 ? "99+" : String(count);
    dot.hidden = count === 0;
    dot.closest("a")?.classList.toggle("is-unread", count > 0);
  }
  if (name === "inbox_count") sayInTitle(count);
}

// Says that something is new that has no number ("chat_others"), where no number (count) says more already.
export function showNews(name, isNew, count = 0) {
  for (const dot of document.querySelectorAll(`[data-news="${CSS.escape(name)}"]`)) {
    dot.hidden = !isNew || count > 0;
    dot.closest("a")?.classList.toggle("is-unread", isNew || count > 0);
  }
}

// "99+" is more than 99.
export const numberIn = (words) => (Number.parseInt(words, 10) || 0) + (words.trim().endsWith("+") ? 1 : 0);

function sayInTitle(count) {
  document.title = count > 0 ? `(${count > 99 ? "99+" : count}) ${bareTitle}` : bareTitle;
  if (count > 0) navigator.setAppBadge?.(count).catch(() => {});
  else navigator.clearAppBadge?.().catch(() => {});
}

// Stored text and live frames are the same for every reader. What only concerns one of them is decided here, by one
// rule with the reader's own number: data-only-for="7" is for person 7, a mention of me stands out.
function knowMyself(person) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`@layer utilities {
    [data-only-for]:not([data-only-for="${person}"]) { display: none; }
    [data-not-for="${person}"] { display: none; }
    .mention[data-person="${person}"] { box-shadow: inset 0 -2px 0 var(--accent); }
  }`);
  document.adoptedStyleSheets.push(sheet);
}

knowMyself(Number(root.dataset.person ?? 0));

const first = document.querySelector('[data-count="inbox_count"]:not([hidden])');
if (root.dataset.person) sayInTitle(numberIn(first?.textContent ?? "0"));

if (/Mac|iPhone|iPad/.test(navigator.platform)) {
  for (const key of document.querySelectorAll("[data-mod-key]")) key.textContent = `⌘ ${key.dataset.modKey}`;
}
