import { utf8 } from "../bytes/text.ts";
import { OjakError } from "../errors.ts";
import { ANSWER_NORMALISED_CHARACTERS_MAX, QUESTION_TEXT_BYTES_MAX } from "../limits.ts";

/** What remains of an answer when it is compared (spec/wire.md 4.4): letters and digits only, lower case, in one Unicode form. */
export function normaliseAnswer(answer: string): string {
  return answer.normalize("NFKC").toLowerCase().replaceAll(/[^\p{L}\p{N}\p{M}]/gu, "").normalize("NFC");
}

/** Why a family question is turned down; interfaces say it in the user's language. */
export type QuestionWeakness = "asks-name" | "asks-date" | "asks-number" | "too-short" | "too-long" | "same-question";
/** Why an answer is turned down. */
export type AnswerWeakness = "too-short" | "too-long" | "date-or-number" | "surname" | "same-answer" | "in-question";

// What neighbours, files and informers know too. Three languages, since the two sides may ask in any.
const ASKS_NAME = /성함|이름|성씨|성이\s*(?:뭐|무엇)|본관|\bnames?\b|surname|called|姓名|名字|叫什么|贵姓|姓什么/iu;
const ASKS_DATE = /생일|생년|몇\s*년|며칠|몇\s*월|날짜|나이|몇\s*살|birth|\bdate\b|\byear\b|how old|\bage\b|\bwhen\b|生日|出生|哪年|几月|几号|几岁|年龄|属什么/iu;
const ASKS_NUMBER = /전화|번호|주소|phone|\bnumber\b|address|电话|号码|地址|几个|몇\s*명|how many/iu;
const SURNAMES = new Set(
  (
    "김 이 리 박 최 정 강 조 윤 장 임 림 한 오 서 신 권 황 안 송 류 유 전 홍 고 문 양 손 배 백 허 남 심 노 로 하 곽 성 차 주 우 구 " +
    "金 李 朴 崔 王 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 梁 宋 郑 韩 唐 " +
    "kim gim lee ri yi rhee pak park bak choi choe jung jeong chung kang cho jo yoon yun jang chang lim rim han oh seo shin kwon hwang ahn an song"
  ).split(" "),
);

/** The first reason to turn a question down, or undefined when it will do. `other` is the second question, if written already. */
export function questionWeakness(question: string, other?: string): QuestionWeakness | undefined {
  const plain = question.normalize("NFC").trim();
  if (normaliseAnswer(plain).length < 4) return "too-short";
  if (utf8(plain).length > QUESTION_TEXT_BYTES_MAX) return "too-long";
  if (ASKS_DATE.test(plain)) return "asks-date";
  if (ASKS_NUMBER.test(plain)) return "asks-number";
  if (ASKS_NAME.test(plain)) return "asks-name";
  if (other !== undefined && normaliseAnswer(other) === normaliseAnswer(plain)) return "same-question";
  return undefined;
}

/** The first reason to turn an answer down, or undefined. */
export function answerWeakness(answer: string, question: string, other?: string): AnswerWeakness | undefined {
  const plain = normaliseAnswer(answer);
  if (SURNAMES.has(plain)) return "surname";
  if (Array.from(plain).length < 2) return "too-short";
  if (Array.from(plain).length > ANSWER_NORMALISED_CHARACTERS_MAX) return "too-long";
  if (/^[\p{N}년월일年月日号號:.-]+$/u.test(plain)) return "date-or-number";
  if (other !== undefined && normaliseAnswer(other) === plain) return "same-answer";
  if (normaliseAnswer(question).includes(plain)) return "in-question";
  return undefined;
}

/** Why routing lines are turned down: they lie open in a broker's phone until handover. */
export type RoutingWeakness = "empty" | "too-long" | "number" | "name";

// A surname with one or two more syllables and a title, or words that announce a name.
const NAMES_SOMEBODY =
  /[김이리박최정강조윤장임림한오서신권황안송류유전홍고문양손배백허남심노로하곽성차주우구][가-힣]{1,2}\s*(?:씨|님|동무|아주머니|어머니|할머니|선생)|이름|성함|(?:先生|女士|小姐|同志|大妈|大爷)|姓名|名叫|\b(?:mr|mrs|ms|name|called)\b/iu;

/** The first reason to turn routing lines down, or undefined. A check for the careless, no proof that nobody is named. */
export function routingWeakness(lines: string, bytesMax: number): RoutingWeakness | undefined {
  const plain = lines.normalize("NFKC").trim();
  if (plain === "") return "empty";
  if (utf8(plain.normalize("NFC")).length > bytesMax) return "too-long";
  if (/\p{N}(?:[\s-]*\p{N}){2,}/u.test(plain)) return "number";
  if (NAMES_SOMEBODY.test(plain)) return "name";
  return undefined;
}

/** Two normalised answers, checked for length only: at the meeting nothing may hint whether they are right. Throws `malformed`. */
export function meetingAnswers(answers: readonly [string, string]): [string, string] {
  const plain = answers.map(normaliseAnswer);
  for (const answer of plain) {
    const length = Array.from(answer).length;
    if (length < 1 || length > ANSWER_NORMALISED_CHARACTERS_MAX) throw new OjakError("malformed", "an answer has 1 to 64 letters");
  }
  return [plain[0] ?? "", plain[1] ?? ""];
}
