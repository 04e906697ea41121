// The server to compare with: Hocuspocus as it comes, which keeps documents in memory. `node stranger.mjs PORT`
import { Server } from "@hocuspocus/server";

const server = new Server({ port: Number(process.argv[2]), address: "127.0.0.1", quiet: true, stopOnSignals: true });
await server.listen();
