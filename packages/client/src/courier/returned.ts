import { equal, type Bytes } from "@ojak/core/bytes/bytes";
import type { CarriedUp, Return } from "@ojak/core/courier/contents";
import { dropName } from "@ojak/core/courier/offer";
import { OjakError } from "@ojak/core/errors";
import { digest } from "@ojak/core/keys/derive";
import { TAG_BYTES } from "@ojak/core/limits";
import { encodeUp } from "@ojak/core/wire/up";
import { addMark, endRequest, isMarked, markDone } from "../broker/done.ts";
import { queueUp } from "../broker/outbox.ts";
import type { BrokerState } from "../broker/state.ts";
import type { Ports } from "../ports.ts";
import { forgetHeads } from "./custody.ts";

/** What a return brought that was not here before. */
export interface Taken {
  readonly queued: number;
  readonly handedOver: number;
  readonly unfound: number;
}

/** What a frame is known by again. */
export function nameOfUp(up: CarriedUp): Bytes {
  return digest(TAG_BYTES, encodeUp(up));
}

/** Takes in what a courier brought, all or nothing; a second time it changes nothing. Throws `wrong-realm` or `quota`. */
export function takeReturn(ports: Ports, state: BrokerState, back: Return): Taken {
  if (back.realm !== state.realm) throw new OjakError("wrong-realm", "that courier carries for another hub");
  // Another broker's tags mean nothing here, and must not be found on this phone.
  const isOwn = equal(back.drop, dropName(state.keys.take));
  const [done, unfound] = isOwn ? [back.done.filter((tag) => !isMarked(state, tag)), back.unfound] : [[], []];
  const ups = back.ups.filter((up) => !isMarked(state, nameOfUp(up)));
  const slots = isOwn ? back.stopped.filter((slot) => isWithCourier(state, slot)) : [];
  queueUp(state, ...ups, ...slots.map((slot) => ({ op: "revoke", take: state.keys.take, slot }) as const));
  for (const up of ups) addMark(ports, state, nameOfUp(up));
  const heads = state.errands.flatMap((errand) => errand.heads).length;
  forgetHeads(state, (tag) => unfound.some((one) => equal(one, tag)));
  const freed = heads - state.errands.flatMap((errand) => errand.heads).length;
  for (const tag of done) handOver(ports, state, tag);
  return { queued: ups.length, handedOver: done.length, unfound: freed };
}

/** A courier may end only slots that he carried for: else one who lies could end them all. */
function isWithCourier(state: BrokerState, slot: number): boolean {
  return state.errands.some(({ heads }) => heads.some((head) => head.slot === slot));
}

function handOver(ports: Ports, state: BrokerState, tag: Bytes): void {
  const known = [...state.errands.flatMap(({ heads }) => heads), ...state.parcels].find((one) => equal(one.tag, tag));
  markDone(ports, state, tag);
  state.parcels = state.parcels.filter((parcel) => !equal(parcel.tag, tag));
  forgetHeads(state, (one) => equal(one, tag));
  // The first letter that was opened ends the first contact, wherever that was.
  const entry = state.requests.find((one) => one.slot === known?.slot && one.answered);
  if (entry !== undefined) endRequest(ports, state, entry);
}
