/**
 * Every bound in one place; docs/LIMITS.md says why each has its value. Units come last in a name. Sizes that are part of a
 * format are given in spec/wire.md and live here too, so that a decoder has one place to ask.
 */

export const WIRE_VERSION = 1;

/** Plaintext sizes of envelopes (spec/wire.md 2.1). */
export const CLASS_NOTE_BYTES = 128;
export const CLASS_BASE_BYTES = 768;
export const CLASS_LONG_BYTES = 2112;
export const CLASS_PART_BYTES = 3775;
export const CLASSES_BYTES = [CLASS_NOTE_BYTES, CLASS_BASE_BYTES, CLASS_LONG_BYTES, CLASS_PART_BYTES] as const;
/** version + enc + authentication tag */
export const ENVELOPE_OVERHEAD_BYTES = 1 + 32 + 16;
export const ENVELOPE_SIZES_BYTES = CLASSES_BYTES.map((n) => n + ENVELOPE_OVERHEAD_BYTES);

export const TAG_BYTES = 16;
export const ID_BYTES = 16;
export const CAPABILITY_BYTES = 32;
export const TOKEN_BYTES = 16;
export const PREFIX_BYTES = 6;
export const WEEKLY_KEY_BYTES = 132;
export const ROUTE_PLAINTEXT_BYTES = 96;
export const ROUTE_BOX_BYTES = 147;
export const ENROLMENT_PLAINTEXT_BYTES = 975;
export const INTRODUCTION_BYTES = 39;

export const LETTER_BASE_TEXT_BYTES = 700;
export const LETTER_TEXT_BYTES_MAX = 2_000;
export const ROUTING_TEXT_BYTES_MAX = 95;
export const QUESTION_TEXT_BYTES_MAX = 120;
export const ANSWER_NORMALISED_CHARACTERS_MAX = 64;
export const OPENED_PLACES_MAX = 6;
/** A voice goes in this many parts, each a parcel of its own, so that a cut costs one of them. */
export const VOICE_PARTS = [2, 4, 6] as const;
/** What the first part carries beside its reply key, and what every other one does. */
export const VOICE_FIRST_BYTES = 3_724;
export const VOICE_PART_BYTES = 3_756;
export const VOICE_ID_BYTES = 4;
/** Voices of which parts are missing; what is beyond them was never whole. */
export const HALF_VOICES_A_TIE_MAX = 4;
export const VOICE_BYTES_MAX = VOICE_FIRST_BYTES + 5 * VOICE_PART_BYTES;
export const WHERE_TEXT_BYTES_MAX = 95;

export const TIE_WORDS = 6;
export const PASSPHRASE_WORDS = 4;
export const WORD_LIST_LENGTH = 2_048;
export const ARGON2_MEMORY_KIB = 65_536;
export const ARGON2_PASSES = 3;
export const ARGON2_LANES = 1;

/** A burst's budget, each way and in time; the broker sets it between these. */
export const BURST_BYTES_MIN = 4_096;
export const BURST_BYTES_DEFAULT = 49_152;
export const AIR_MS_MIN = 5_000;
export const AIR_MS_DEFAULT = 30_000;
export const AIR_MS_MAX = 90_000;
/** Between two bursts at least so long, drawn by lot. */
export const PAUSE_BETWEEN_MS_MIN = 7_200_000;
export const PAUSE_BETWEEN_MS_MAX = 25_200_000;
/** With less than this on its way when a burst was cut, it goes again: asking what arrived would cost as much. */
export const RESUME_BYTES_MIN = 4_096;

export const MAIL_LIFE_DAYS = 45;
export const TOMBSTONE_DAYS = 90;
/** A broker's keys are kept this long, so that mail of weeks of darkness still opens and older mail stays closed. */
export const BROKER_KEY_WEEKS = 9;
/** A relative's are kept longer: mail's life down, darkness, and mail's life up may add up. */
export const RELATIVE_KEY_WEEKS = 20;
/** How far back the reader of a tie looks for its tags. */
export const TAG_SEARCH_WEEKS = 9;
export const PLACES_A_WEEK = 256;
export const REPLY_PUT_DAYS = 120;
export const ENROL_ATTEMPTS = 3;
export const INTRODUCTION_LIFE_DAYS = 7;
export const REQUEST_LIFE_DAYS = 30;

export const FRAME_BYTES_MAX = 4_096;
export const BURST_FLOOR_BYTES = 1_024;
export const UP_RESPONSE_FLOOR_BYTES = 64;
export const DOWN_REQUEST_FLOOR_BYTES = 128;
export const UP_BODY_BYTES_MAX = 262_144;
export const DOWN_BODY_BYTES_MAX = 32_768;
export const DOWN_RESPONSE_BYTES_MAX = 262_144;
/** Both answers of a burst, with what stands before each. */
export const BURST_ANSWER_BYTES_MAX = DOWN_RESPONSE_BYTES_MAX + 16 * UP_RESPONSE_FLOOR_BYTES;
/** So much comes down ahead of what goes up, and so long nothing need come before it no longer waits. */
export const STEP_AHEAD_BYTES = 5_200;
export const STEP_LOOK_MS = 10;
/** What goes up in the first of two requests, when it is longer than that. */
export const UP_BEGINNING_BYTES = 2_200;
export const STEP_MS_MAX = 1_500;
export const UP_FRAMES_MAX = 256;
export const DOWN_FRAMES_MAX = 64;
export const TAGS_A_FRAME_MAX = 128;
export const PREFIXES_A_FRAME_MAX = 256;
export const SLOTS_A_FRAME_MAX = 16;

/** What one capability may cost the hub. */
export const PARCELS_WAITING_A_SLOT_MAX = 64;
export const PUTS_A_SLOT_A_DAY_MAX = 96;
export const SLOTS_A_DROP_MAX = 2_048;
export const TOKEN_DROPS_DEFAULT = 64;
export const TOKEN_LIFE_DAYS = 30;

export const ACCESS_ORIGIN_BYTES_MAX = 200;
export const REALM_BYTES_MAX = 64;
export const CODE_TEXT_CHARACTERS_MAX = 48_000;

/** What an app keeps. */
export const TIES_MAX = 32;
/** Ways of one tie that were closed, for knowing what still comes by them. */
export const CLOSED_WAYS_MAX = 16;
/** Without a sign of a broker for so long, the app says since when. */
export const DARK_DAYS = 21;
export const VAULT_COMPARTMENT_BYTES = 2_097_152;
export const BROKER_PARCELS_MAX = 192;
/** Together with what waits to go out, less than half a compartment of the vault. */
export const BROKER_PARCELS_BYTES_MAX = 524_288;
export const OUTBOX_MAX = 128;
export const OUTBOX_BYTES_MAX = 262_144;
/** What a duress passphrase opens: few parcels, each for some days. */
export const DECOY_NOTES_MAX = 3;
export const DECOY_STAY_DAYS_MIN = 4;
export const DECOY_STAY_DAYS_MAX = 13;
/** Digits that cover an open app for a moment. */
export const PIN_DIGITS_MIN = 4;
export const PIN_DIGITS_MAX = 8;
export const PIN_TRIES_MAX = 3;
export const PAUSE_MS_MAX = 600_000;

/** What a program keeps of TLS in the vault, for its next burst. */
export const TLS_SESSION_BYTES_MAX = 4_096;

/** What a courier's phone without radio carries (spec/wire.md 10). */
export const COURIER_PARCELS_MAX = 16;
export const COURIER_RETURNS_MAX = 48;
/** Heads of parcels that are with couriers, on a broker's phone. */
export const COURIER_HEADS_MAX = 64;
/** Whole bundles, sealing included: they show one of four sizes. */
export const BUNDLE_SIZES_BYTES = [2_048, 8_192, 24_576, 65_536] as const;
export const BUNDLE_FRAMES_MAX = 64;
export const OFFER_LIFE_MS = 600_000;
export const OFFER_SECRET_BYTES = 16;
export const DROP_NAME_BYTES = 8;
export const RECEIPT_BYTES = 5;
/** What one pattern of a moving code carries of a bundle, and into how many pieces a bundle may be cut. */
export const FOUNTAIN_BLOCK_BYTES = 410;
export const FOUNTAIN_BLOCKS_MAX = 256;
/** Bundles that are put together side by side, since patterns of another may have been seen first. */
export const FOUNTAIN_BUNDLES_MAX = 2;

/** How long, how much and how often the hub lets a stranger make it work. */
export const HEADERS_MS_MAX = 15_000;
/** The largest request over a 40 kbit/s link takes 53 s; more than twice that is somebody who wants to hold a connection. */
export const REQUEST_MS_MAX = 120_000;
export const KEEP_ALIVE_MS_MAX = 75_000;
export const CONNECTIONS_MAX = 4_096;
export const HEADER_BYTES_MAX = 8_192;
export const STREAMS_A_CONNECTION_MAX = 16;
export const SHUTDOWN_MS_MAX = 10_000;
/** One TLS record, so that a large one never holds up what is behind it on a slow link. */
export const TLS_RECORD_BYTES_MAX = 1_300;
/** How long the hub holds an answer, drawn by lot between these, unless so many are held already. */
export const ANSWER_MS_MIN = 8;
export const ANSWER_MS_MAX = 20;
export const ANSWERS_HELD_MAX = 8;
export const TLS_TICKET_DAYS_MAX = 3;
/** Tickets of one day that were used; past this the day's others are full handshakes. */
export const TLS_TICKETS_USED_MAX = 65_536;
/** Writes waiting for a commit: past this the hub answers 503 rather than grow. */
export const MUTATIONS_QUEUED_MAX = 16_384;
export const MUTATIONS_A_COMMIT_MAX = 1_024;
export const SWEEP_ROWS_MAX = 500;
/** Parcels of one size that a take looks at, so that a drop stuffed by its own depositors costs no more than this. */
export const TAKE_ROWS_MAX = 4_096;
export const CLOSE_ROWS_MAX = 2_048;
/** Parcels of a drop that one step of a freeze looks at. */
export const FREEZE_ROWS_MAX = 2_048;
/** Drops that one step of a stop looks at, and that one take may signal for. */
export const STOP_ROWS_MAX = 2_048;
export const SIGNAL_ROWS_MAX = 16;
/** How many days after a signal relatives are told, by lot: days begin at midnight, so that it is at least one whole day and at most three. */
export const SIGNAL_SHOWN_DAYS = [2, 3] as const;
/** Where the hub keeps bodies: places of one size, of which some are always free. */
export const BODY_PLACE_BYTES = 1_000;
export const BODY_PLACES_A_PARCEL_MAX = 5;
export const BODY_PLACES_FREE_MIN = 1_024;
/** Of so many places, one at least is free. */
export const BODY_PLACES_A_FREE_ONE = 4;
export const BODY_PLACES_A_CHUNK = 256;
/** Erased bytes may stay in the write-ahead log this long. */
export const ERASE_LAG_MS_MAX = 1_000;
export const TOKEN_DROPS_MAX = 65_536;
export const TOKEN_LIFE_DAYS_MAX = 365;
/** Put capabilities that a broker's app keeps ready at the hub, so that an introduction works at once. */
export const INTRODUCTION_STOCK = 3;
export const STOCK_LIFE_DAYS = 60;
export const STOCK_RENEW_DAYS = 14;
export const MARK_BYTES = 6;
export const MARKS_MAX = 2_048;
/** Parcels of one slot on a broker's phone; more stays at the hub, so that one depositor cannot fill it. */
export const PARCELS_A_SLOT_MAX = 24;
/** Two voices of one depositor; the rest of the slot is for letters. */
export const PARTS_A_SLOT_MAX = 12;
export const SKIPPED_MAX = 512;
