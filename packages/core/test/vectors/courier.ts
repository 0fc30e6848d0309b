import { concat, u16, u32 } from "../../src/bytes/bytes.ts";
import { encodeCbor } from "../../src/bytes/cbor.ts";
import { decodeCode, encodeCode } from "../../src/bytes/code.ts";
import { hex } from "../../src/bytes/text.ts";
import { sealBundle } from "../../src/courier/bundle.ts";
import { type Delivery, deliveryFrames, type Return, returnFrames } from "../../src/courier/contents.ts";
import { fountainBlocks, fountainFrame } from "../../src/courier/fountain.ts";
import { dropName, type Offer, offerPsk, receiptOf, writeOffer } from "../../src/courier/offer.ts";
import type { ErrorName } from "../../src/errors.ts";
import { keyPair, X25519 } from "../../src/keys/hpke.ts";
import type { Stream } from "../stream.ts";
import type { StreamOf, VectorFile } from "./file.ts";

const REALM = "ojak vectors";

async function offerOf(random: Stream, takes: Offer["takes"], room: number) {
  const keySecret = random(32);
  const { publicKey } = await keyPair(X25519, keySecret);
  return { keySecret, offer: { takes, room, publicKey, secret: random(16) } satisfies Offer };
}

function deliveryOf(random: Stream): Delivery {
  const parcel = (size: number, routing: string | null) => {
    const envelope = random(size).with(0, 1);
    return { slot: 517, tag: random(16), envelope, routing, arrivedDay: 20_657 };
  };
  return { realm: REALM, drop: dropName(random(32)), parcels: [parcel(817, "국수 가게 뒤 파란 대문"), parcel(177, null)] };
}

function returnOf(random: Stream): Return {
  const put = { op: "put", put: random(32), tag: random(16), route: null, envelope: random(817).with(0, 1) } as const;
  const ups = [put, { op: "withdraw", put: random(32), tag: random(16) }, { op: "close", take: random(32) }] as const;
  const lists = { done: [random(16)], unfound: [random(16)], stopped: [517] };
  return { realm: REALM, drop: dropName(random(32)), ups, ...lists };
}

/** Offers, bundles with their receipts, and moving patterns (10). */
export async function courierVectors(streamOf: StreamOf): Promise<VectorFile> {
  const random = streamOf("courier");
  const vectors: Record<string, unknown>[] = [];
  for (const [kind, frames] of [
    ["delivery", deliveryFrames(deliveryOf(random))],
    ["return", returnFrames(returnOf(random))],
  ] as const) {
    const { keySecret, offer } = await offerOf(random, kind, 16);
    const ephemeralRandom = random(32);
    const bundle = await sealBundle(offer, kind, frames, ephemeralRandom);
    const count = fountainBlocks(bundle);
    const patterns = [0, count - 1, count, count + 1, 0xffff_ffff].map((number) => ({
      number,
      text: fountainFrame(bundle, number),
    }));
    vectors.push({
      name: kind,
      keySecret: hex(keySecret),
      offer: writeOffer(offer),
      psk: hex(offerPsk(offer)),
      frames: frames.map(hex),
      ephemeralRandom: hex(ephemeralRandom),
      bundle: hex(bundle),
      receipt: receiptOf(offer, bundle),
      count,
      patterns,
    });
  }
  const take = random(32);
  vectors.push({ name: "drop", take: hex(take), drop: hex(dropName(take)) });
  return { clause: "wire 10", about: "offers, bundles with their receipts, and moving patterns", vectors };
}

/** What a phone at either end must refuse (10). */
export async function invalidCourier(streamOf: StreamOf): Promise<VectorFile> {
  const random = streamOf("invalid courier");
  const { keySecret, offer } = await offerOf(random, "return", 16);
  const [back, delivery] = [returnFrames(returnOf(random)), deliveryFrames(deliveryOf(random))];
  const bundle = await sealBundle(offer, "return", back, random(32));
  const opens = { reader: "bundle", offer: writeOffer(offer), keySecret: hex(keySecret) };
  const bytes = (name: string, error: ErrorName, altered: Uint8Array) => ({ name, error, ...opens, bytes: hex(altered) });
  const code = decodeCode(writeOffer(offer));
  const offered = (name: string, error: ErrorName, altered: Uint8Array) => ({
    name,
    reader: "offer",
    error,
    text: encodeCode(altered),
  });
  const frames = (name: string, reader: string, list: readonly Uint8Array[]) => ({
    name,
    reader,
    error: "malformed",
    frames: list.map(hex),
  });
  const pattern = decodeCode(fountainFrame(bundle, 0));
  const shown = (name: string, error: ErrorName, altered: Uint8Array) => ({
    name,
    reader: "pattern",
    error,
    text: encodeCode(altered),
  });
  const lying = (total: number, count: number) => concat(pattern.subarray(0, 5), u32(total), u16(count), pattern.subarray(11));
  const cap = random(32);
  const vectors = [
    offered("version 2", "version", code.with(0, 2)),
    offered("a third kind", "malformed", code.with(1, 2)),
    offered("50 bytes", "malformed", code.slice(0, -1)),
    bytes("version 2", "version", bundle.with(0, 2)),
    bytes("a byte short", "malformed", bundle.slice(0, -1)),
    bytes("of the next size", "cannot-open", concat(bundle, new Uint8Array(8_192 - bundle.length))),
    bytes("one bit of the ciphertext", "cannot-open", bundle.with(999, (bundle[999] ?? 0) ^ 1)),
    { ...bytes("another secret", "cannot-open", bundle), offer: writeOffer({ ...offer, secret: random(16) }) },
    { ...bytes("another kind", "cannot-open", bundle), offer: writeOffer({ ...offer, takes: "delivery" }) },
    { ...bytes("another room", "cannot-open", bundle), offer: writeOffer({ ...offer, room: 17 }) },
    frames("a return, read as a delivery", "delivery", back),
    frames("a delivery, read as a return", "return", delivery),
    frames("a parcel without its note", "delivery", delivery.slice(0, -1)),
    frames("no head", "delivery", delivery.slice(1)),
    frames("no ends", "return", back.slice(0, -1)),
    frames("a grant", "return", back.toSpliced(1, 0, encodeCbor([2, cap, 1, cap.slice(0, 16), 1]))),
    frames("a frame of an unknown kind", "return", back.toSpliced(1, 0, encodeCbor([64, cap]))),
    frames(
      "half a tag in done",
      "return",
      back.with(back.length - 1, encodeCbor([18, new Uint8Array(24), new Uint8Array(), new Uint8Array()])),
    ),
    shown("version 2", "version", pattern.with(0, 2)),
    shown("of a bundle of 65,537 bytes", "malformed", lying(65_537, 160)),
    shown("one piece too few", "malformed", lying(bundle.length, 4)),
    shown("no pieces", "malformed", lying(bundle.length, 0)),
    { ...shown("mistyped", "checksum", pattern), text: encodeCode(pattern).replace(/^../u, "ZZ") },
  ];
  const controls = [
    { name: "offer", reader: "offer", text: encodeCode(code) },
    { name: "bundle", ...opens, bytes: hex(bundle) },
    { name: "delivery", reader: "delivery", frames: delivery.map(hex) },
    { name: "return", reader: "return", frames: back.map(hex) },
    { name: "pattern", reader: "pattern", text: encodeCode(pattern) },
  ];
  return { clause: "wire 10", about: "offers, bundles, their frames, and moving patterns", vectors, controls };
}
