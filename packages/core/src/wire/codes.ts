/** What the hub answers to one frame (spec/wire.md 5.1). */
export const CODE = {
  ok: 0,
  unknown: 1,
  conflict: 2,
  quota: 3,
  malformed: 4,
  expired: 5,
  closed: 6,
  used: 7,
  unsupported: 8,
  frozen: 9,
  stopped: 10,
} as const;

/** A result in words. */
export type CodeName = keyof typeof CODE;
/** A result as it is sent. */
export type Code = (typeof CODE)[CodeName];

/** The highest result code of this version. */
export const CODE_MAX = 10;

const names = new Map<number, CodeName>(Object.entries(CODE).map(([name, code]) => [code, name as CodeName]));

/** The name of a result code, for logs and texts. */
export function codeName(code: Code): CodeName {
  return names.get(code) ?? "malformed";
}

/** True for a number that is a result code of this version. */
export function isCode(value: number): value is Code {
  return names.has(value);
}

/** What became of a parcel (spec/wire.md 5.2). */
export const STATE = {
  unknown: 0,
  waiting: 1,
  withReader: 2,
  handedOver: 3,
  expired: 4,
  withdrawn: 5,
  closed: 6,
} as const;

/** A parcel's state in words. */
export type StateName = keyof typeof STATE;
/** A parcel's state as it is sent. */
export type State = (typeof STATE)[StateName];

/** The highest parcel state of this version. */
export const STATE_MAX = 6;

/** How the broker of a stop capability stands (spec/wire.md 5.4). */
export const STANDING = { unknown: 0, running: 1, stopped: 2, signalled: 3 } as const;

/** A broker's standing in words. */
export type StandingName = keyof typeof STANDING;
/** A broker's standing as it is sent. */
export type Standing = (typeof STANDING)[StandingName];

/** The highest standing of this version. */
export const STANDING_MAX = 3;

const standings = new Map<number, StandingName>(
  Object.entries(STANDING).map(([name, standing]) => [standing, name as StandingName]),
);

/** The name of a standing, for what the desk reads. */
export function standingName(standing: Standing): StandingName {
  return standings.get(standing) ?? "unknown";
}
