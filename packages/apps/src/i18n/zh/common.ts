import type { CommonTexts } from "../en/common.ts";

/** Texts that both apps show, in Simplified Chinese. */
export const common: CommonTexts = {
  back: "返回",
  next: "继续",
  cancel: "不，返回",
  copy: "复制文字",
  copied: "已复制。",
  working: "请稍等……",
  language: "语言",
  stepOf: (step, count) => `第 ${step} 步，共 ${count} 步`,
  fits: (left) => `放得进小信。还可以写约 ${left} 个字。`,
  fitsLarge: (left) => `放得进大信。大信从大小上能和小信区分开。还可以写约 ${left} 个字。`,
  tooLong: (over) => `超出约 ${over} 个字，请删去一些。`,
  timeline: { done: "已完成", now: "现在", ahead: "还没有" },
  start: {
    loading: "正在打开……",
    obstacles: {
      browser: "这个浏览器太旧了。请用较新的 Chrome、Edge、Firefox 或 Safari。",
      storage: "这个窗口什么也存不下（是不是无痕窗口？）。请在普通窗口里打开。",
      "other-window": "已经在另一个窗口里打开了。请用那个窗口，或者先关掉它，再重新打开这里。",
    },
  },
  picker: {
    chosen: "已经选好的词",
    empty: "还没选",
    ask: (place, count) => `第 ${place} 个词，共 ${count} 个`,
    first: { ko: "点它的第一个辅音", zh: "点它的拼音首字母", en: "点它的第一个字母" },
    second: { ko: "点它的第一个音节", zh: "点它的拼音", en: "点它的前两个字母" },
    word: "点这个词",
    full: "都选好了",
    up: "退一步",
    removeLast: "去掉最后一个词",
    wordsIn: "这些词用的语言",
  },
  quiz: {
    ask: (place) => `第 ${place} 个词是哪个？`,
    inOrder: "按顺序点您的词。",
    mixed: "再来一遍，这次打乱顺序。",
    missed: "不是这个词。请再看一遍，然后重试。",
    showAgain: "再看一遍这些词",
    known: "我记住了",
  },
  typed: {
    hint: (count) => `${count} 个词，中间用空格隔开`,
    wrongCount: (count, given) => `需要 ${count} 个词，现在有 ${given} 个。`,
    wrongWord: (place) => `第 ${place} 个词不在词表里，请看看写得对不对。`,
    pickInstead: "改成点选",
    typeInstead: "改成输入",
  },
  code: {
    scan: "用相机扫描",
    stopScan: "关闭相机",
    pointAt: "把相机对准方形图案。",
    noCamera: "这里用不了相机，请粘贴文字。",
  },
};
