import { runPhone } from "./phone-side.ts";
import { surroundings } from "./surroundings.ts";

await runPhone(surroundings(process.env));
