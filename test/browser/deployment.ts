import { folderFor, ojak, ojakRunning, type Scope } from "../support/programs.ts";

/** Hub and apps as `npm start` runs them, in a folder of the test's own, and access codes as an operator would give them out. */
export interface Deployment {
  readonly appsUrl: string;
  readonly hubUrl: string;
  readonly folder: string;
  accessCode(): Promise<string>;
  /** What the desk's program exits with when it watches, or stops, whoever has the last access code. */
  deskLast(what: "watch" | "stop"): Promise<number>;
}

/** Starts it on free ports; it ends with the test. */
export async function deploy(t: Scope): Promise<Deployment> {
  const folder = folderFor(t);
  const running = await ojakRunning(t, ["start", "--port", "0", "--hub-port", "0"], { OJAK_DATA: folder });
  const appsUrl = running.first.split(" ")[0] ?? "";
  while (!running.lines.some((line) => line.endsWith("the hub"))) await new Promise((resolve) => setTimeout(resolve, 20));
  const hubUrl = running.lines.find((line) => line.endsWith("the hub"))?.split(" ")[0] ?? "";
  let stopCode = "";
  return {
    appsUrl,
    hubUrl,
    folder,
    async accessCode() {
      const { out, err } = await ojak(["token", "--origin", hubUrl, "--json"], { OJAK_DATA: folder });
      if (out === "") throw new Error(err);
      const codes = JSON.parse(out) as { accessCode: string; stopCode: string };
      ({ stopCode } = codes);
      return codes.accessCode;
    },
    deskLast: async (what) => (await ojak(["desk", what], { OJAK_STOP: stopCode })).code,
  };
}
