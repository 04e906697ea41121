// How pages look on this device: as the system, light or dark; and the size of the text.
import { choiceSwitch } from "./choice-switch.js";

export const chooseTheme = choiceSwitch("theme-switch", { cookie: "portico_theme", attribute: "theme", values: ["light", "dark"] });
export const chooseText = choiceSwitch("text-switch", { cookie: "portico_text", attribute: "text", values: ["large", "larger"] });
