import { randomBytes } from "node:crypto";
import { burst, type BurstReport } from "@ojak/client/broker/burst";
import type { BrokerState } from "@ojak/client/broker/state";
import { exchange } from "@ojak/client/hub/exchange";
import type { Ports, Transport } from "@ojak/client/ports";
import type { Bytes } from "@ojak/core/bytes/bytes";
import { hex } from "@ojak/core/bytes/text";
import { assert } from "@ojak/core/errors";
import { putId, takeId } from "@ojak/core/keys/capability";
import { CAPABILITY_BYTES, ENVELOPE_SIZES_BYTES, TAG_BYTES } from "@ojak/core/limits";
import { NEVER_DAY } from "@ojak/core/wire/shapes";
import type { UpRequest } from "@ojak/core/wire/up";

type Put = Extract<UpRequest, { readonly op: "put" }>;

const RELATIVES = 5;
const SLOT = 7;
const random = (length: number): Bytes => new Uint8Array(randomBytes(length));
const sealed = (length: number): Bytes => random(length).fill(1, 0, 1);
const [NOTE, BASE, , PART] = ENVELOPE_SIZES_BYTES as [number, number, number, number];

/** What waits on both sides of one burst: each way five letters, two receipts or cards, and a voice in six parts. */
const CARGO = [...Array.from({ length: 5 }, () => BASE), NOTE, NOTE, ...Array.from({ length: 6 }, () => PART)];

/** A broker and five relatives with fresh drops, everything of one burst waiting. Envelopes are random bytes of the true sizes: nobody opens them here. */
export interface Scene {
  readonly state: BrokerState;
  /** A burst over a link; never throws `unreachable`. */
  burst(hubOrigin: string): Promise<BurstReport | null>;
  /** What is amiss now that bursts went through: lost, doubled or altered parcels. Empty when all is well. */
  problems(): Promise<string[]>;
}

/** Makes one; `template` is the state of a broker of this hub, whose drop is replaced by a fresh one. */
export async function makeScene(ports: Ports, template: BrokerState, token: Bytes): Promise<Scene> {
  const transport = ports.transportTo(template.hubOrigin);
  const takes = Array.from({ length: RELATIVES }, () => random(CAPABILITY_BYTES));
  const puts = Array.from({ length: RELATIVES }, () => random(CAPABILITY_BYTES));
  const [brokerTake, brokerPut] = [random(CAPABILITY_BYTES), random(CAPABILITY_BYTES)];
  const outbox = CARGO.map((bytes, i) => putOf(puts[i % RELATIVES] ?? random(CAPABILITY_BYTES), bytes));
  const waiting = CARGO.map((bytes) => putOf(brokerPut, bytes));
  const opens = [[brokerTake, brokerPut] as const, ...takes.map((take, i) => [take, puts[i] ?? take] as const)];
  const opened = opens.map(([take, put]): UpRequest => {
    return { op: "open", token, takeId: takeId(take), slots: [{ slot: SLOT, putId: putId(put), expiryDay: NEVER_DAY }] };
  });
  const { codes } = await exchange(transport, ports.clock, [...opened, ...waiting], null);
  assert(codes?.every((code) => code === 0) === true, "the hub took everything of the scene");

  const state: BrokerState = structuredClone(template);
  Object.assign(state, { keys: { ...state.keys, take: brokerTake }, outbox, isOpen: true, parcels: [], done: [], skipped: [] });
  return {
    state,
    async burst(hubOrigin) {
      state.hubOrigin = hubOrigin;
      return burst(ports, state).catch(() => null);
    },
    problems: async () => [
      ...differences("down", waiting, state.parcels),
      ...differences("up", outbox, await allOf(ports, transport, takes)),
      ...(state.outbox.length === 0 ? [] : [`up: ${state.outbox.length} still to go`]),
    ],
  };
}

function putOf(put: Bytes, bytes: number): Put {
  return { op: "put", put, tag: random(TAG_BYTES), route: null, envelope: sealed(bytes) };
}

type Parcel = { readonly tag: Bytes; readonly envelope: Bytes };

async function allOf(ports: Ports, transport: Transport, takes: readonly Bytes[]): Promise<Parcel[]> {
  const asks = takes.map((take) => ({ op: "take", take, have: [], done: [] }) as const);
  const { frames, complete } = await exchange(transport, ports.clock, null, asks);
  assert(complete, "all that waits comes in one answer");
  return frames.flatMap((frame) => (frame.kind === "parcel" ? [frame] : []));
}

function differences(way: string, wanted: readonly Parcel[], found: readonly Parcel[]): string[] {
  const nameOf = ({ tag, envelope }: Parcel): string => hex(tag) + hex(envelope);
  const names = found.map(nameOf);
  const lost = wanted.filter((one) => !names.includes(nameOf(one))).length;
  const more = names.length - new Set(names).size + names.filter((name) => !wanted.some((one) => nameOf(one) === name)).length;
  return [...(lost > 0 ? [`${way}: ${lost} lost`] : []), ...(more > 0 ? [`${way}: ${more} too many`] : [])];
}
