// Says that the line is gone, when it has been gone for three seconds: the live client tells by the document's event
// "portico:connection" with {state: "open" | "lost"}.
const PATIENCE = 3000;

let timer = null;
let banner = null;

function lost() {
  if (timer !== null || banner) return;
  timer = setTimeout(() => {
    timer = null;
    banner = document.getElementById("connection-template")?.content.firstElementChild.cloneNode(true) ?? null;
    if (banner) document.body.append(banner);
  }, PATIENCE);
}

function open() {
  clearTimeout(timer);
  timer = null;
  banner?.remove();
  banner = null;
}

document.addEventListener("portico:connection", ({ detail }) => (detail.state === "open" ? open() : lost()));
addEventListener("offline", lost);
addEventListener("online", open);
