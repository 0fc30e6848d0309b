type Bytes = Uint8Array<ArrayBuffer>;

/** What the page asks of the worker; each request has a number of its own. */
export type WorkerRequest = { readonly id: number } & WorkerTask;

/** One piece of work: a key from words, or something with the one file. */
export type WorkerTask =
  | { readonly kind: "derive"; readonly password: Bytes; readonly salt: Bytes }
  | { readonly kind: "read"; readonly name: string }
  | { readonly kind: "write"; readonly name: string; readonly bytes: Bytes }
  | { readonly kind: "erase"; readonly name: string };

/** What the worker answers. */
export type WorkerAnswer =
  | { readonly id: number; readonly ok: true; readonly bytes: Bytes | null }
  | { readonly id: number; readonly ok: false };
