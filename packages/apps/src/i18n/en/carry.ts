import type { Failure } from "../../ui/attempt.ts";

type Failures = Readonly<Partial<Record<Failure, string>>>;

const give: Failures = {
  malformed: "That is not the code that belongs here. The other phone must show the code for taking.",
  "too-large": "Not all of it finds room. Tick less.",
  empty: "There is nothing to give now. Tick something, or come again later.",
  ended: "One of these has gone another way meanwhile. Go back one step and choose again.",
  quota: "Too much is with couriers. Enter receipts that are missing, or take something back.",
};
const take: Failures = {
  malformed: "That is not what the other phone made. Choose the file that it saved, as it is.",
  expired: "The code's time is over. Show a new one, and have it made anew for that.",
  "cannot-open": "It was made for another code or another phone. Have it made anew for the code that shows here now.",
  "wrong-realm": "It comes from another service than what is here. Bring back what you carry before you carry for that one.",
  used: "The code was used already, or this phone still carries for another broker. Show a new code, or bring back first what is his.",
  quota: "This phone is full. Hand over or bring back first.",
};
const takeBack: Failures = {
  ...take,
  "wrong-realm": "That courier carries for another service. It cannot be taken here.",
  quota: "Too much waits to go out on this phone. Send and fetch first.",
};

/** Texts of hand-overs between a broker's phone and a courier's. */
export const carry = {
  tile: "Courier",
  receiptsMissing: (count: number) => (count === 1 ? "1 receipt is missing" : `${count} receipts are missing`),
  noDuress:
    "A courier's phone has no such words yet. Who opens it sees where letters that wait are to go, and not what is in them.",
  eraseBody:
    "Letters that wait here come again only when the broker takes them back. Answers that wait here are lost. What this program keeps here is overwritten. The phone's memory may still keep traces.",
  setup: {
    offer: "No access code?",
    choose: "I carry between a broker and families. This phone stays off the air",
    title: "Carry, and stay off the air",
    body: "You take letters from the phone of a broker, who has a radio, to those who wait for them, and bring their answers back. Your phone never connects.",
    points: [
      "You need no access code and no six words of your own: only four words that open this phone's daybook.",
      "Two phones lie side by side. One shows square patterns and the other one's camera reads them. Or a file goes over.",
      "You cannot read what you carry. It opens with the recipient's six words, which are tapped on your phone.",
      "Sixteen pieces at a time at most, and for one broker at a time.",
    ],
    warning: "Leave airplane mode on from now on. This program cannot switch your radio off.",
    lockBody:
      "You will tap them each time. Learn them by heart. Nobody can give you new ones: if you forget them, the broker takes back what he gave you, and answers on this phone are lost.",
  },
  home: {
    offAir: "This phone stays off the air. Leave airplane mode on.",
    take: "Take from a broker",
    back: "Bring back",
    backCount: (count: number) => (count === 1 ? "1 thing" : `${count} things`),
    unentered: "What you brought back last waits for its receipt. Until that is entered it stays on this phone, too.",
    enter: "Enter the receipt",
    lastReceipt: "The last receipt of this phone",
    lastReceiptBody: "For the broker, if he has not entered it yet:",
  },
  reading: {
    noneBody:
      "Perhaps a word was another one. Or the letter is still on its way, or lies with a broker. This phone cannot look for it.",
    replied: "The answer is sealed. It goes out after this phone has brought it back to a broker.",
    stopped: "It goes out after this phone has brought it back to a broker. After that nothing more will come.",
    read: "The letters are erased from this phone. The family learns of it after this phone has brought that back.",
  },
  desk: {
    title: "Courier",
    body: "A courier's phone has no radio. What it carries goes from screen to camera, or as a file.",
    give: "Hand over to a courier",
    take: "Take what a courier brings",
    out: "With couriers",
    none: "Nothing is with a courier.",
    pieces: (count: number, ago: string) => (count === 1 ? `1 piece, made ${ago}` : `${count} pieces, made ${ago}`),
    awaits: "Its receipt is missing. Until that is entered it stays on this phone, too.",
    away: "The courier has it. It is no longer on this phone.",
    enter: "Enter the receipt",
    takeBack: "Take back",
    takeBackTitle: "Take it back?",
    takeBackBody:
      "For when the courier is lost or did not come. It can then go with another: at once, or after the next exchange has brought it again. If he still finds her, she reads it twice.",
  },
  take: {
    title: { delivery: "Take from a broker", return: "Take what a courier brings" },
    body: "Show this code to the other phone. What that one makes then is for this phone alone, and for once.",
    label: "This phone's code as a square pattern",
    text: "As text",
    left: (minutes: number) => (minutes === 1 ? "Good for about a minute." : `Good for about ${minutes} minutes.`),
    stay: "Stay here until the receipt shows. If this phone closes before that, begin again with a new code.",
    over: "The code's time is over. Show a new one, and have it made anew for that.",
    again: "Show a new code",
    camera: "Read the moving patterns",
    file: "Open a file",
    cameraBody: "Hold the camera so that the whole pattern is in the picture. They come again and again: none has to be caught.",
    progress: (known: number, count: number) => `${known} of ${count} patterns`,
    nothingYet: "Nothing read yet",
    strange: "That is another pattern. Look for the one that changes.",
    noCamera: "The camera cannot be used here. Have the other phone save a file.",
    takenTitle: "It is here",
    receipt: "Receipt",
    receiptBody: "Enter these eight characters on the other phone. Only then does it erase what it gave.",
    fresh: (fresh: number, known: number) =>
      `${fresh === 1 ? "1 piece came" : `${fresh} pieces came`}${known === 0 ? "." : `; ${known} had been here already.`}`,
    returned: (queued: number, handedOver: number, unfound: number) =>
      `To go out with the next exchange: ${queued}. Handed over: ${handedOver}. Not found: ${unfound}.`,
    deleteFile:
      "If it came as a file: delete that where it lies, on this phone, on the other and on the stick. This program cannot.",
  },
  give: {
    codeTitle: "The other phone's code",
    codeBody: {
      delivery: "On the courier's phone tap “Take from a broker”. It shows a code.",
      return: "On the broker's phone tap “Courier”, then “Take what a courier brings”. It shows a code.",
    },
    codeLabel: "Code that the other phone shows",
    chooseTitle: { delivery: "What goes along?", return: "What goes back?" },
    room: (count: number) => `The other phone has room for ${count}.`,
    going: (answers: number, handedOver: number) => `Answers and messages: ${answers}. Handed over: ${handedOver}.`,
    kinds: {
      letter: "a letter",
      voice: (count: number) => `a voice, takes ${count} places`,
      person: (count: number) => (count === 1 ? "1 letter or voice" : `${count} letters or voices`),
      form: "only an empty reply form",
    },
    formFor: "For somebody who has read everything",
    nothing: "There is nothing that a courier could take.",
    what: "Tick what goes along",
    unfound: "Whom did you not find?",
    unfoundBody:
      "Tick only whom you give up. What is for them is erased here after the receipt, and comes to the broker's phone again.",
    make: "Make it ready",
    showTitle: "Show it to the other phone",
    pattern: "Moving pattern",
    needed: (count: number) => `The other phone needs about ${count} patterns, in any order.`,
    number: (number: string) => `Pattern ${number}`,
    hold: "Stop moving",
    move: "Let them move",
    next: "Next pattern",
    save: "Save as a file instead",
    saved: "The file is called “day.bin”.",
    fileBody:
      "Only the other phone can open the file, and only while its code is good. That there is a file, and how large it is, anybody sees. Delete it afterwards: this program cannot.",
    toReceipt: "The other phone shows a receipt",
    closing: "If this phone closes now, nothing is lost: all of it stays here until the receipt is entered.",
    receiptTitle: "Enter the receipt",
    receiptBody: "Eight characters, as the other phone shows them. With them this phone erases what it gave.",
    receiptLabel: "Receipt",
    enter: "Enter it, and erase here",
    problems: {
      wrong: "Nothing that this phone gave has that receipt. Compare it once more. Nothing was erased.",
      short: "A receipt has eight letters or digits.",
      other: "That was the receipt of something else that you gave, and is entered. This here still waits for its own.",
    },
    doneTitle: "Handed over",
    done: "What the other phone has is erased here.",
    deleteFile: "If you saved a file, delete it now.",
  },
  failures: { give, take, takeBack },
};

/** The form that these texts have in every language. */
export type CarryTexts = typeof carry;
