// A classic script that blocks on purpose: the theme stands before anything is painted, also on a page that came out
// of a cache and so knows nothing of this reader.
(() => {
  const root = document.documentElement;
  const choice = /(?:^|; )portico_theme=(light|dark)/.exec(document.cookie)?.[1];
  if (choice) root.dataset.theme = choice;
  else delete root.dataset.theme;
  root.dataset.scripts = "";
})();
