// Files that are dropped anywhere on a room go where one writes in it. Where one may not write they go nowhere, and the
// page stays what it is.
const carriesFiles = (event) => event.dataTransfer?.types.includes("Files") ?? false;

function composerAt(event) {
  return event.target.closest?.("chat-room")?.querySelector("message-composer") ?? null;
}

function mark(composer) {
  for (const other of document.querySelectorAll("message-composer.is-dragged")) other.classList.toggle("is-dragged", other === composer);
  composer?.classList.add("is-dragged");
}

document.addEventListener("dragover", (event) => {
  // The form sees to what is held over it.
  if (!carriesFiles(event) || event.target.closest?.("form")) return mark(null);
  event.preventDefault();
  const composer = composerAt(event);
  event.dataTransfer.dropEffect = composer ? "copy" : "none";
  mark(composer);
});
document.addEventListener("dragleave", (event) => event.relatedTarget === null && mark(null));
document.addEventListener("drop", (event) => {
  const composer = composerAt(event);
  mark(null);
  if (!carriesFiles(event) || event.defaultPrevented || event.target.closest?.("form")) return;
  event.preventDefault();
  if (!composer) return;
  composer.uploads?.take(event.dataTransfer.files);
  composer.focus();
});
