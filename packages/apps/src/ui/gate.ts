import type { Ports, Transport } from "@ojak/client/ports";
import { OjakError } from "@ojak/core/errors";

/** Ports of one sitting: after `shut` nothing is written or sent any more, whatever was still under way when the app was closed. */
export interface Gate {
  readonly ports: Ports;
  shut(): void;
}

/** Makes them. What was stored before the gate was shut stays as it is. */
export function gate(ports: Ports): Gate {
  let isShut = false;
  const refuse = () => {
    if (isShut) throw new OjakError("locked", "the app was closed: nothing more is stored or sent");
  };
  const write = async (bytes: Uint8Array<ArrayBuffer>): Promise<void> => {
    refuse();
    await ports.file.write(bytes);
  };
  const transportTo = (hubOrigin: string): Transport => {
    const transport = ports.transportTo(hubOrigin);
    return {
      post: async (path, body, onBytes) => {
        refuse();
        return transport.post(path, body, onBytes);
      },
    };
  };
  const gated = { ...ports, file: { ...ports.file, write }, transportTo };
  return { ports: gated, shut: () => void (isShut = true) };
}
