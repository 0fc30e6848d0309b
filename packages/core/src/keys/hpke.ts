import { Chacha20Poly1305 } from "@hpke/chacha20poly1305";
import { CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from "@hpke/core";
import { concat, take, type Bytes } from "../bytes/bytes.ts";
import { utf8 } from "../bytes/text.ts";
import { assert, OjakError } from "../errors.ts";
import { WIRE_VERSION } from "../limits.ts";

/** What a sealed thing is for: part of info and psk_id, so that nothing sealed for one purpose opens for another. */
export type Purpose = "down" | "up" | "route" | "request" | "answer" | "meeting" | "verdict" | "enrol" | "delivery" | "return";

/** What both sides of a sealing must agree on besides keys. */
export interface Context {
  readonly purpose: Purpose;
  readonly realm: string;
  /** 32 bytes; who can open under it knows that its holder wrote. */
  readonly psk: Uint8Array;
  readonly aad: Uint8Array;
}

/** A KEM of the suite: `encBytes` is the length of the encapsulated key, `randomBytes` what sealing consumes. */
export interface Kem {
  readonly name: "X25519" | "X-Wing";
  readonly encBytes: number;
  readonly randomBytes: number;
  readonly suite: CipherSuite;
}

/** The KEM of everything but enrolments: 0x0020 of RFC 9180. */
export const X25519: Kem = {
  name: "X25519",
  encBytes: 32,
  randomBytes: 32,
  suite: new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Chacha20Poly1305() }),
};

/** A private key as the KEM keeps it, with its public half as it goes over the wire. */
export interface KeyPair {
  readonly privateKey: CryptoKeyPair;
  readonly publicKey: Bytes;
}

type CryptoKeyPair = Awaited<ReturnType<CipherSuite["kem"]["deriveKeyPair"]>>;

/** DeriveKeyPair of RFC 9180 (section 7.1.3; X-Wing: expansion of a 32-byte seed). */
export async function keyPair(kem: Kem, secret: Uint8Array): Promise<KeyPair> {
  assert(secret.length === 32, "a key pair is derived from 32 bytes");
  const privateKey = await kem.suite.kem.deriveKeyPair(exact(secret));
  return { privateKey, publicKey: new Uint8Array(await kem.suite.kem.serializePublicKey(privateKey.publicKey)) };
}

/**
 * HPKE SealPSK, one message (spec/wire.md 2). Returns enc || ciphertext. `random` (kem.randomBytes) makes the ephemeral key: the same
 * random bytes must never be used twice.
 * Throws `malformed` when the public key is not one.
 */
export async function seal(
  kem: Kem,
  publicKey: Uint8Array,
  context: Context,
  plaintext: Uint8Array,
  random: Uint8Array,
): Promise<Bytes> {
  assert(random.length === kem.randomBytes, "sealing needs its own random bytes");
  const shared = parameters(context);
  try {
    const recipientPublicKey = await kem.suite.kem.deserializePublicKey(exact(publicKey));
    const sender = await kem.suite.createSenderContext({ recipientPublicKey, ekm: exact(random), ...shared });
    const ciphertext = await sender.seal(exact(plaintext), exact(aadOf(context)));
    return concat(new Uint8Array(sender.enc), new Uint8Array(ciphertext));
  } catch (cause) {
    throw new OjakError("malformed", "that public key cannot be sealed to", { cause });
  }
}

/** HPKE OpenPSK. Throws `cannot-open` for anything that was not sealed for exactly this key, psk, purpose, realm and aad. */
export async function open(kem: Kem, key: KeyPair, context: Context, sealed: Uint8Array): Promise<Bytes> {
  const shared = parameters(context);
  try {
    const enc = take(sealed, 0, kem.encBytes);
    const recipient = await kem.suite.createRecipientContext({ recipientKey: key.privateKey, enc: exact(enc), ...shared });
    return new Uint8Array(await recipient.open(exact(sealed.slice(kem.encBytes)), exact(aadOf(context))));
  } catch {
    throw new OjakError("cannot-open", "not sealed for this key, or altered on the way");
  }
}

function parameters({ purpose, realm, psk }: Context) {
  assert(psk.length === 32, "a psk has 32 bytes");
  const name = utf8(`ojak/1 ${purpose}`);
  return { info: exact(concat(name, Uint8Array.of(0), utf8(realm))), psk: { id: exact(name), key: exact(psk) } };
}

function aadOf(context: Context): Bytes {
  return concat(Uint8Array.of(WIRE_VERSION), context.aad);
}

/** A buffer that holds just these bytes: the library takes ArrayBuffers, and a view may sit in a larger one. */
function exact(bytes: Uint8Array): ArrayBuffer {
  return bytes.slice().buffer;
}
