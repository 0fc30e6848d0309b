import { hex } from "@ojak/core/bytes/text";
import { OjakError } from "@ojak/core/errors";
import type { StateFormat } from "../vault/vault.ts";
import { type FamilyState, isUnderWay } from "./state.ts";

const SCHEMA = 4;

/** How the family's state is stored. */
export const familyFormat: StateFormat<FamilyState> = {
  schema: SCHEMA,
  read(schema, stored) {
    if (schema > SCHEMA) throw new OjakError("version", "this was stored by a newer program: update, nothing was changed");
    if (schema < 1 || typeof stored !== "object" || stored === null || !("ties" in stored)) {
      throw new OjakError("malformed", "what is stored here is not a family's");
    }
    let state = stored as FamilyState;
    if (schema < 2) state = withVoices(state);
    if (schema < 3) state = withWays(state);
    return schema < 4 ? withStops(state) : state;
  },
};

/** Schema 1 knew no voices. */
function withVoices(state: FamilyState): FamilyState {
  const ties = state.ties.map((tie) => ({
    ...tie,
    voices: [],
    messages: tie.messages.map((message) => ({ ...message, voice: null })),
  }));
  return { ...state, ties };
}

/** Schema 2 knew one way for a tie, and no end of it. Its slots were not kept: once a way is closed, what comes in them counts as unsure. */
function withWays(state: FamilyState): FamilyState {
  const ties = state.ties.map((tie) => {
    const id = hex(tie.broker.put.subarray(0, 4));
    const generation = tie.broker.key?.generation ?? 0;
    const signDay = state.lastSyncDay ?? tie.createdDay;
    return {
      ...tie,
      broker: { ...tie.broker, id, frozenDay: null, isStopped: false, signDay, darkSince: null, backDay: null },
      spare: null,
      closedWays: [],
      slots: [],
      voices: tie.voices.map((half) => ({ ...half, quarantined: false })),
      messages: tie.messages.map((message) => ({
        ...message,
        also: [],
        way: isUnderWay(message) ? { id, number: message.number, generation } : null,
        quarantined: false,
        openedAfterDay: null,
      })),
    };
  });
  return { ...state, ties };
}

/** Schema 3 knew no desk that stops a broker. */
function withStops(state: FamilyState): FamilyState {
  const none = { isStopped: false };
  const ties = state.ties.map((tie) => ({
    ...tie,
    broker: { ...tie.broker, ...none },
    spare: tie.spare === null ? null : { ...tie.spare, broker: { ...tie.spare.broker, ...none } },
    closedWays: tie.closedWays.map((way) => ({ ...way, ...none })),
  }));
  return { ...state, ties };
}
