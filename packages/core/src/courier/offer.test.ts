import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { exactly, refuses } from "../../test/expect.ts";
import { decodeCode, encodeCode, plainCode } from "../bytes/code.ts";
import { dropName, type Offer, offerPsk, readOffer, receiptOf, writeOffer } from "./offer.ts";

const offers: fc.Arbitrary<Offer> = fc.record(
  {
    takes: fc.constantFrom("delivery", "return"),
    room: fc.nat(255),
    publicKey: exactly(32),
    secret: exactly(16),
  },
  { noNullPrototype: true },
);

test("wire 10.1: an offer reads back from 87 characters, and a mistyped one is refused", () => {
  fc.assert(
    fc.property(offers, fc.nat(), (offer, place) => {
      const text = writeOffer(offer);
      assert.equal(plainCode(text).length, 87);
      assert.deepEqual(readOffer(text.toLowerCase()), offer);
      const plain = plainCode(text);
      const at = place % plain.length;
      refuses(() => readOffer(plain.slice(0, at) + plain.slice(at + 1)), "checksum");
    }),
  );
});

test("wire 10.1: another version, kind or length is refused by name", () => {
  const bytes = decodeCode(writeOffer({ takes: "return", room: 1, publicKey: new Uint8Array(32), secret: new Uint8Array(16) }));
  refuses(() => readOffer(encodeCode(bytes.with(0, 2))), "version");
  refuses(() => readOffer(encodeCode(bytes.with(1, 2))), "malformed");
  refuses(() => readOffer(encodeCode(bytes.slice(0, -1))), "malformed");
  refuses(() => readOffer(encodeCode(Uint8Array.of(1))), "malformed");
});

test("wire 10.1: the receipt is of the whole bundle and of one offer, in eight characters", () => {
  fc.assert(
    fc.property(offers, offers, fc.uint8Array({ minLength: 1, maxLength: 300 }), fc.nat(), (offer, other, bundle, bit) => {
      fc.pre(offer.secret.some((byte, i) => byte !== other.secret[i]));
      const receipt = receiptOf(offer, bundle);
      assert.match(receipt, /^[0-9A-Z]{4}-[0-9A-Z]{4}$/u);
      const altered = bundle.slice();
      altered[bit % bundle.length] = (altered[bit % bundle.length] ?? 0) ^ 1;
      assert.notEqual(receiptOf(offer, altered), receipt);
      assert.notEqual(receiptOf(other, bundle), receipt);
      assert.notDeepEqual(offerPsk(offer), offerPsk(other));
    }),
  );
});

test("wire 10.1: a drop's name is not what the hub keeps of it", () => {
  assert.equal(dropName(new Uint8Array(32)).length, 8);
  assert.notDeepEqual(dropName(new Uint8Array(32)), dropName(new Uint8Array(32).fill(1)));
});
