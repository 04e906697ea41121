// Saving a version, publishing, and leaving: each only when all that was typed here has arrived.
import { gettext } from "../../../static/js/i18n.js";
import { sayRefused, send } from "../../../static/js/requests.js";
import { toast } from "../../../static/js/toasts.js";

const PATIENCE = 8000;

export class Versions {
  #isBusy = false;

  // addresses: {save, publish}
  constructor(line, addresses) {
    Object.assign(this, { line, addresses });
  }

  async save(note = "") {
    const done = await this.#post(this.addresses.save, { note });
    if (done) toast(done.said);
    return done;
  }

  async publish(note = "") {
    const done = await this.#post(this.addresses.publish, { note });
    if (done) toast(done.said);
    return done;
  }

  // What was written is kept, comes out where pages do so by themselves, and one goes to read it.
  async leave(address) {
    if (await this.#post(this.addresses.save, {})) location.assign(address);
  }

  async #post(address, fields) {
    if (this.#isBusy) return null;
    this.#isBusy = true;
    try {
      if (!(await this.#arrived())) {
        toast(gettext("Not everything that you wrote has been sent yet. Try again when the line is back."), { level: "error" });
        return null;
      }
      const body = new FormData();
      for (const [name, value] of Object.entries(fields)) body.set(name, value);
      return await (await send(address, { body, accept: "application/json" })).json();
    } catch (refused) {
      sayRefused(refused);
      return null;
    } finally {
      this.#isBusy = false;
    }
  }

  #arrived() {
    const { line } = this;
    if (line.isSaved) return true;
    return new Promise((resolve) => {
      const end = (isSaved) => {
        clearTimeout(timer);
        line.removeEventListener("change", look);
        resolve(isSaved);
      };
      const look = () => line.isSaved && end(true);
      const timer = setTimeout(() => end(false), PATIENCE);
      line.addEventListener("change", look);
    });
  }
}
