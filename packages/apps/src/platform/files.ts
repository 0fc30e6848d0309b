const MINUTE_MS = 60_000;

/** Gives bytes to the browser as a file to keep. Where it goes, and what remembers that it went, is the browser's affair. */
export function saveFile(name: string, bytes: Uint8Array<ArrayBuffer>): void {
  const url = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // A browser that asks where to put it reads it later.
  setTimeout(() => URL.revokeObjectURL(url), MINUTE_MS);
}
