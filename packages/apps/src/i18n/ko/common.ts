import type { CommonTexts } from "../en/common.ts";

/** Texts that both apps show, in Korean. */
export const common: CommonTexts = {
  back: "뒤로",
  next: "계속",
  cancel: "아니요, 돌아가기",
  copy: "글로 복사하기",
  copied: "복사했습니다.",
  working: "잠깐만 기다려 주십시오…",
  language: "말",
  stepOf: (step, count) => `${count}단계 가운데 ${step}단계`,
  fits: (left) => `작은 편지에 들어갑니다. 약 ${left}글자를 더 쓸 수 있습니다.`,
  fitsLarge: (left) => `큰 편지에 들어갑니다. 큰 편지는 크기로 작은 편지와 구별됩니다. 약 ${left}글자를 더 쓸 수 있습니다.`,
  tooLong: (over) => `약 ${over}글자만큼 깁니다. 조금 줄여 주십시오.`,
  timeline: { done: "끝남", now: "지금", ahead: "아직" },
  start: {
    loading: "여는 중입니다…",
    obstacles: {
      browser: "이 브라우저는 너무 오래되었습니다. 새로운 크롬, 엣지, 파이어폭스, 사파리를 써 주십시오.",
      storage: "이 창에는 아무것도 남지 않습니다(비공개 창인지 보십시오). 보통 창에서 열어 주십시오.",
      "other-window": "다른 창에서 이미 열려 있습니다. 그 창을 쓰거나, 그 창을 닫고 여기를 다시 열어 주십시오.",
    },
  },
  picker: {
    chosen: "지금까지 고른 낱말",
    empty: "아직 고르지 않음",
    ask: (place, count) => `낱말 ${count}개 가운데 ${place}번째`,
    first: { ko: "첫소리를 누르십시오", zh: "병음의 첫 글자를 누르십시오", en: "첫 글자를 누르십시오" },
    second: { ko: "첫 글자를 누르십시오", zh: "병음을 누르십시오", en: "처음 두 글자를 누르십시오" },
    word: "낱말을 누르십시오",
    full: "낱말을 다 골랐습니다",
    up: "한 걸음 뒤로",
    removeLast: "마지막 낱말 빼기",
    wordsIn: "낱말은 어느 말입니까",
  },
  quiz: {
    ask: (place) => `${place}번 낱말은 어느 것입니까?`,
    inOrder: "낱말을 차례대로 누르십시오.",
    mixed: "이번에는 다른 차례로 한 번 더 합니다.",
    missed: "다른 낱말이었습니다. 낱말을 다시 보고 한 번 더 해 보십시오.",
    showAgain: "낱말 다시 보기",
    known: "다 외웠습니다",
  },
  typed: {
    hint: (count) => `낱말 ${count}개를 사이를 띄워 쓰십시오`,
    wrongCount: (count, given) => `낱말 ${count}개가 있어야 하는데 ${given}개입니다.`,
    wrongWord: (place) => `${place}번째 낱말이 목록에 없습니다. 글자를 다시 보십시오.`,
    pickInstead: "쓰지 않고 눌러서 고르기",
    typeInstead: "누르지 않고 글로 쓰기",
  },
  code: {
    scan: "사진기로 읽기",
    stopScan: "사진기 끄기",
    pointAt: "사진기를 네모 무늬에 맞추십시오.",
    noCamera: "여기서는 사진기를 쓸 수 없습니다. 글을 붙여 넣으십시오.",
  },
};
