// People who type into one document at a steady pace; how long each letter takes to reach all the others, counted from
// when it was due, so that a client that has no time cannot hide a queue. `node typists.mjs '{"url": …}'` prints one line.
//
// The frames are read and written by hand, the same for both servers, since providers differ in more than their server.
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import WebSocket from "ws";
import * as sync from "y-protocols/sync";
import * as Y from "yjs";

const wanted = { typists: 20, rate: 5, seconds: 15, settle: 1, headers: [{}], room: "", ...JSON.parse(process.argv[2]) };
const [SYNC, AUTH, SYNC_REPLY] = [0, 2, 4];
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, Math.max(milliseconds, 0)));
const born = new Map();
const took = [];
let measuring = false;
let lost = 0;
let leaving = false;

class Typist {
  constructor(number) {
    this.number = number;
    this.doc = new Y.Doc();
    this.text = this.doc.getText("content");
    this.synced = new Promise((resolve, reject) => Object.assign(this, { resolve, reject }));
    this.line = new WebSocket(wanted.url, {
      headers: wanted.headers[number % wanted.headers.length],
      perMessageDeflate: false,
    });
    this.line.binaryType = "nodebuffer";
    this.line.on("open", () => this.begin());
    this.line.on("message", (data) => this.hear(new Uint8Array(data)));
    this.line.on("error", (error) => this.reject(error));
    this.line.on("close", (code, reason) => {
      if (!leaving) lost += 1;
      this.reject(new Error(`closed with ${code} ${reason}`));
    });
    this.doc.on("update", (update, origin) => {
      if (origin !== this) this.send(SYNC, (encoder) => sync.writeUpdate(encoder, update));
    });
    this.doc.on("afterTransaction", (transaction) => this.note(transaction));
  }

  begin() {
    // Hocuspocus serves many documents on one line, and wants to hear a word first.
    if (wanted.room) {
      this.send(AUTH, (encoder) => {
        encoding.writeVarUint(encoder, 0);
        encoding.writeVarString(encoder, "anybody");
      });
    }
    this.send(SYNC, (encoder) => sync.writeSyncStep1(encoder, this.doc));
  }

  send(kind, write) {
    if (this.line.readyState !== WebSocket.OPEN) return;
    const encoder = encoding.createEncoder();
    if (wanted.room) encoding.writeVarString(encoder, wanted.room);
    encoding.writeVarUint(encoder, kind);
    write(encoder);
    this.line.send(encoding.toUint8Array(encoder));
  }

  hear(data) {
    const decoder = decoding.createDecoder(data);
    if (wanted.room) decoding.readVarString(decoder);
    const kind = decoding.readVarUint(decoder);
    if (kind !== SYNC && !(wanted.room && kind === SYNC_REPLY)) return;
    const answer = encoding.createEncoder();
    const step = sync.readSyncMessage(decoder, answer, this.doc, this);
    if (encoding.length(answer)) this.send(SYNC, (encoder) => encoding.writeUint8Array(encoder, encoding.toUint8Array(answer)));
    if (step === sync.messageYjsSyncStep2) this.resolve();
  }

  note(transaction) {
    const moment = performance.now();
    for (const [client, clock] of transaction.afterState) {
      for (let place = transaction.beforeState.get(client) ?? 0; place < clock; place++) {
        const letter = `${client}:${place}`;
        if (transaction.origin !== this) born.set(letter, this.due ?? moment);
        else if (measuring && born.has(letter)) took.push(moment - born.get(letter));
      }
    }
  }

  async type() {
    const gap = 1000 / wanted.rate;
    const start = performance.now() + (gap * this.number) / wanted.typists;
    this.place = Math.floor((this.text.length * this.number) / wanted.typists);
    for (let count = 0; count < wanted.rate * wanted.seconds; count++) {
      this.due = start + count * gap;
      await pause(this.due - performance.now());
      this.text.insert(Math.min(this.place++, this.text.length), "abcdefghij klmnopqrs tuvwxyz "[count % 29]);
    }
  }

  get vector() {
    return JSON.stringify([...Y.decodeStateVector(Y.encodeStateVector(this.doc))].sort());
  }
}

const typists = [];
for (let number = 0; number < wanted.typists; number++) {
  typists.push(new Typist(number));
  await pause(4);
}
await Promise.all(typists.map((typist) => typist.synced));
await pause(wanted.settle * 1000);
process.stdout.write("begin\n");
measuring = true;
await Promise.all(typists.map((typist) => typist.type()));
const end = performance.now() + 20_000;
const same = () => typists.every((typist) => typist.vector === typists[0].vector);
while (!same() && performance.now() < end) await pause(20);
process.stdout.write("end\n");
measuring = false;
const text = typists[0].text.toString();
const late = new Typist(wanted.typists);
await late.synced;
await pause(300);
took.sort((one, other) => one - other);
const at = (share) => took[Math.min(took.length - 1, Math.floor(took.length * share))];
const told = {
  p50: at(0.5),
  p99: at(0.99),
  most: at(1),
  deliveries: took.length,
  wanted: wanted.typists * (wanted.typists - 1) * wanted.rate * wanted.seconds,
  agreed: same() && typists.every((typist) => typist.text.toString() === text),
  late: late.text.toString() === text,
  letters: text.length,
  lost,
};
leaving = true;
process.stdout.write(`${JSON.stringify(told)}\n`);
process.exit(0);
