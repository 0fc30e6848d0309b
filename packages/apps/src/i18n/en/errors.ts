import type { Failure } from "../../ui/attempt.ts";

/** What went wrong, and what to do. */
export const errors: Readonly<Record<Failure, string>> = {
  malformed: "That text is not what belongs here. Look whether it was copied whole, and is the right one.",
  version: "That was made by another version of this program. Bring both up to date, then try again.",
  "too-large": "That is too long. Take something out and try again.",
  "cannot-open": "That does not open: it was made for somebody else, or was changed on the way. Nothing was lost here.",
  "unknown-word": "One of the words is not in the list. Look at the spelling, or choose another language for the words.",
  "wrong-realm": "That code belongs to another service. Ask for one for the service you use.",
  expired: "Its time is over. Ask for a new one.",
  checksum: "A letter or digit is missing or wrong. Compare it with the original, or paste it again.",
  "weak-question": "Others could answer that question. Ask what only the two of you know.",
  "weak-answer": "That answer is easily guessed. Choose another question.",
  "names-or-numbers": "Leave out names and numbers: these words lie open in the broker’s phone until the letter is handed over.",
  empty: "There is nothing to send yet. Write something first.",
  ended: "This has ended. Nothing more can be sent here.",
  quota: "That is as much as fits for now. Send what waits, end something that is over, or try again after some days.",
  locked: "It is closed. Open it with your four words.",
  "wrong-passphrase": "These words do not open it. Try again, slowly.",
  "no-introduction": "There is no introduction left on this phone. The next exchange brings new ones.",
  "no-return-card": "There is nothing here to answer on. A reply can be written when the next letter has come.",
  used: "Somebody used this introduction before you. Tell the person who gave it to you, and ask for a new one.",
  "same-broker": "This introduction comes from the broker that you have. For a second way it takes another person.",
  unreachable: "No connection. What you wrote is kept; try again when there is a network.",
  busy: "The other end is busy. Try again in a few minutes.",
  storage: "The device would not store it. Is there room left? Is the window a private one?",
  defect: "Something went wrong in the program itself. What was stored before is still there. Close it and open it again.",
};
