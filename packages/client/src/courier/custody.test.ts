import assert from "node:assert/strict";
import { test } from "node:test";
import { brokerKeys } from "@ojak/core/keys/broker";
import { brokerFormat, type BrokerState, type Parcel } from "../broker/state.ts";
import { confirmReceipt, forgetHeads, forgetOldErrands, headsAway, isOut, noteErrand, takeBack } from "./custody.ts";

const DAY_MS = 86_400_000;
let made = 0;
const ports = { clock: { nowMs: () => 100 * DAY_MS }, random: (n: number) => new Uint8Array(n).fill(++made) } as never;
const parcelOf = (n: number): Parcel => ({
  slot: n,
  tag: new Uint8Array(16).fill(n),
  routing: `line ${n}`,
  envelope: new Uint8Array(817),
  arrivedDay: 99,
});
const stateOf = (...parcels: Parcel[]) => ({ parcels, errands: [] }) as unknown as BrokerState;

test("what was handed over between a bundle and its receipt is not counted as away", () => {
  const [one, two] = [parcelOf(1), parcelOf(2)];
  const state = stateOf(one, two);
  noteErrand(ports, state, [one, two], "AAAA-BBBB");
  assert.deepEqual(headsAway(state), []);
  state.parcels = [two];
  confirmReceipt(state, "aaaabbbb");
  assert.deepEqual(state.parcels, []);
  assert.deepEqual(
    headsAway(state).map(({ slot }) => slot),
    [2],
  );
});

test("no parcel is in two bundles, and none that is gone is in one", () => {
  const [one, two] = [parcelOf(1), parcelOf(2)];
  const state = stateOf(one);
  noteErrand(ports, state, [one], "AAAA-BBBB");
  for (const parcels of [[one], [two]]) assert.throws(() => noteErrand(ports, state, parcels, "CCCC"), { name: "ended" });
});

test("more than 64 heads are refused, and nothing changes", () => {
  const parcels = Array.from({ length: 65 }, (_, n) => parcelOf(n));
  const state = stateOf(...parcels);
  assert.throws(() => noteErrand(ports, state, parcels, "AAAA"), { name: "quota" });
  assert.deepEqual(state.errands, []);
});

test("heads end with mail's life, with withdrawal, and with taking back", () => {
  const [one, two, three] = [parcelOf(1), parcelOf(2), parcelOf(3)];
  const state = stateOf(one, two, three);
  for (const [parcel, receipt] of [
    [one, "AAAA"],
    [two, "BBBB"],
    [three, "CCCC"],
  ] as const) {
    noteErrand(ports, state, [parcel], receipt);
    confirmReceipt(state, receipt);
  }
  forgetHeads(state, (tag) => tag[0] === 1);
  assert.equal(state.errands.length, 2);
  takeBack(state, state.errands[0]?.id ?? "");
  assert.deepEqual(
    [one, two, three].map(({ tag }) => isOut(state, tag)),
    [false, false, true],
  );
  noteErrand(ports, { ...state, parcels: [one] }, [one], "DDDD");
  forgetOldErrands(state, 99 + 46);
  assert.deepEqual(state.errands, []);
});

test("wire 9: a broker's state from before couriers is brought forward", () => {
  const stored = { parcels: [], keys: brokerKeys(new Uint8Array(32)) };
  for (const schema of [1, 2]) assert.deepEqual(brokerFormat.read(schema, stored).errands, []);
  assert.throws(() => brokerFormat.read(5, { parcels: [] }), { name: "version" });
});
