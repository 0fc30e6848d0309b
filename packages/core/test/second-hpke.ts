/**
 * A second implementation of what src/keys/hpke.ts takes from @hpke/core: HPKE of RFC 9180 in PSK mode (section 5), one message a context, written from the
 * RFC on the noble primitives. It shares no code with core, not even the names of the wire's labels, so that the two check each other.
 */
import { chacha20poly1305 } from "@noble/ciphers/chacha.js";
import { x25519 } from "@noble/curves/ed25519.js";
import { expand, extract } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { shake256 } from "@noble/hashes/sha3.js";
import { ml_kem768_x25519 as xWing } from "@noble/post-quantum/hybrid.js";

/** A KEM as section 4 of the RFC describes one, made deterministic: `encap` is given its randomness. */
export interface SecondKem {
  readonly encBytes: number;
  readonly suiteId: Uint8Array;
  deriveKeyPair(ikm: Uint8Array): { readonly secret: Uint8Array; readonly publicKey: Uint8Array };
  encap(publicKey: Uint8Array, random: Uint8Array): { readonly enc: Uint8Array; readonly shared: Uint8Array };
  decap(secret: Uint8Array, enc: Uint8Array): Uint8Array;
}

/** Everything but the keys. */
export interface PskContext {
  readonly info: Uint8Array;
  readonly psk: Uint8Array;
  readonly pskId: Uint8Array;
}

const KDF_HKDF_SHA256 = 1;
const AEAD_CHACHA20POLY1305 = 3;
const MODE_PSK = 1;
const NONE = new Uint8Array();

const ascii = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const i2osp = (value: number, length: number) =>
  Uint8Array.from({ length }, (_, i) => Math.floor(value / 256 ** (length - 1 - i)) % 256);

function join(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => Array.from(part)));
}

/** LabeledExtract, section 4. */
function labeledExtract(suite: Uint8Array, salt: Uint8Array, label: string, ikm: Uint8Array): Uint8Array {
  return extract(sha256, join(ascii("HPKE-v1"), suite, ascii(label), ikm), salt);
}

/** LabeledExpand, section 4. */
function labeledExpand(suite: Uint8Array, prk: Uint8Array, label: string, info: Uint8Array, length: number): Uint8Array {
  return expand(sha256, prk, join(i2osp(length, 2), ascii("HPKE-v1"), suite, ascii(label), info), length);
}

const kemSuite = (kemId: number) => join(ascii("KEM"), i2osp(kemId, 2));
const hpkeSuite = (kemId: number) =>
  join(ascii("HPKE"), i2osp(kemId, 2), i2osp(KDF_HKDF_SHA256, 2), i2osp(AEAD_CHACHA20POLY1305, 2));

/** DHKEM(X25519, HKDF-SHA256), sections 4.1 and 7.1.3. */
export const secondX25519: SecondKem = {
  encBytes: 32,
  suiteId: hpkeSuite(0x0020),
  deriveKeyPair(ikm) {
    const prk = labeledExtract(kemSuite(0x0020), NONE, "dkp_prk", ikm);
    const secret = labeledExpand(kemSuite(0x0020), prk, "sk", NONE, 32);
    return { secret, publicKey: x25519.getPublicKey(secret) };
  },
  encap(publicKey, random) {
    const ephemeral = this.deriveKeyPair(random);
    const dh = x25519.getSharedSecret(ephemeral.secret, publicKey);
    return { enc: ephemeral.publicKey, shared: dhkemSecret(dh, ephemeral.publicKey, publicKey) };
  },
  decap(secret, enc) {
    return dhkemSecret(x25519.getSharedSecret(secret, enc), enc, x25519.getPublicKey(secret));
  },
};

function dhkemSecret(dh: Uint8Array, enc: Uint8Array, publicKey: Uint8Array): Uint8Array {
  const prk = labeledExtract(kemSuite(0x0020), NONE, "eae_prk", dh);
  return labeledExpand(kemSuite(0x0020), prk, "shared_secret", join(enc, publicKey), 32);
}

/** X-Wing of draft-connolly-cfrg-xwing-kem-06: noble's hybrid of ML-KEM-768 and X25519 with the draft's label; a key is expanded from SHAKE256(ikm). */
export const secondXWing: SecondKem = {
  encBytes: 1120,
  suiteId: hpkeSuite(0x647a),
  deriveKeyPair(ikm) {
    const { secretKey, publicKey } = xWing.keygen(shake256(ikm, { dkLen: 32 }));
    return { secret: secretKey, publicKey };
  },
  encap(publicKey, random) {
    const { cipherText, sharedSecret } = xWing.encapsulate(publicKey, random);
    return { enc: cipherText, shared: sharedSecret };
  },
  decap(secret, enc) {
    return xWing.decapsulate(enc, secret);
  },
};

/** KeySchedule of section 5.1 in PSK mode, with what the RFC's vectors show of it. */
export function secondSchedule(suite: Uint8Array, shared: Uint8Array, { info, psk, pskId }: PskContext) {
  const pskIdHash = labeledExtract(suite, NONE, "psk_id_hash", pskId);
  const infoHash = labeledExtract(suite, NONE, "info_hash", info);
  const context = join(Uint8Array.of(MODE_PSK), pskIdHash, infoHash);
  const secret = labeledExtract(suite, shared, "secret", psk);
  return {
    context,
    secret,
    key: labeledExpand(suite, secret, "key", context, 32),
    baseNonce: labeledExpand(suite, secret, "base_nonce", context, 12),
    exporterSecret: labeledExpand(suite, secret, "exp", context, 32),
  };
}

/** ComputeNonce of section 5.2. */
export function secondNonce(baseNonce: Uint8Array, sequence: number): Uint8Array {
  const counter = i2osp(sequence, baseNonce.length);
  return baseNonce.map((byte, i) => byte ^ (counter[i] ?? 0));
}

/** SealPSK of section 6.1: enc || ciphertext. */
export function secondSeal(
  kem: SecondKem,
  publicKey: Uint8Array,
  context: PskContext,
  aad: Uint8Array,
  plaintext: Uint8Array,
  random: Uint8Array,
): Uint8Array {
  const { enc, shared } = kem.encap(publicKey, random);
  const { key, baseNonce } = secondSchedule(kem.suiteId, shared, context);
  return join(enc, chacha20poly1305(key, baseNonce, aad).encrypt(plaintext));
}

/** OpenPSK of section 6.1; throws when it does not open. */
export function secondOpen(
  kem: SecondKem,
  secret: Uint8Array,
  context: PskContext,
  aad: Uint8Array,
  sealed: Uint8Array,
): Uint8Array {
  const shared = kem.decap(secret, sealed.slice(0, kem.encBytes));
  const { key, baseNonce } = secondSchedule(kem.suiteId, shared, context);
  return chacha20poly1305(key, baseNonce, aad).decrypt(sealed.slice(kem.encBytes));
}

/** What section 2 of spec/wire.md puts into HPKE, written out a second time. */
export function wireContext(purpose: string, realm: string, psk: Uint8Array): PskContext {
  const name = ascii(`ojak/1 ${purpose}`);
  return { info: join(name, Uint8Array.of(0), new TextEncoder().encode(realm)), psk, pskId: name };
}

/** aad of section 2. */
export function wireAad(...parts: readonly Uint8Array[]): Uint8Array {
  return join(Uint8Array.of(1), ...parts);
}

/** u16 length || content || zeros (2.1). */
export function wirePadded(content: Uint8Array, size: number): Uint8Array {
  return join(i2osp(content.length, 2), content, new Uint8Array(size - 2 - content.length));
}
