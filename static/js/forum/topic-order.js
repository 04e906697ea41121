// Where a new answer belongs on the page one reads, without a page: pages end, and orders differ.

// "here": it goes to the end of what is shown. "elsewhere": it stands on a later page, and one is told that it is there.
export function whereItGoes({ isNew, isLast }) {
  return isNew && !isLast ? "elsewhere" : "here";
}

// The first of these moments (rising, null for what has none) before which `at` belongs; their count if last.
export function placeAmong(at, moments) {
  const place = moments.findIndex((other) => other !== null && other > at);
  return place < 0 ? moments.length : place;
}
