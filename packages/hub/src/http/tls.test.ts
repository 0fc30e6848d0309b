import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { connect, type TLSSocket } from "node:tls";
import { TLS_TICKET_DAYS_MAX } from "@ojak/core/limits";
import { makeCertificate } from "../../test/certificate.ts";
import { startTestHub } from "../../test/hub-client.ts";
import { TicketKeys } from "./tickets.ts";

const DAY_MS = 86_400_000;
const tls = makeCertificate();

interface Visit {
  readonly resumed: boolean;
  readonly tickets: Buffer[];
  readonly keyShare: string | undefined;
}

/** Opens a connection, asks for /health by HTTP/1.1, and says what TLS did. */
async function visit(url: string, session?: Buffer, ecdhCurve?: string): Promise<Visit> {
  const { hostname, port } = new URL(url);
  const tickets: Buffer[] = [];
  const group = ecdhCurve === undefined ? {} : { ecdhCurve };
  const socket: TLSSocket = connect({ host: hostname, port: Number(port), ca: tls.cert, session, ...group });
  socket.on("session", (ticket) => tickets.push(ticket));
  await once(socket, "secureConnect");
  socket.end("GET /health HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n");
  socket.resume();
  const resumed = socket.isSessionReused();
  const info = socket.getEphemeralKeyInfo();
  const keyShare = info !== null && "name" in info ? String(info.name) : undefined;
  await once(socket, "close");
  return { resumed, tickets, keyShare };
}

test("TLS: a session is resumed once, and each resumption brings the next one", async () => {
  await using hub = await startTestHub({ tls });
  const first = await visit(hub.url);
  assert.equal(first.resumed, false);
  const second = await visit(hub.url, first.tickets[0]);
  assert.deepEqual([second.resumed, second.tickets.length], [true, 1]);
  const again = await visit(hub.url, first.tickets[0]);
  assert.equal(again.resumed, false, "a second use is a full handshake, not a refusal");
  const third = await visit(hub.url, second.tickets[0]);
  assert.equal(third.resumed, true);
});

test("TLS: tickets outlive the day, and end with the third", async () => {
  await using hub = await startTestHub({ tls });
  const { tickets } = await visit(hub.url);
  hub.clock.nowMs += (TLS_TICKET_DAYS_MAX - 1) * DAY_MS;
  assert.equal((await visit(hub.url, tickets[0])).resumed, true);
  hub.clock.nowMs += DAY_MS;
  assert.equal((await visit(hub.url, tickets[1])).resumed, false);
});

test("TLS: the key share is X25519, also for a client that would rather send a larger one", async () => {
  await using hub = await startTestHub({ tls });
  assert.equal((await visit(hub.url, undefined, "X25519MLKEM768:X25519")).keyShare, "X25519");
});

test("TLS: keys rotate by the day, a ticket counts once, and memory is bounded", () => {
  const clock = { nowMs: () => nowMs };
  let nowMs = 20_000 * DAY_MS;
  const keys = new TicketKeys(clock, 2);
  const [a, b, c] = [Buffer.alloc(16, 1), Buffer.alloc(16, 2), Buffer.alloc(16, 3)];
  const first = keys.issuing();
  assert.equal(keys.redeem(first.name, a), first);
  assert.equal(keys.redeem(first.name, a), null);
  assert.equal(keys.redeem(Buffer.alloc(16), a), null);
  assert.equal(keys.redeem(first.name.subarray(1), a), null);
  assert.equal(keys.redeem(first.name, b), first);
  assert.equal(keys.redeem(first.name, c), null, "the memory of that day is full");
  nowMs += DAY_MS;
  const second = keys.issuing();
  assert.notDeepEqual(second.name, first.name);
  assert.equal(keys.redeem(second.name, a), second);
  nowMs -= DAY_MS;
  assert.equal(keys.redeem(second.name, b), null, "a clock that was set back ends the later key");
});
