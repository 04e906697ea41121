// <upload-drop url="/files/" max-bytes="20971520" max-files="10" accept=".png,.pdf"> in a form: files that are picked
// (button[data-pick] of the form), dropped on the form or pasted into it go up at once, with progress, cancel, a
// description for pictures, and a way to try again.
//
// data-files: the tiles of a form that has come back, as JSON.
//
//   POST url, multipart "file" -> 201 {id, url, thumb, name, size, kind: "image" | …}
//   the form then carries one hidden field "attachments" per file; a picture's description goes to the file itself
import { sizeInWords, whyNot } from "./file-limits.js";
import { gettext, interpolate } from "./i18n.js";
import { guardToken, send, sentenceInJson } from "./requests.js";
import { toast } from "./toasts.js";

class UploadDrop extends (globalThis.HTMLElement ?? Object) {
  #form = null;

  connectedCallback() {
    if (this.#form) return;
    this.#form = this.closest("form");
    this.picker = document.createElement("input");
    Object.assign(this.picker, { type: "file", multiple: true, hidden: true, accept: this.getAttribute("accept") ?? "" });
    this.append(this.picker);
    this.picker.addEventListener("change", () => {
      this.take(this.picker.files);
      this.picker.value = "";
    });
    this.#form.addEventListener("click", (event) => event.target.closest("[data-pick]") && this.picker.click());
    this.#form.addEventListener("paste", (event) => this.#paste(event));
    this.bringBack(JSON.parse(this.dataset.files ?? "[]"));
    for (const name of ["dragover", "dragleave", "drop"]) this.#form.addEventListener(name, (event) => this.#drag(event));
  }

  // True while something is on its way: the composer waits for it.
  get isBusy() {
    return this.querySelector(".upload.is-going") !== null;
  }

  get isEmpty() {
    return this.querySelector('input[name="attachments"]') === null;
  }

  get count() {
    return this.querySelectorAll(".upload:not(.is-failed)").length;
  }

  clear() {
    for (const tile of this.querySelectorAll(".upload")) tile.remove();
    this.#changed();
  }

  // Files that went up earlier, of a draft: [{id, name, size, kind, alt, thumb}].
  bringBack(files) {
    for (const file of files) {
      const tile = this.#tile({ name: file.name, size: file.size, type: "" });
      this.#stored(tile, file);
      const description = tile.querySelector(`input[name="alt_${file.id}"]`);
      if (description) description.value = file.alt ?? "";
    }
  }

  take(files) {
    for (const file of files) this.#begin(file);
  }

  #begin(file, old = null) {
    const tile = old ?? this.#tile(file);
    const limits = {
      maxBytes: Number(this.getAttribute("max-bytes") ?? Infinity),
      taken: (this.getAttribute("accept") ?? "").split(",").flatMap((part) => /^\s*\.(\w+)\s*$/.exec(part)?.[1] ?? []),
      room: Number(this.getAttribute("max-files") ?? Infinity) - this.count + (old ? 0 : 1),
    };
    const reason = whyNot(file, limits);
    if (reason) this.#fail(tile, reason, null);
    else this.#upload(tile, file);
  }

  #upload(tile, file) {
    const request = new XMLHttpRequest();
    const progress = document.createElement("progress");
    progress.className = "bar";
    progress.max = 100;
    progress.value = 0;
    progress.setAttribute("aria-label", interpolate(gettext("Uploading %(name)s"), { name: file.name }));
    tile.classList.remove("is-failed");
    tile.classList.add("is-going");
    this.#state(tile, progress);
    tile.cancel = () => request.abort();
    request.upload.addEventListener("progress", (event) => (progress.value = (event.loaded / event.total) * 100));
    request.addEventListener("load", () => this.#answered(tile, file, request));
    request.addEventListener("error", () => this.#fail(tile, gettext("The server could not be reached."), file));
    request.open("POST", this.getAttribute("url") ?? "/files/");
    request.setRequestHeader("X-CSRFToken", guardToken());
    request.setRequestHeader("Accept", "application/json");
    const body = new FormData();
    body.append("file", file, file.name);
    request.send(body);
    this.#changed();
  }

  #answered(tile, file, request) {
    if (request.status !== 201) {
      const reason = request.status === 413 ? gettext("This file is too large for the server.") : sentenceInJson(request.responseText);
      this.#fail(tile, reason || gettext("The server did not accept this."), file);
      return;
    }
    this.#stored(tile, JSON.parse(request.responseText));
  }

  #stored(tile, stored) {
    tile.classList.remove("is-going");
    if (stored.thumb) this.#picture(tile, stored.thumb);
    const id = document.createElement("input");
    Object.assign(id, { type: "hidden", name: "attachments", value: stored.id });
    tile.append(id);
    this.#state(tile, ...(stored.kind === "image" ? [describe(stored)] : []));
    this.#changed();
  }

  #fail(tile, reason, file) {
    tile.classList.remove("is-going");
    tile.classList.add("is-failed");
    const line = document.createElement("span");
    line.className = "error";
    line.textContent = reason;
    const parts = [line];
    if (file) {
      const again = document.createElement("button");
      Object.assign(again, { type: "button", className: "text-link", textContent: gettext("Try again") });
      again.addEventListener("click", () => this.#begin(file, tile));
      parts.push(again);
    }
    this.#state(tile, ...parts);
    this.#changed();
  }

  #tile(file) {
    const tile = document.getElementById("upload-template").content.firstElementChild.cloneNode(true);
    tile.querySelector('[data-slot="name"]').textContent = file.name;
    tile.querySelector('[data-slot="size"]').textContent = sizeInWords(file.size);
    const remove = tile.querySelector('[data-slot="remove"]');
    remove.setAttribute("aria-label", interpolate(gettext("Remove %(name)s"), { name: file.name }));
    remove.addEventListener("click", () => {
      tile.cancel?.();
      const kept = tile.querySelector('input[name="attachments"]')?.value;
      if (kept) send(`/files/${kept}/discard/`).catch(() => {}); // what is not asked for again is swept anyway
      tile.remove();
      this.#changed();
    });
    if (file.type.startsWith("image/")) this.#picture(tile, URL.createObjectURL(file));
    this.append(tile);
    return tile;
  }

  #picture(tile, source) {
    const picture = document.createElement("img");
    picture.alt = "";
    picture.src = source;
    picture.addEventListener("load", () => source.startsWith("blob:") && URL.revokeObjectURL(source), { once: true });
    tile.querySelector(".upload-thumb").replaceChildren(picture);
  }

  #state(tile, ...parts) {
    tile.querySelector(".upload-state").replaceChildren(...parts);
  }

  #changed() {
    this.dispatchEvent(new CustomEvent("portico:uploads", { bubbles: true }));
  }

  #paste(event) {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    this.take(files);
  }

  #drag(event) {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.#form.classList.toggle("is-dragged", event.type === "dragover");
    if (event.type === "drop") this.take(event.dataTransfer.files);
  }
}

function describe(stored) {
  const field = document.createElement("input");
  Object.assign(field, { type: "text", name: `alt_${stored.id}`, className: "input", maxLength: 300 });
  field.placeholder = gettext("What is in the picture?");
  field.setAttribute("aria-label", interpolate(gettext("Description of %(name)s"), { name: stored.name }));
  // Saved beside the form, and as well after it has been sent: the description belongs to the file, not to the post.
  let pause;
  field.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => keepDescription(stored.id, field.value), 500);
  });
  return field;
}

async function keepDescription(id, words) {
  const body = new FormData();
  body.append("alt_text", words);
  try {
    await send(`/files/${id}/description/`, { body, accept: "application/json" });
  } catch (refused) {
    toast(refused.message, { level: "error" });
  }
}

if (globalThis.customElements) customElements.define("upload-drop", UploadDrop);
