// One stock client at each of some documents, until standard input ends. `node readers.mjs '{"url": …, "pages": [1, 2]}'`
import WebSocket from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";

const told = JSON.parse(process.argv[2]);
console.error = () => {};
const providers = told.pages.map((page, number) => {
  const headers = told.headers[number % told.headers.length];
  class Line extends WebSocket {
    constructor(url) {
      super(url, { headers, perMessageDeflate: false });
    }
  }
  return new WebsocketProvider(told.url, `${page}/`, new Y.Doc(), { WebSocketPolyfill: Line, disableBc: true });
});
await Promise.all(providers.map((provider) => new Promise((resolve) => provider.once("sync", resolve))));
process.stdout.write("all there\n");
process.stdin.on("end", () => process.exit(0));
process.stdin.resume();
