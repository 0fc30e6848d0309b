import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { QUESTIONS } from "../../test/questions.ts";
import { isOjakError } from "../errors.ts";
import { ROUTING_TEXT_BYTES_MAX, WHERE_TEXT_BYTES_MAX } from "../limits.ts";
import { answerWeakness, meetingAnswers, normaliseAnswer, questionWeakness, routingWeakness } from "./answers.ts";

const anyText = fc.string({ unit: "binary", maxLength: 40 });

test("wire 4.4 normalising: idempotent, and blind to Unicode form, case, width, spaces and punctuation", () => {
  fc.assert(
    fc.property(anyText, fc.constantFrom("NFC", "NFD", "NFKC", "NFKD"), (answer, form) => {
      const plain = normaliseAnswer(answer);
      assert.equal(normaliseAnswer(plain), plain);
      assert.match(plain, /^[\p{L}\p{M}\p{N}]*$/u);
      assert.equal(plain, plain.normalize("NFC"));
      assert.equal(normaliseAnswer(answer.normalize(form)), plain);
    }),
    { numRuns: 1_000 },
  );
  for (const same of ["감나무", " 감 나무! ", "감-나무".normalize("NFD"), "「감나무」"])
    assert.equal(normaliseAnswer(same), "감나무");
  for (const same of ["Old Song", "OLD SONG", "ｏｌｄ　ｓｏｎｇ", "old-song."]) assert.equal(normaliseAnswer(same), "oldsong");
  for (const same of ["柿子树", "柿 子 树。", "《柿子树》"]) assert.equal(normaliseAnswer(same), "柿子树");
});

test("wire 4.4 normalising: idempotent for every code point of Unicode", () => {
  for (let code = 0; code <= 0x10_ffff; code++) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const plain = normaliseAnswer(String.fromCodePoint(code));
    if (normaliseAnswer(plain) !== plain) assert.fail(`U+${code.toString(16)}`);
  }
});

test("wire 4.4: at the meeting 1 to 64 code points are taken, right or wrong", () => {
  assert.deepEqual(meetingAnswers([" 감 나무", "OLD song!"]), ["감나무", "oldsong"]);
  assert.deepEqual(meetingAnswers(["김", "𠀀".repeat(64)]), ["김", "𠀀".repeat(64)]);
  for (const pair of [
    ["", "a"],
    ["a", "?!"],
    ["a".repeat(65), "b"],
  ] as const) {
    assert.throws(
      () => meetingAnswers(pair),
      (error) => isOjakError(error, "malformed"),
    );
  }
});

for (const [language, { good, bad }] of Object.entries(QUESTIONS)) {
  test(`first contact (${language}): ${good.length} good family questions pass, their answers too`, () => {
    for (const [question, answer] of good) {
      assert.equal(questionWeakness(question), undefined, question);
      assert.equal(questionWeakness(question.normalize("NFD")), undefined, question);
      assert.equal(answerWeakness(answer, question), undefined, answer);
    }
    assert.ok(good.length >= 10 && bad.length >= 10);
  });

  test(`first contact (${language}): ${bad.length} questions that files and neighbours can answer are turned down, each with its reason`, () => {
    for (const [question, reason] of bad) assert.equal(questionWeakness(question), reason, question);
  });
}

test("first contact: questions too short, too long or asked twice are turned down", () => {
  assert.equal(questionWeakness("왜?"), "too-short");
  assert.equal(questionWeakness("어?".repeat(2)), "too-short");
  assert.equal(questionWeakness("가".repeat(41)), "too-long");
  assert.equal(questionWeakness("가".repeat(40)), undefined);
  assert.equal(questionWeakness("Which tree did we climb?", "which TREE did we climb"), "same-question");
  assert.equal(questionWeakness("Which tree did we climb?", "Which song did we sing?"), undefined);
});

const WEAK_ANSWERS = {
  surname: ["김", "박씨", "김씨네", "李", "王家", "欧阳", "Kim", "PARK", "ｌｅｅ", "Choi family", "남궁", "zhang"],
  "date-or-number": [
    "1975",
    "1975년 3월 5일",
    "75.3.5",
    "삼월",
    "오월 오일",
    "15살",
    "3명",
    "열다섯",
    "스무 살",
    "5층",
    "３２１",
    "유월",
    "천구백칠십오년",
    "三月五日",
    "十五",
    "初一",
    "1975年",
    "3岁",
    "两个",
    "正月十五",
    "March 5, 1970",
    "fifteen",
    "5th of May 1970",
    "Twenty-one",
  ],
  "too-short": ["나", "a", "树", "?!", ""],
  "too-long": ["가".repeat(65)],
} as const;

test("first contact: surnames, dates, numbers, too short and too long answers are turned down, each with its reason", () => {
  for (const [reason, answers] of Object.entries(WEAK_ANSWERS)) {
    for (const answer of answers) {
      assert.equal(answerWeakness(answer, "무슨 노래였지요?"), reason, answer);
    }
  }
});

test("first contact: an answer that stands in its question, or is given twice, is turned down", () => {
  assert.equal(answerWeakness("감나무", "뒤뜰에 감나무가 있었나요, 배나무가 있었나요?"), "in-question");
  assert.equal(answerWeakness("Persimmon", "Was it a persimmon?"), "in-question");
  assert.equal(answerWeakness("감 나무", "무슨 나무였나요?", "감나무!"), "same-answer");
});

test("first contact: words that begin like a surname or hold a numeral are good answers", () => {
  const good = [
    "김치찌개",
    "오이소박이",
    "이불",
    "고구마",
    "백설기",
    "오디",
    "천도복숭아",
    "만두",
    "송편",
    "박하사탕",
    "马铃薯",
    "金鱼",
    "一只小鸡",
    "三字经",
    "kimchi",
    "oneiric",
    "mayflower",
    "parker",
  ];
  for (const answer of good) assert.equal(answerWeakness(answer, "what was it?"), undefined, answer);
});

test("routing lines: empty, too long, with a number or with a name are turned down", () => {
  const turnedDown = {
    empty: ["", "  \n", "\u3000"],
    "too-long": ["가".repeat(32), "a".repeat(96)],
    number: ["call 010-1234", "우물가 5 5 5 5", "０１０", "门牌 123", "२३४"],
    name: [
      "김순옥 할머니 집",
      "박철수씨",
      "이영희 님께",
      "최동무 집",
      "박씨네 가게",
      "Mrs Kim's shop",
      "a woman called Sun",
      "李红梅大妈",
      "王师傅的店",
      "이름은 순이",
      "姓名不说",
    ],
  } as const;
  for (const [reason, lines] of Object.entries(turnedDown)) {
    for (const line of lines) assert.equal(routingWeakness(line, ROUTING_TEXT_BYTES_MAX), reason, line);
  }
});

test("routing lines: places, times, kin and neighbours without a name pass, in any Unicode form", () => {
  const good = [
    "시장 뒤 우물가, 아침 일찍",
    "장마당 아주머니에게 물어보기",
    "우리 어머니가 다니시던 교회 앞",
    "이웃 할머니 집 건너편",
    "주인 아주머니 두부 가게",
    "고모님 댁 옆 골목",
    "2동 3층 계단 밑",
    "강가 버드나무, 초승달 뜨는 밤",
    "卖菜的大妈旁边",
    "村口老槐树下, 清晨",
    "桥头第二家豆腐店",
    "the old well behind the market, early",
    "third stall from the bridge",
  ];
  for (const line of good) {
    for (const form of ["NFC", "NFD"])
      assert.equal(routingWeakness(line.normalize(form), ROUTING_TEXT_BYTES_MAX), undefined, line);
  }
  assert.equal(routingWeakness("가".repeat(31), WHERE_TEXT_BYTES_MAX), undefined);
});

test("first contact: whatever is typed gets an answer, never an exception", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), fc.string({ unit: "grapheme" }), (a, b) => {
      for (const judged of [questionWeakness(a, b), answerWeakness(a, b), routingWeakness(a, 95)])
        assert.ok(judged === undefined || judged.length > 0);
    }),
  );
});

test("first contact: judging takes no longer for what is made to take long", () => {
  const started = performance.now();
  for (const unit of ["일", "년일", "sep", "seven", "十", "1", "생일 ", "김 ", "when ", "on my "]) {
    const long = unit.repeat(2_000);
    for (const text of [long, `${long}!x`, `${long}씨`, Array.from(long).slice(0, 60).join("") + "x"]) {
      questionWeakness(text);
      answerWeakness(text, text);
      routingWeakness(text, 100_000);
    }
  }
  assert.ok(performance.now() - started < 2_000);
});
