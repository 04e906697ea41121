// A classic script that blocks on purpose: theme and text size stand before anything is painted, also on a page that
// came out of a cache and so knows nothing of this reader.
(() => {
  const root = document.documentElement;
  for (const [attribute, values] of [["theme", "light|dark"], ["text", "larger|large"]]) {
    const choice = new RegExp(`(?:^|; )portico_${attribute}=(${values})(?:;|$)`).exec(document.cookie)?.[1];
    if (choice) root.dataset[attribute] = choice;
    else delete root.dataset[attribute];
  }
  try {
    const gone = localStorage.getItem("portico-banner");
    if (/^[0-9a-f]{12}$/.test(gone ?? "")) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`[data-banner="${gone}"] { display: none }`);
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    }
  } catch {
    // A browser that keeps nothing shows the banner again.
  }
  root.dataset.scripts = "";
})();
