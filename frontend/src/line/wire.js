// What is said at the socket of a page: the y-protocols, and two kinds of our own (docs/collab.md).
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as Y from "yjs";

const SYNC = 0;
const AWARENESS = 1;
const STORED = 100;
const MAY = 101;
// Within SYNC.
const QUESTION = 0;
const ANSWER = 1;
const UPDATE = 2;

function frame(kind, ...rest) {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, kind);
  for (const one of rest) {
    if (typeof one === "number") encoding.writeVarUint(encoder, one);
    else encoding.writeVarUint8Array(encoder, one);
  }
  return encoding.toUint8Array(encoder);
}

// "This is what I have; what have I missed?"
export const question = (doc) => frame(SYNC, QUESTION, Y.encodeStateVector(doc));

// What whoever has only `vector` lacks of the document, what was deleted included.
export const answer = (doc, vector) => frame(SYNC, ANSWER, Y.encodeStateAsUpdate(doc, vector));

export const update = (bytes) => frame(SYNC, UPDATE, bytes);

export const whereabouts = (bytes) => frame(AWARENESS, bytes);

// {kind: "question", vector}, {kind: "answer" | "update" | "whereabouts", bytes}, {kind: "stored", count} (the first so many
// answers and updates of this socket), {kind: "may", write},
// or {kind: "strange"}: what a later server says is no reason to stop writing.
export function read(data) {
  const decoder = decoding.createDecoder(new Uint8Array(data));
  switch (decoding.readVarUint(decoder)) {
    case SYNC:
      return readSync(decoder);
    case AWARENESS:
      return { kind: "whereabouts", bytes: decoding.readVarUint8Array(decoder) };
    case STORED:
      decoding.readVarUint8Array(decoder);
      return { kind: "stored", count: decoding.readVarUint(decoder) };
    case MAY:
      return { kind: "may", write: decoding.readVarUint(decoder) === 2 };
    default:
      return { kind: "strange" };
  }
}

function readSync(decoder) {
  const sort = decoding.readVarUint(decoder);
  const bytes = decoding.readVarUint8Array(decoder);
  if (sort === QUESTION) return { kind: "question", vector: bytes };
  return { kind: sort === ANSWER ? "answer" : "update", bytes };
}

// Whether a document has something that whoever said `vector` has not. What was only deleted does not show.
export function hasMore(doc, vector) {
  const theirs = Y.decodeStateVector(vector);
  return [...Y.decodeStateVector(Y.encodeStateVector(doc))].some(([client, clock]) => clock > (theirs.get(client) ?? 0));
}
