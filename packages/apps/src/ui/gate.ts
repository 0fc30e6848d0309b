import type { LinkOptions, Ports, Transport } from "@ojak/client/ports";
import { OjakError } from "@ojak/core/errors";

/** Ports of one sitting: after `shut` nothing is written or sent any more, whatever was still under way when the app was closed. */
export interface Gate {
  readonly ports: Ports;
  shut(): void;
  /** Shuts it, and waits for what is being stored at this moment, however that ends. */
  drain(): Promise<void>;
}

/** Makes them. What was stored before the gate was shut stays as it is. */
export function gate(ports: Ports): Gate {
  let isShut = false;
  const writing = new Set<Promise<void>>();
  const refuse = () => {
    if (isShut) throw new OjakError("locked", "the app was closed: nothing more is stored or sent");
  };
  const write = async (bytes: Uint8Array<ArrayBuffer>): Promise<void> => {
    refuse();
    const written = ports.file.write(bytes);
    writing.add(written);
    try {
      await written;
    } finally {
      writing.delete(written);
    }
  };
  const transportTo = (hubOrigin: string, options?: LinkOptions): Transport => {
    const transport = ports.transportTo(hubOrigin, options);
    return {
      ...transport,
      post: async (path, body, onBytes) => {
        refuse();
        return transport.post(path, body, onBytes);
      },
    };
  };
  const gated = { ...ports, file: { ...ports.file, write }, transportTo };
  const shut = () => void (isShut = true);
  const drain = async (): Promise<void> => {
    shut();
    await Promise.allSettled(writing);
  };
  return { ports: gated, shut, drain };
}
