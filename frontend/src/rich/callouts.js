// The kinds of callout that intranet/core/markup/callouts.py knows, and what they are called.
import { gettext } from "../../../static/js/i18n.js";

export const kinds = () => [
  { kind: "note", icon: "info", label: gettext("Note") },
  { kind: "tip", icon: "idea", label: gettext("Tip") },
  { kind: "important", icon: "flag", label: gettext("Important") },
  { kind: "warning", icon: "warn", label: gettext("Warning") },
  { kind: "caution", icon: "shield", label: gettext("Caution") },
];

export const isKind = (word) => ["note", "tip", "important", "warning", "caution"].includes(word.toLowerCase());
export const labelOf = (kind) => kinds().find((one) => one.kind === kind)?.label ?? kind;
