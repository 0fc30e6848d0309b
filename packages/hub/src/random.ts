/** Where randomness comes from; only the composition root uses the machine's. */
export interface Random {
  /** Fresh bytes from a cryptographic source. */
  bytes(length: number): Uint8Array<ArrayBuffer>;
  /** A fresh integer of 32 bits. */
  u32(): number;
}

const POOL_WORDS = 1_024;

/** The machine's cryptographic randomness. Single words come from a pool: one system call a word would be the dearest part of a put. */
export function makeSystemRandom(): Random {
  const pool = new Uint32Array(POOL_WORDS);
  let used = POOL_WORDS;
  return {
    bytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    u32() {
      if (used === POOL_WORDS) {
        crypto.getRandomValues(pool);
        used = 0;
      }
      const word = pool[used] ?? 0;
      pool[used++] = 0;
      return word;
    },
  };
}
