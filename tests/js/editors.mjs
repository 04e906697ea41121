// Several stock Yjs clients at one document of Portico, told by a test what to do: one JSON object a line on standard
// input, one answer a line. `node editors.mjs '{"address": "ws://127.0.0.1:8000", "origin": …, "page": 3, "cookies": […]}'`
import { createInterface } from "node:readline";
import * as decoding from "lib0/decoding";
import WebSocket from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";

const told = JSON.parse(process.argv[2]);
const STORED = 100;
const WORDS = ["tetto ", "riva ", "città ", "naïve ", "👩‍🚀 ", "日本 ", "**grassetto** ", "\n", "- voce\n", "x"];
// The stock client says that it does not know our messages; a test has no use for that.
console.error = () => {};

// A small generator of chance, so that a run can be repeated.
function chance(seed) {
  let state = seed >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

class Editor {
  constructor(number) {
    this.random = chance(told.seed * 1000 + number + 1);
    this.doc = new Y.Doc();
    this.text = this.doc.getText("content");
    this.stored = new Map();
    this.acknowledged = 0;
    this.closings = [];
    const headers = { Cookie: told.cookies[number % told.cookies.length], Origin: told.origin };
    class Line extends WebSocket {
      constructor(url) {
        super(url, { headers, perMessageDeflate: false });
        this.on("error", () => {});
      }
    }
    this.provider = new WebsocketProvider(`${told.address}/ws/pages`, `${told.page}/`, this.doc, {
      WebSocketPolyfill: Line,
      disableBc: true,
      maxBackoffTime: 200,
    });
    this.provider.messageHandlers[STORED] = (_encoder, decoder) => this.note(decoding.readVarUint8Array(decoder));
    this.provider.on("connection-close", (event) => event && this.closings.push([event.code, event.reason]));
  }

  note(vector) {
    this.acknowledged += 1;
    for (const [client, clock] of Y.decodeStateVector(vector)) {
      this.stored.set(client, Math.max(clock, this.stored.get(client) ?? 0));
    }
  }

  // One thing that people do: mostly they write on where they are, sometimes they delete or jump.
  act() {
    const length = this.text.length;
    const what = this.random(12);
    this.place = Math.min(what === 0 ? this.random(length + 1) : (this.place ?? length), length);
    if (what < 3 && length > 20) {
      // Also through the middle of a sign, as no good editor would.
      this.text.delete(Math.min(this.place, length - 3), 1 + this.random(3));
    } else if (what === 3) {
      this.doc.transact(() => {
        for (let count = this.random(5); count >= 0; count--) this.text.insert(this.place, "abc");
      });
    } else {
      const word = WORDS[this.random(WORDS.length)];
      this.text.insert(this.place, word);
      this.place += word.length;
    }
    this.provider.awareness.setLocalStateField("cursor", { anchor: this.place, head: this.place });
  }

  // Another thing that people do: each writes at the very top, and leaves the rest of the page alone.
  actAtTop() {
    this.text.insert(0, WORDS[this.random(WORDS.length)]);
  }

  cut() {
    this.provider.ws?.terminate();
  }

  get vector() {
    return JSON.stringify([...Y.decodeStateVector(Y.encodeStateVector(this.doc))].sort());
  }
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const editors = told.cookies.map((_cookie, number) => new Editor(number));
let writing = Promise.resolve();
let goOn = false;
let acts = 0;
let cuts = 0;

async function until(holds, seconds) {
  const end = Date.now() + seconds * 1000;
  while (!holds()) {
    if (Date.now() > end) return false;
    await pause(20);
  }
  return true;
}

const deeds = {
  async come() {
    return { synced: await until(() => editors.every((editor) => editor.provider.synced), 60) };
  },
  // All begin to write and go on until `written` is asked; with `cut`, one time in so many they lose their line;
  // with `top`, nobody writes anywhere but at the top of the page.
  write({ every = 4, cut = 0, top = false }) {
    goOn = true;
    writing = Promise.all(
      editors.map(async (editor) => {
        for (; goOn; acts++) {
          top ? editor.actAtTop() : editor.act();
          if (cut && editor.random(cut) === 0) {
            cuts += 1;
            editor.cut();
          }
          await pause(every + editor.random(every));
        }
      }),
    );
    return {};
  },
  async written() {
    goOn = false;
    await writing;
    return { acts, cuts };
  },
  async acknowledged({ count }) {
    const enough = () => editors.reduce((sum, editor) => sum + editor.acknowledged, 0) >= count;
    return { enough: await until(enough, 60) };
  },
  // All that any of them was told is stored: client, clock.
  stored() {
    const all = new Map();
    for (const editor of editors) {
      for (const [client, clock] of editor.stored) all.set(client, Math.max(clock, all.get(client) ?? 0));
    }
    return { stored: [...all] };
  },
  async agree() {
    await until(() => editors.every((editor) => editor.provider.synced), 60);
    const agreed = await until(() => editors.every((editor) => editor.vector === editors[0].vector), 60);
    const texts = editors.map((editor) => editor.text.toString());
    const late = new Editor(0);
    await until(() => late.provider.synced, 60);
    const lateText = late.text.toString();
    late.provider.destroy();
    return {
      agreed: agreed && texts.every((text) => text === texts[0]),
      late: lateText === texts[0],
      text: texts[0],
      closings: editors.flatMap((editor) => editor.closings),
    };
  },
  awareness() {
    return { states: editors.map((editor) => [...editor.provider.awareness.getStates()]) };
  },
  // Bytes as they are, past everything that a client would do.
  async say({ editor, bytes }) {
    const line = editors[editor].provider.ws;
    const closed = new Promise((resolve) => line.on("close", (code, reason) => resolve([code, String(reason)])));
    editors[editor].provider.shouldConnect = false;
    line.send(Buffer.from(bytes, "hex"));
    return { closed: await closed };
  },
  async closed({ editor }) {
    await until(() => editors[editor].closings.length, 60);
    return { closings: editors[editor].closings };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { do: deed, ...details } = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(await deeds[deed](details))}\n`);
}
process.exit(0);
