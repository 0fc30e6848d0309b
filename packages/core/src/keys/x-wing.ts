import { Chacha20Poly1305 } from "@hpke/chacha20poly1305";
import { CipherSuite, HkdfSha256 } from "@hpke/core";
import { XWing } from "@hpke/hybridkem-x-wing";
import type { Kem } from "./hpke.ts";

/** The post-quantum KEM of enrolments, in a file of its own: 14 kB that a broker's phone loads only for a first meeting. */
export const X_WING: Kem = {
  name: "X-Wing",
  encBytes: 1120,
  randomBytes: 64,
  suite: new CipherSuite({ kem: new XWing(), kdf: new HkdfSha256(), aead: new Chacha20Poly1305() }),
};
