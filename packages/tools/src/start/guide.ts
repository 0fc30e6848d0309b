import { SCRIPT } from "../demo/demo.ts";

/** What the guide of a demonstration tells: codes for both apps, and an introduction by the broker who plays along. */
export interface GuideCodes {
  readonly family: string;
  readonly broker: string;
  readonly introduction: string;
}

interface GuideTexts {
  readonly lang: string;
  readonly title: string;
  readonly intro: string;
  readonly steps: readonly ((codes: GuideCodes) => string)[];
}

const [firstQuestion, secondQuestion] = SCRIPT.questions;
const [firstAnswer, secondAnswer] = SCRIPT.answers;
const code = (text: string) => `<code class="code">${text}</code>`;
const korean = (text: string) => `<q lang="ko">${text}</q>`;
const questions = `${korean(firstQuestion)} ${korean(firstAnswer)} · ${korean(secondQuestion)} ${korean(secondAnswer)}`;

const GUIDES: readonly GuideTexts[] = [
  {
    lang: "en",
    title: "Guided demonstration",
    intro: "Everybody in it is invented, and everything stays on this machine.",
    steps: [
      ({ family }) => `Open the family’s app. Its access code: ${code(family)}`,
      ({ introduction }) =>
        `Add someone with this introduction: ${code(introduction)} A broker and a mother play along by themselves.`,
      () => `They know these answers: ${questions}`,
      () =>
        "Tap “Connect now” from time to time: each time takes the next step. When the words are made, write a letter; an answer comes back in seconds.",
      ({ broker }) => `To be the broker yourself, open Daybook in a second window. Its access code: ${code(broker)}`,
    ],
  },
  {
    lang: "ko",
    title: "따라 해 보기",
    intro: "여기 나오는 사람은 모두 지어낸 사람이고, 모든 것은 이 컴퓨터 안에만 있습니다.",
    steps: [
      ({ family }) => `가족의 오작을 여십시오. 접속 부호: ${code(family)}`,
      ({ introduction }) => `이 소개장으로 사람을 더하십시오: ${code(introduction)} 전하는 사람과 어머니는 스스로 움직입니다.`,
      () => `그들이 아는 답: ${questions}`,
      () =>
        "이따금 ‘지금 연결’을 누르십시오. 누를 때마다 한 걸음씩 나아갑니다. 낱말이 만들어진 뒤 편지를 쓰면 몇 초 안에 답장이 옵니다.",
      ({ broker }) => `직접 전하는 사람이 되려면 다른 창에서 일지를 여십시오. 접속 부호: ${code(broker)}`,
    ],
  },
  {
    lang: "zh-Hans",
    title: "跟着试一试",
    intro: "这里的人物都是虚构的，一切都只留在这台电脑上。",
    steps: [
      ({ family }) => `打开家人用的鹊桥。接入码：${code(family)}`,
      ({ introduction }) => `用这封介绍信添加一个人：${code(introduction)} 中间人和母亲会自己配合。`,
      () => `他们知道的答案：${questions}`,
      () => "不时点一下“现在连网”：每点一次就前进一步。六个词定下以后写一封信，几秒钟就会有回信。",
      ({ broker }) => `想自己当中间人，就在另一个窗口打开日志。接入码：${code(broker)}`,
    ],
  },
];

/** The guide as HTML sections for the front page. The codes are base32 and need no escaping. */
export function guideHtml(codes: GuideCodes): string {
  const section = ({ lang, title, intro, steps }: GuideTexts) =>
    `<section lang="${lang}"><h2>${title}</h2><p>${intro}</p><ol>${steps.map((step) => `<li>${step(codes)}</li>`).join("")}</ol></section>`;
  return GUIDES.map(section).join("");
}

/** What is printed in the terminal. */
export function guideLines(urls: { readonly apps: string; readonly hub: string }, codes: GuideCodes | null): string[] {
  const addresses = [
    `${urls.apps}/         start here`,
    `${urls.apps}/family/  as the daughter abroad`,
    `${urls.apps}/day/     as the broker`,
    `${urls.hub}   the hub`,
  ];
  if (codes === null) return [...addresses, "This folder is in use already: ./ojak token issues further access codes."];
  return [
    ...addresses,
    `the daughter's access code:  ${codes.family}`,
    `the broker's access code:    ${codes.broker}`,
    `an introduction for her:     ${codes.introduction}`,
    "A broker and a mother play along; the first page says how. Ctrl-C ends everything.",
  ];
}
