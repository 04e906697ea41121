// <theme-switch>: as the system, light or dark. A cookie, so that the server writes it on <html> and the first paint is
// right; other tabs follow at once.
const COOKIE = "portico_theme";
const YEAR = 365 * 24 * 3600;
const tabs = globalThis.BroadcastChannel ? new BroadcastChannel("portico:theme") : null;

const current = () => document.documentElement.dataset.theme ?? "";

function show(choice) {
  if (choice) document.documentElement.dataset.theme = choice;
  else delete document.documentElement.dataset.theme;
  for (const element of document.querySelectorAll("theme-switch")) element.mark();
}

function choose(choice) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${COOKIE}=${choice}; Path=/; Max-Age=${choice ? YEAR : 0}; SameSite=Lax${secure}`;
  show(choice);
  tabs?.postMessage(choice);
}

class ThemeSwitch extends HTMLElement {
  connectedCallback() {
    this.mark();
    this.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) choose(button.value);
    });
  }

  mark() {
    for (const button of this.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.value === current()));
    }
  }
}

customElements.define("theme-switch", ThemeSwitch);
tabs?.addEventListener("message", ({ data }) => show(data));
// A page that comes back out of the browser's memory may be older than the choice.
addEventListener("pageshow", (event) => {
  if (event.persisted) show(/(?:^|; )portico_theme=(light|dark)/.exec(document.cookie)?.[1] ?? "");
});
