import assert from "node:assert/strict";
import { test } from "node:test";
import { openBroker } from "@ojak/client/broker/app";
import { openCourier } from "@ojak/client/courier/app";
import { hex } from "@ojak/core/bytes/text";
import { sealBundle } from "@ojak/core/courier/bundle";
import { type Return, returnFrames } from "@ojak/core/courier/contents";
import { dropName, readOffer } from "@ojak/core/courier/offer";
import { courierOf, handBack, handToCourier, radiolessPorts, withLetter } from "./support/courier.ts";
import { ASK, meet, PASSPHRASE, send, tieIn, Village, WORDS } from "./support/people.ts";

test("a bundle for another phone, another offer or another kind of phone is refused", async () => {
  await using village = await new Village().start();
  const { broker, courier } = await withLetter(village);
  const desk = await broker.courier();
  const other = await courierOf(village, "other");
  const { bundle, id } = await desk.carry((await courier.offer()).text);
  await assert.rejects(other.take(bundle), { name: "expired" });
  await other.offer();
  await assert.rejects(other.take(bundle), { name: "cannot-open" });
  await courier.offer();
  await assert.rejects(courier.take(bundle), { name: "cannot-open" });
  await desk.takeBack(id);
  await assert.rejects(desk.carry((await desk.offer()).text), { name: "malformed" });
  await assert.rejects(courier.giveBack((await courier.offer()).text), { name: "malformed" });
  const good = await desk.carry((await courier.offer()).text);
  village.clock.turn(11 / 1_440);
  await assert.rejects(courier.take(good.bundle), { name: "expired" });
  assert.deepEqual(courier.state.parcels, []);
});

test("an offer is for one bundle, and ends when the phone locks", async () => {
  await using village = await new Village().start();
  const { broker, family, tieId, courier } = await withLetter(village);
  await send(family, broker, tieId, "둘째 편지");
  const desk = await broker.courier();
  const { text } = await courier.offer();
  const [one, two] = desk.items().map(({ id }) => id);
  const first = await desk.carry(text, [one ?? ""]);
  const second = await desk.carry(text, [two ?? ""]);
  await courier.take(first.bundle);
  await assert.rejects(courier.take(second.bundle), { name: "used" });
  courier.lock();
  await assert.rejects(courier.take(first.bundle), { name: "expired" });
});

test("a courier's phone carries for one broker at a time, and the two brokers' phones share nothing by it", async () => {
  await using village = await new Village().start();
  const { broker, courier, family, tieId } = await withLetter(village);
  const second = await village.broker("neighbour");
  const kin = await village.family("kin");
  const otherTie = await meet(second, kin, undefined, WORDS.toReversed());
  await send(kin, second, otherTie, "다른 집 편지");
  await handToCourier(broker, courier);
  const desk = await second.courier();
  const { bundle, id } = await desk.carry((await courier.offer()).text);
  await assert.rejects(courier.take(bundle), { name: "used" });
  await desk.takeBack(id);

  // The broker is gone: her answer goes by the other one's phone, which learns no tag of the first one's.
  const session = await courier.recipient(WORDS);
  await session.reply("다른 길로 간 답장");
  await session.finish(session.letters.map((letter) => letter.id));
  const tags = [...courier.state.done, ...courier.state.parcels.map(({ tag }) => tag)].map(hex);
  const taken = await handBack(courier, second);
  assert.deepEqual([taken.queued, taken.handedOver], [1, 0]);
  const held = [...second.state.done, ...second.state.errands.flatMap(({ heads }) => heads.map(({ tag }) => tag))].map(hex);
  assert.deepEqual(
    tags.filter((tag) => held.includes(tag)),
    [],
  );
  await second.burst();
  await family.sync();
  assert.equal(tieIn(family, tieId).messages.at(-1)?.text, "다른 길로 간 답장");
  await family.sync();
  await broker.burst();
  assert.ok(
    !broker.state.errands.some(({ heads }) => heads.some(({ tag }) => hex(tag) === tags[0])),
    "her answer named the letter, so that it was withdrawn and the first phone forgets it",
  );
});

test("a full courier's phone takes no more, and what is too much for it waits", async () => {
  await using village = await new Village().start();
  const { broker, family, tieId, courier } = await withLetter(village);
  for (let i = 0; i < 18; i++) {
    await family.draft(tieId, `편지 ${i}`);
    await family.send(tieId);
  }
  await family.sync();
  await broker.burst();
  const desk = await broker.courier();
  const all = desk.items().map(({ id }) => id);
  await assert.rejects(desk.carry((await courier.offer()).text, all), { name: "too-large" });
  const { fresh } = await handToCourier(broker, courier);
  assert.equal(fresh, 16);
  await assert.rejects(courier.offer(), { name: "quota" });
  assert.equal(desk.items().length, all.length - 16);
});

test("a courier who lies ends no slot that he did not carry for, takes nothing out of the queue, and has nothing else sent", async () => {
  await using village = await new Village().start();
  const { broker, courier } = await withLetter(village);
  const desk = await broker.courier();
  const head = { realm: broker.state.realm, drop: dropName(broker.state.keys.take) };
  const slots = [...new Set([...broker.state.parcels, ...broker.state.stock].map(({ slot }) => slot))];
  const lies = { done: [new Uint8Array(16)], unfound: [new Uint8Array(16)], stopped: slots };
  const bring = async (back: Return) => {
    const { text } = await desk.offer();
    return desk.take(await sealBundle(readOffer(text), "return", returnFrames(back), crypto.getRandomValues(new Uint8Array(32))));
  };
  await bring({ ...head, ...lies, ups: [] });
  assert.deepEqual([broker.queue().length, broker.state.outbox], [1, []]);
  await assert.rejects(bring({ ...head, ...lies, realm: "elsewhere", ups: [] }), { name: "wrong-realm" });
  await handToCourier(broker, courier);
  const [own] = slots;
  await bring({ ...head, done: [], unfound: [], stopped: slots, ups: [] });
  assert.deepEqual(
    broker.state.outbox.map((up) => (up.op === "revoke" ? up.slot : up.op)),
    [own],
  );
});

test("a seized courier's vault, opened, names only what is undelivered; locked it says nothing", async () => {
  await using village = await new Village().start();
  const { broker, family, tieId, courier } = await withLetter(village);
  await handToCourier(broker, courier);
  const session = await courier.recipient(WORDS);
  await session.reply("비밀 답장");
  await session.finish(session.letters.map((letter) => letter.id));
  session.close();
  await send(family, broker, tieId, "아직 안 전한 편지");
  await handToCourier(broker, courier);
  courier.lock();
  const ports = radiolessPorts(village, "courier");
  await assert.rejects(openCourier(ports, [1, 2, 3, 4]), { name: "wrong-passphrase" });
  await assert.rejects(openBroker(ports, PASSPHRASE), { name: "malformed" });
  const seized = (await openCourier(ports, PASSPHRASE)).state;
  assert.deepEqual(
    seized.parcels.filter(({ routing }) => routing !== null).map(({ routing }) => routing),
    [ASK.routing],
  );
  const said = new TextDecoder().decode(Uint8Array.from(Object.values(seized).flatMap((value) => [...bytesIn(value)])));
  for (const secret of ["비밀 답장", "걸어서 온 편지", "아직 안 전한 편지"]) assert.ok(!said.includes(secret));
  assert.equal(seized.outbox.length, 1, "her sealed answer, and the capability to put it");
  await assert.rejects(openCourier(village.ports("broker"), PASSPHRASE), { name: "malformed" });
});

test("a broker's phone and a courier's have nothing in common once a parcel went over but its tag", async () => {
  await using village = await new Village().start();
  const { broker, courier } = await withLetter(village);
  const key = hex(broker.state.keys.take);
  await handToCourier(broker, courier);
  // A first contact under way has routing lines of its own, until the first letter was opened.
  const [mine, his] = [{ ...broker.state, requests: [] }, courier.state].map((state) => new Set(stringsIn(state)));
  const common = [...(mine ?? [])].filter((value) => value.length >= 16 && his?.has(value));
  assert.deepEqual(common.toSorted(), courier.state.parcels.map(({ tag }) => hex(tag)).toSorted());
  assert.ok(!his?.has(key), "no capability to take");
});

/** Every byte string in a state. */
function* bytesIn(value: unknown): Generator<number> {
  if (value instanceof Uint8Array) yield* value;
  else if (typeof value === "string") yield* new TextEncoder().encode(value);
  else if (typeof value === "object" && value !== null) for (const one of Object.values(value)) yield* bytesIn(one);
}

/** Every text and byte string (in hexadecimal) in a state. */
function* stringsIn(value: unknown): Generator<string> {
  if (value instanceof Uint8Array) yield hex(Uint8Array.from(value));
  else if (typeof value === "string") yield value;
  else if (typeof value === "object" && value !== null) for (const one of Object.values(value)) yield* stringsIn(one);
}
