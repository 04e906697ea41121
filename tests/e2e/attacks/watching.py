"""A browser in which whatever a page runs, refuses to run, or would run at a touch is noted."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Page

from .corpora import RUNS

# Before anything of the page: what an attack calls tells us so, and so does the policy of the page. What shows a
# picture is the browser's own.
EARS = """(() => {
  if (!document.contentType.includes("html")) return;
  for (const name of %s) window[name] = (...said) => { window.heard(`${location.pathname} ran ${name}(${said})`); };
  document.addEventListener("securitypolicyviolation", (event) => {
    window.heard(`${location.pathname} refused ${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`);
  });
})();""" % list(RUNS)  # noqa: UP031

# What stands in the page and would run, or leads into something that would.
LOOK = r"""() => {
  const found = [];
  const never = ["base", "object", "embed", "iframe", "frame", "math", "marquee", "xmp", "plaintext"];
  const leads = ["href", "src", "action", "formaction", "data", "srcdoc", "xlink:href", "poster", "background"];
  const runs = /^(javascript|vbscript|data:text|data:application)/;
  const bare = (value) => value.replace(/[\u0000-\u0020]/g, "").toLowerCase();
  for (const element of document.querySelectorAll("*")) {
    const name = element.localName;
    if (never.includes(name) || (name === "style" && !element.nonce)) found.push(`<${name}>`);
    if (name === "meta" && bare(element.httpEquiv) === "refresh") found.push("<meta refresh>");
    if (name === "script" && !element.src && !/json|importmap/.test(element.type)) {
      found.push(`<script> ${element.text.slice(0, 60)}`);
    }
    for (const { name: attribute, value } of element.attributes) {
      const isWicked = leads.includes(attribute) && runs.test(bare(value));
      if (attribute.startsWith("on") || isWicked) found.push(`<${name} ${attribute}=${value.slice(0, 60)}>`);
    }
  }
  return found;
}"""
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


class Ears:
    def __init__(self, context: BrowserContext, home: str) -> None:
        self.heard: list[str] = []
        self.home = home
        context.expose_function("heard", self._hear)
        context.add_init_script(EARS)
        context.on("dialog", lambda dialog: (self.heard.append(f"a dialog: {dialog.message}"), dialog.dismiss()))
        context.on("request", lambda asked: self._asked_for(asked.url))

    def _hear(self, said: str) -> None:
        self.heard.append(said)

    def _asked_for(self, url: str) -> None:
        if not url.startswith((self.home, self.home.replace("http", "ws"), "data:", "blob:")):
            self.heard.append(f"asked elsewhere: {url}")

    def faults(self, page: Page) -> list[str]:
        """Those of what is open now, and what was heard since they were asked for."""
        page.evaluate(DRAWN)
        faults = [f"{page.url}: {fault}" for fault in page.evaluate(LOOK)]
        faults += self.heard
        self.heard.clear()
        return faults
