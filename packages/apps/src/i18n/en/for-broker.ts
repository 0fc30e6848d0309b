import { broker } from "./broker.ts";
import { common } from "./common.ts";
import { errors } from "./errors.ts";

export const texts = { broker, common, errors };
