// <passkey-form data-does="create|get" data-options="id"> or data-options-from="address": around a form with a hidden
// field "credential". The press of its button asks the browser for the passkey; what it answers is what is sent.
import { gettext } from "./i18n.js";
import { sendJson } from "./requests.js";

const fromBase64 = (text) => {
  const padded = text.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(padded), (letter) => letter.charCodeAt(0)).buffer;
};

const toBase64 = (buffer) => {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
};

const named = (credential) => ({ ...credential, id: fromBase64(credential.id) });

// The server speaks JSON, the browser bytes. By hand, since not every browser that has passkeys has parse…FromJSON.
export function readOptions(options) {
  const read = { ...options, challenge: fromBase64(options.challenge) };
  if (options.user) read.user = { ...options.user, id: fromBase64(options.user.id) };
  if (options.excludeCredentials) read.excludeCredentials = options.excludeCredentials.map(named);
  if (options.allowCredentials) read.allowCredentials = options.allowCredentials.map(named);
  return read;
}

export function asJson(credential) {
  const answer = credential.response;
  const response = { clientDataJSON: toBase64(answer.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (answer[part]) response[part] = toBase64(answer[part]);
  }
  if (answer.getTransports) response.transports = answer.getTransports();
  return {
    id: credential.id,
    rawId: toBase64(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
    authenticatorAttachment: credential.authenticatorAttachment ?? null,
  };
}

// A key that signs in alone has to know who it is for, and to ask its owner for more than a touch.
export function wanting(options, alone) {
  const selection = { ...options.authenticatorSelection };
  selection.residentKey = alone ? "required" : "discouraged";
  selection.requireResidentKey = alone;
  if (alone) selection.userVerification = "required";
  return { ...options, authenticatorSelection: selection };
}

function sentence(error) {
  if (error.name === "NotAllowedError" || error.name === "AbortError") {
    return gettext("Nothing was chosen. Press again when you are ready.");
  }
  if (error.name === "InvalidStateError") return gettext("This device has a passkey for your account already.");
  return error.message || gettext("The passkey could not be used.");
}

class PasskeyForm extends (globalThis.HTMLElement ?? Object) {
  connectedCallback() {
    if (!globalThis.PublicKeyCredential) return;
    this.hidden = false;
    // Until here a press would have sent the form without a passkey.
    this.querySelector("button[type='submit']").disabled = false;
    // A page that comes back has what was sent in its field; it is good once.
    this.querySelector("[name=credential]").value = "";
    this.querySelector("form").addEventListener("submit", (event) => this.#ask(event));
  }

  async #ask(event) {
    const form = event.currentTarget;
    const field = form.elements.credential;
    if (field.value) return;
    event.preventDefault();
    this.#say("");
    const button = form.querySelector("button[type='submit']");
    button.disabled = true;
    try {
      field.value = JSON.stringify(asJson(await this.#passkey(form)));
      form.submit();
    } catch (error) {
      this.#say(sentence(error));
      button.disabled = false;
    }
  }

  async #passkey(form) {
    const told = this.dataset.optionsFrom
      ? await sendJson(this.dataset.optionsFrom)
      : JSON.parse(document.getElementById(this.dataset.options).textContent);
    if (this.dataset.does === "create") {
      const alone = form.elements.passwordless?.checked ?? false;
      const publicKey = readOptions(wanting(told.creation_options.publicKey, alone));
      return navigator.credentials.create({ publicKey });
    }
    return navigator.credentials.get({ publicKey: readOptions(told.request_options.publicKey) });
  }

  #say(text) {
    const line = this.querySelector("[data-passkey-said]");
    line.textContent = text;
    line.hidden = !text;
  }
}

globalThis.customElements?.define("passkey-form", PasskeyForm);
