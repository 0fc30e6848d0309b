/** Texts about the brokers of a tie: closing a way, a second one, silence, coming back. */
export const ways = {
  title: "The way",
  close: "Close this way",
  closeTitle: "Close this way for good?",
  closeBody:
    "From now on nothing goes to this broker. Letters that wait for that phone are taken back; they go by your second broker, or wait in your own box for any phone on which the words are picked. This cannot be undone: it takes a new introduction.",
  closeEnds:
    "From now on nothing goes to this broker, and what waits for that phone is taken back. There are no words yet, so this ends the first contact. It cannot be undone: it takes a new introduction.",
  closeNot:
    "It does not reach what that phone holds already, until it connects. Words that were typed there are known to whoever holds it.",
  closed: (day: string) => `You closed this way on ${day}. Nothing more goes to that broker.`,
  stopped: (day: string) => `The desk stopped this broker. You were told on ${day}. Nothing more goes there.`,
  stoppedBefore: (day: string) => `The desk stopped your broker before this one. You were told on ${day}.`,
  closing: "Closed on this device. The service hears of it first of all, as soon as there is a network.",
  ownBox:
    "Until there is another broker, letters wait in your own box. They are found on any phone on which the words are picked.",
  dark: (day: string) => `No sign of this broker since ${day}.`,
  darkBody: "Letters wait for 45 days. Nobody is called or reminded. The app cannot know what the silence means.",
  back: (day: string) => `There again since ${day}. Not checked.`,
  backBody:
    "After a silence, or with another phone, somebody speaks for this broker again. The app cannot know who holds that phone. New letters wait in your own box until you have checked.",
  backHow: "Send a question that only the two of you can answer, and judge the answer. Or ask somebody you trust.",
  checked: "I have checked",
  question: "Send as my question, by this broker",
  questionNote: "A question goes to that phone at once, with the lines on how to find the person.",
  add: "Add another broker",
  addBody:
    "The words exist, so nobody has to meet again. This broker gets your request now, and letters only after you close the first way.",
  addNow: "The words exist, so nobody has to meet again. When this broker accepts, waiting letters go there.",
  send: "Ask this broker",
  second: {
    claimed: "Second broker: the request is not written yet.",
    asked: "Second broker: asked. Waiting for the answer.",
    ready: "Second broker: ready. Letters go there when you close the first way.",
    refused: "The second broker refused.",
  },
  secondBack: "Your second broker was silent, or has another phone. Not checked.",
  closeSecond: "Close the second way",
  apart: "Came by a way that you had closed. It may have been written by whoever holds that phone.",
  openedAfter: (day: string) =>
    `After you closed the way, that phone reported: opened on ${day}. Whoever holds it may have written that.`,
};

/** The form of these texts in every language. */
export type WayTexts = typeof ways;
