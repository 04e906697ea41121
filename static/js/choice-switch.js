// A row of buttons that sets how pages look: <theme-switch>, <text-switch>. The choice is a cookie, so that the server
// writes it on <html> and the first paint is right; other tabs follow at once.
const YEAR = 365 * 24 * 3600;

export function choiceSwitch(tag, { cookie, attribute, values }) {
  if (!globalThis.document) return () => {};
  const root = document.documentElement;
  const tabs = globalThis.BroadcastChannel ? new BroadcastChannel(`portico:${attribute}`) : null;
  const current = () => root.dataset[attribute] ?? "";
  const sensible = (choice) => (values.includes(choice) ? choice : "");

  function show(choice) {
    if (sensible(choice)) root.dataset[attribute] = choice;
    else delete root.dataset[attribute];
    for (const element of document.querySelectorAll(tag)) element.mark();
  }

  function choose(choice) {
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `${cookie}=${choice}; Path=/; Max-Age=${choice ? YEAR : 0}; SameSite=Lax${secure}`;
    show(choice);
    tabs?.postMessage(choice);
  }

  customElements.define(
    tag,
    class extends HTMLElement {
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
    },
  );
  tabs?.addEventListener("message", ({ data }) => show(data));
  // A page that comes back out of the browser's memory may be older than the choice.
  addEventListener("pageshow", (event) => {
    if (event.persisted) show(new RegExp(`(?:^|; )${cookie}=(\\w+)`).exec(document.cookie)?.[1] ?? "");
  });
  return choose;
}
