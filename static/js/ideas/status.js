// The pill that says what has become of an idea, wherever it stands.
export function drawStatus(root, told) {
  const pill = root.querySelector("[data-status-of]");
  if (!pill || !told) return;
  const [meaning, label, icon] = told;
  pill.dataset.meaning = meaning;
  pill.querySelector('[data-slot="text"]').textContent = label;
  const use = pill.querySelector("use");
  use?.setAttribute("href", `${use.getAttribute("href").split("#")[0]}#${icon}`);
}
