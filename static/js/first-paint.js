// A classic script that blocks on purpose: theme and text size stand before anything is painted, also on a page that
// came out of a cache and so knows nothing of this reader.
(() => {
  const root = document.documentElement;
  for (const [attribute, values] of [["theme", "light|dark"], ["text", "larger|large"]]) {
    const choice = new RegExp(`(?:^|; )portico_${attribute}=(${values})(?:;|$)`).exec(document.cookie)?.[1];
    if (choice) root.dataset[attribute] = choice;
    else delete root.dataset[attribute];
  }
  root.dataset.scripts = "";
})();
