import { runVillage } from "./hub-side.ts";
import { surroundings } from "./surroundings.ts";

await runVillage(surroundings(process.env));
