// The text for whoever cannot leave it here: into the clipboard, or as a file.
import { gettext } from "../../../static/js/i18n.js";
import { toast } from "../../../static/js/toasts.js";

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast(gettext("Text copied"));
  } catch {
    toast(gettext("This browser does not let us copy. Download the text instead."), { level: "error" });
  }
}

export function download(text, title) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/markdown;charset=utf-8" }));
  link.download = `${title.replace(/[\\/:*?"<>|\s]+/g, " ").trim() || "page"}.md`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
