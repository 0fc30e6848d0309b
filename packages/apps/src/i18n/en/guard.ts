/** Texts of the broker's app about its own words: those that open it, those for when he is forced, and digits for a break. */
export const guard = {
  evicted:
    "The browser has cleared what this kept here. Begin again with an access code and your own six words. Letters not yet handed over come again; answers that had not gone out yet are lost.",
  maybeEvicted:
    "Was this set up here before? Then the browser has cleared it. Go on with an access code and your own six words: letters not yet handed over come again.",
  quick: "“Close at once”, or the Escape key twice, closes from any screen and leaves a calendar. A tap on today leads back.",
  nothing: {
    choose: "Keep nothing on this phone",
    title: "Keep nothing on this phone?",
    body: "There are no four words then. Each time you begin with the access code and your own six words. It costs this:",
    costs: [
      "When it closes or is hidden, all that has not gone out is lost: answers, receipts, meetings.",
      "Each start is a new phone to the families. Where to go cannot be read for letters that were written before it.",
      "A request that was accepted, but not finished, may be lost.",
      "The access code has to be where you can reach it. This phone's keyboard may remember what is typed.",
      "Words for when you are forced do not exist: who opens it needs your six words.",
    ],
    begin: "Begin without keeping anything",
    reminder: "Nothing is kept on this phone. When it closes, what has not gone out is lost.",
  },
  words: {
    setting: "Your four words",
    change: "Take four new words",
    title: "Four new words",
    body: "Learn them by heart. The old ones hold until you know the new ones; after that they open nothing.",
  },
  duress: {
    title: "Four words for when you are forced",
    body: [
      "Four other words open something else: a small daybook with one or two notes that you make up now. While it opens, everything real is erased here.",
      "Say these words if you are made to open it. It works like the real one; nothing on the screen shows which words were used.",
      "When it connects after that, the desk abroad that gave you your access code can learn of it, and from then on no letter comes to a phone with your own six words. Families are told one to three days later. Nothing on this phone shows it.",
    ],
    cannotTitle: "What they cannot do",
    cannot: [
      "They tell nobody as long as it does not connect. They tell nobody either if your access code came without a way to stop you, or if this phone has not connected once since it was set up: ask the desk whether it sees you.",
      "They do not help if somebody copied this phone before, or makes you tell your own six words.",
      "Who goes where the notes lead finds nobody, and may come back.",
      "What was erased here can come again only on another phone, with your six words.",
    ],
    set: "Set them now",
    later: "Later",
    notesTitle: "What do they see?",
    notesBody:
      "Write one or two lines as families write them: a place, a sign. Who forces you sees only these. They are shown as letters to be handed over.",
    notesWarning: "Name no real house and no real person: whoever is found there would be asked.",
    note: (place: number) => `Note ${place}`,
    noteOptional: "May stay empty.",
    problems: { empty: "Write at least one line.", "too-large": "That is too long: a line of some thirty letters fits." },
    wordsTitle: "Your words for when you are forced",
    wordsBody: "Learn them by heart, and do not mix them up with the others: once they were used, there is no way back.",
    done: "Set.",
    setting: "What opens with them looks like this, and these settings too. So nothing here says whether they are set.",
    setOrChange: "Set or change them",
    remove: "Take them away",
    removeBody: "If there were such words, they open nothing any more.",
    removed: "There are none now.",
  },
  pin: {
    setting: "Digits for a short break",
    settingBody:
      "They cover the open daybook for ten minutes at most, and are forgotten when it closes. They keep out only who looks in passing.",
    choose: "Choose digits",
    change: "Choose other digits",
    title: "Choose four to eight digits",
    body: "After three wrong tries, or ten minutes, it closes, and only your four words open it. To somebody who takes the phone apart these digits are no hindrance.",
    again: "The same digits once more",
    differ: "Those were other digits. Choose anew.",
    whenHidden: "When the daybook is hidden",
    closes: "it closes",
    covers: "it asks for the digits",
    pause: "Cover",
    pausedTitle: "Your digits",
    open: "Open",
    wrong: (left: number) => (left === 1 ? "Wrong. One try is left." : `Wrong. ${left} tries are left.`),
    pad: "Digits",
    remove: "Remove the last digit",
    count: (count: number) => (count === 1 ? "1 digit" : `${count} digits`),
  },
};

/** The form that these texts have in every language. */
export type GuardTexts = typeof guard;
