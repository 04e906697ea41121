// What stands in the place of marks.
import { WidgetType } from "@codemirror/view";
import { gettext } from "../../../../static/js/i18n.js";
import { labelOf } from "../callouts.js";

class Sign extends WidgetType {
  constructor(...about) {
    super();
    this.about = about;
  }

  eq(other) {
    return this.about.every((one, index) => one === other.about[index]);
  }
}

function span(name, text = "") {
  const element = document.createElement("span");
  element.className = name;
  element.textContent = text;
  return element;
}

export class Bullet extends Sign {
  toDOM() {
    return span("rich-bullet", "–");
  }
}

export class Rule extends Sign {
  toDOM() {
    return span("rich-hr");
  }
}

export class Language extends Sign {
  toDOM() {
    return span("rich-language", this.about[0]);
  }
}

export class CalloutSign extends Sign {
  toDOM() {
    const [kind, hasTitle] = this.about;
    const element = span("rich-callout-sign", hasTitle ? "" : labelOf(kind));
    element.setAttribute("role", "img");
    element.setAttribute("aria-label", labelOf(kind));
    return element;
  }
}

export class TaskBox extends Sign {
  toDOM() {
    const [isDone, isFixed] = this.about;
    const box = document.createElement("input");
    Object.assign(box, { type: "checkbox", className: "rich-task", checked: isDone, disabled: isFixed, tabIndex: -1 });
    box.setAttribute("aria-label", gettext("Done"));
    return box;
  }

  ignoreEvent() {
    return false;
  }
}
