import type { Command } from "./command.ts";
import { bench } from "./commands/bench.ts";
import { burst } from "./commands/burst.ts";
import { courier } from "./commands/courier.ts";
import { demo } from "./commands/demo.ts";
import { desk } from "./commands/desk.ts";
import { forensics } from "./commands/forensics.ts";
import { hub } from "./commands/hub.ts";
import { start } from "./commands/start.ts";
import { token } from "./commands/token.ts";

/** Every command, in the order that `ojak --help` lists them. */
export const commands: readonly Command[] = [start, hub, token, desk, demo, burst, courier, bench, forensics];
