import { broker } from "./broker.ts";
import { common } from "./common.ts";
import { errors } from "./errors.ts";

/** Everything that the broker's app says in this language: one chunk. */
export const texts = { broker, common, errors };
