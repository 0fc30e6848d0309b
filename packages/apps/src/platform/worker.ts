import { argon2id } from "hash-wasm";
import { ARGON2_LANES, ARGON2_MEMORY_KIB, ARGON2_PASSES } from "@ojak/core/limits";
import type { WorkerAnswer, WorkerRequest } from "./worker-messages.ts";

/** What this file uses of the origin private file system inside a worker: the DOM library of TypeScript leaves it to the worker library. */
interface SyncFile {
  read(buffer: Uint8Array, options: { at: number }): number;
  write(buffer: Uint8Array, options: { at: number }): number;
  getSize(): number;
  truncate(size: number): void;
  flush(): void;
  close(): void;
}

interface FileHandle {
  createSyncAccessHandle(): Promise<SyncFile>;
}

const scope = globalThis as unknown as {
  addEventListener(kind: "message", listener: (event: MessageEvent<WorkerRequest>) => void): void;
  postMessage(message: WorkerAnswer): void;
};

scope.addEventListener("message", ({ data }) => {
  void answer(data);
});

async function answer(request: WorkerRequest): Promise<void> {
  try {
    scope.postMessage({ id: request.id, ok: true, bytes: await run(request) });
  } catch {
    // The cause stays here: it may hold paths, and the app can only say that storing failed.
    scope.postMessage({ id: request.id, ok: false });
  }
}

async function run(request: WorkerRequest): Promise<Uint8Array<ArrayBuffer> | null> {
  switch (request.kind) {
    case "derive":
      return derive(request.password, request.salt);
    case "read":
      return readFile(request.name);
    case "write":
      await withFile(request.name, (file) => rewrite(file, request.bytes));
      return null;
    case "erase":
      await eraseFile(request.name);
      return null;
  }
}

async function derive(password: Uint8Array, salt: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const hash = await argon2id({
    password,
    salt,
    parallelism: ARGON2_LANES,
    iterations: ARGON2_PASSES,
    memorySize: ARGON2_MEMORY_KIB,
    hashLength: 32,
    outputType: "binary",
  });
  return Uint8Array.from(hash);
}

async function readFile(name: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const root = await navigator.storage.getDirectory();
  try {
    await root.getFileHandle(name);
  } catch (error) {
    if (error instanceof DOMException && error.name === "NotFoundError") return null;
    throw error;
  }
  return withFile(name, (file) => {
    const bytes = new Uint8Array(file.getSize());
    let at = 0;
    while (at < bytes.length) {
      const count = file.read(bytes.subarray(at), { at });
      if (count === 0) throw new Error("the file ends early");
      at += count;
    }
    return bytes;
  });
}

/** In place: a file system that keeps old blocks keeps fewer of them than with a new file at each save. */
function rewrite(file: SyncFile, bytes: Uint8Array): void {
  let at = 0;
  while (at < bytes.length) at += file.write(bytes.subarray(at), { at });
  if (file.getSize() !== bytes.length) file.truncate(bytes.length);
  file.flush();
}

/** Overwritten with random bytes before it goes; what a flash chip keeps beside that is out of a browser's reach. */
async function eraseFile(name: string): Promise<void> {
  const root = await navigator.storage.getDirectory();
  const old = await readFile(name);
  if (old === null) return;
  for (let at = 0; at < old.length; at += 65_536) crypto.getRandomValues(old.subarray(at, at + 65_536));
  await withFile(name, (file) => rewrite(file, old));
  await root.removeEntry(name);
}

async function withFile<Result>(name: string, use: (file: SyncFile) => Result): Promise<Result> {
  const root = await navigator.storage.getDirectory();
  const handle = (await root.getFileHandle(name, { create: true })) as unknown as FileHandle;
  const file = await handle.createSyncAccessHandle();
  try {
    return use(file);
  } finally {
    file.close();
  }
}
