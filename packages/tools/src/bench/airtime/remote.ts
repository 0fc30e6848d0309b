import { rmSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { createInterface } from "node:readline";

/** What a process lets others call, by name, with texts; it answers with a value that JSON can hold. */
export type Methods = Readonly<Record<string, (...args: string[]) => Promise<unknown>>>;

interface Answer {
  readonly result?: unknown;
  readonly error?: string;
}

/** Answers calls on a socket in the file system, one line each, until the server is closed. */
export async function serveCalls(path: string, methods: Methods): Promise<Server> {
  rmSync(path, { force: true });
  const server = createServer((socket) => {
    createInterface({ input: socket }).on("line", (line) => {
      const [name = "", ...args] = JSON.parse(line) as string[];
      const call = methods[name]?.(...args) ?? Promise.reject(new Error(`no such method: ${name}`));
      call.then(
        (result) => socket.end(JSON.stringify({ result } satisfies Answer)),
        (error: unknown) => socket.end(JSON.stringify({ error: errorText(error) } satisfies Answer)),
      );
    });
    socket.on("error", () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return server;
}

/** Calls a method of the process that serves `path`. Throws what it threw, as a text. */
export async function callAt(path: string, name: string, ...args: readonly string[]): Promise<unknown> {
  const socket = connect(path);
  socket.write(`${JSON.stringify([name, ...args])}\n`);
  let text = "";
  for await (const chunk of socket) text += String(chunk);
  const { result, error } = JSON.parse(text) as Answer;
  if (error !== undefined) throw new Error(error);
  return result;
}

function errorText(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
