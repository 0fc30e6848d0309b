import { Duplex } from "node:stream";
import type { TLSSocket } from "node:tls";

/** SETTINGS with the flag ACK and no payload (RFC 9113 6.5). */
const SETTINGS_ACK = Buffer.from([0, 0, 0, 4, 1, 0, 0, 0, 0]);

/**
 * A TLS connection that sends no packet for an acknowledgement of HTTP/2 settings alone: that one waits for the next bytes. By itself it reaches the hub
 * behind the last request, and what TCP says to it comes back when everything else is over, most of a round trip later.
 */
export function quietStream(tls: TLSSocket): Duplex {
  let held: Buffer[] = [];
  const send = (bytes: Buffer, done: (error?: Error | null) => void): void => {
    held.push(bytes);
    if (bytes.equals(SETTINGS_ACK)) return done();
    const all = Buffer.concat(held);
    held = [];
    tls.write(all, done);
  };
  const stream = new Duplex({
    read: () => void tls.resume(),
    write: (chunk: Buffer, _encoding, done) => send(chunk, done),
    writev: (chunks, done) => send(Buffer.concat(chunks.map(({ chunk }) => chunk as Buffer)), done),
    destroy: (error, done) => {
      tls.destroy();
      done(error);
    },
  });
  tls.on("data", (chunk: Buffer) => {
    if (!stream.push(chunk)) tls.pause();
  });
  tls.once("end", () => stream.push(null));
  return stream;
}
