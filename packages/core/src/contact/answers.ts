import { utf8 } from "../bytes/text.ts";
import { OjakError } from "../errors.ts";
import { ANSWER_NORMALISED_CHARACTERS_MAX, QUESTION_TEXT_BYTES_MAX } from "../limits.ts";

/** What remains of an answer when it is compared (spec/wire.md 4.4): letters and digits only, lower case, in one Unicode form. */
export function normaliseAnswer(answer: string): string {
  return answer
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}]/gu, "")
    .normalize("NFC");
}

/** Why a family question is turned down; interfaces say it in the user's language. */
export type QuestionWeakness = "asks-name" | "asks-date" | "asks-number" | "too-short" | "too-long" | "same-question";
/** Why an answer is turned down. */
export type AnswerWeakness = "too-short" | "too-long" | "date-or-number" | "surname" | "same-answer" | "in-question";

// What neighbours, files and informers know too. Three languages, since the two sides may ask in any. A word alone does not make a question weak
// ("what did you carve for my birthday?" will do): what counts is that it asks for a name, a date or a number.
const END = String.raw`\s*(?:[?？.。]|$)`;
const pattern = (...parts: readonly string[]) => new RegExp(parts.join("|"), "iu");
const ASKS_NAME = pattern(
  String.raw`성함|존함|함자|성명|본명|본관|성씨|성이\s*(?:뭐|무엇)|이름(?!난|나|없)`,
  String.raw`\bnames?\b|surname|\bcalled\b`,
  "姓名|名字|叫什么|贵姓|尊姓|大名|姓什么|什么姓",
);
const ASKS_DATE = pattern(
  String.raw`언제(?!나|든)|며칠|날짜|생년|연세|기념일|제삿날|요일|몇\s*(?:년|월|일|살|시|해|달)|(?:어느|무슨)\s*(?:해|날|달|띠)|(?<![가-힣])기일`,
  String.raw`(?:생일|생신|나이|띠|태어난\s*[날해달]|돌아가신\s*[날해])(?:은|는|이|가|을|를)?(?:${END}|\s*(?:언제|며칠|몇|무슨|무엇|뭐|얼마|어떻|말|적))`,
  String.raw`\b(?:what|which)(?:\s+\w+)?\s+(?:year|month|day|date|age|time)\b|\bhow (?:old|long)\b|\bborn\b|\bdate of\b|\bbirth\b|\b(?:ages?|anniversary)${END}`,
  String.raw`(?<!\b(?:on|for|before|after)\s(?:\w+\s)?(?:my|your|his|her|our|their|\w+['’]s)\s)birthday(?!\s+(?:cake|gift|party|present|song))`,
  String.raw`^\s*(?:and |since )?when\b|\bwhen (?:is|was|were|did|do|does|will)\b`,
  "(?<!过)生日(?!时|那天|的时候|礼物|蛋糕)|出生|[哪何]一?[年天月日]|几[年月日号號岁歲点]|年龄|年纪|多大|属什么|属相|什么时候|何时|纪念日|忌日|星期几",
);
const ASKS_NUMBER = pattern(
  String.raw`번호|주소|번지|몇|전화(?:는|가)?${END}`,
  String.raw`\bnumber\b|address|\bhow (?:many|much)\b|(?<!\bthe\s)\bphone${END}|\bpost ?code\b`,
  "电话|号码|地址|住址|门牌|多少|几[个口人位次层楼]",
);
// A surname alone, or with what is said behind one.
const SURNAMES = new Set(
  (
    "김 이 리 박 최 정 강 조 윤 장 임 림 한 오 서 신 권 황 안 송 류 유 전 홍 고 문 양 손 배 백 허 남 심 노 로 하 곽 성 차 주 우 구 민 원 천 방 공 현 함 염 남궁 황보 제갈 선우 독고 " +
    "金 李 朴 崔 王 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 梁 宋 郑 韩 唐 谢 许 邓 曹 欧阳 司马 上官 诸葛 " +
    "kim gim lee ri yi rhee pak park bak choi choe jung jeong chung kang cho jo yoon yun jang chang lim rim han oh seo shin kwon hwang ahn an song " +
    "ryu yu yoo jeon hong ko koh moon yang sohn son bae paek baek heo hur nam noh roh cha ju joo woo koo wang li zhang liu chen zhao huang zhou wu xu sun zhu gao lin guo luo liang zheng tang"
  ).split(" "),
);
const BEHIND_SURNAME = /(?:씨|씨네|씨집|가문|氏|家|姓|family)$/u;
// Dates and numbers also when they are spelt out, as they stand after normalising.
const NUMBER_ANSWER = pattern(
  String.raw`^[\p{N}년월일年月日号號]+$`,
  String.raw`^[\p{N}영공일이삼사오육칠팔구십백천만정유시년월살]+(?<=[년월일살])$`,
  String.raw`^\p{N}+(?:년도|살|세|번|개|명|층|호|시|분|등|학년|동|岁|歲|个|個|点|點|楼|层|st|nd|rd|th|yearsold)+$`,
  "^[零〇一二三四五六七八九十百千万两廿初正腊年月日号號岁歲个個点點时時]+$",
  `^(?:${String.raw`\p{N}|st|nd|rd|th|of|the|and|years?|old`}|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fifteen|(?:four|six|seven|eigh|nine)teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand)+$`,
  "^(?:하나|둘|셋|넷|다섯|여섯|일곱|여덟|아홉|열|스물|서른|마흔|쉰|예순|한|두|세|네|스무)+(?:살|명|개|번)?$",
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
  if (SURNAMES.has(plain) || SURNAMES.has(plain.replace(BEHIND_SURNAME, ""))) return "surname";
  if (Array.from(plain).length < 2) return "too-short";
  if (Array.from(plain).length > ANSWER_NORMALISED_CHARACTERS_MAX) return "too-long";
  if (NUMBER_ANSWER.test(plain)) return "date-or-number";
  if (other !== undefined && normaliseAnswer(other) === plain) return "same-answer";
  if (normaliseAnswer(question).includes(plain)) return "in-question";
  return undefined;
}

/** Why routing lines are turned down: they lie open in a broker's phone until handover. */
export type RoutingWeakness = "empty" | "too-long" | "number" | "name";

// A surname with one or two more syllables and a title, or words that announce a name. Kin and places that begin like a surname name nobody.
const SURNAME_KO = "[김이리박최정강조윤장임림한오서신권황안송류유전홍고문양손배백허남심노로하곽성차주우구민원천방공현함염]";
const NAMES_SOMEBODY = pattern(
  String.raw`(?<![가-힣])(?!우리|이웃|이모|고모|장모|주인|장마당|하숙|한의|양복|전방|안내|오른|남쪽|남의|서쪽|정류|정거|하얀|노란|노점|이쪽|이장|차장|조장|조합|고향|주막|문방|백화|강가|오빠|안집)${SURNAME_KO}[가-힣]{1,2}\s*(?:씨|님|동무|동지|아주머니|아저씨|어머니|아버지|할머니|할아버지|선생)`,
  String.raw`(?<![가-힣])${SURNAME_KO}(?:씨|동무|동지|선생)`,
  "이름|성함|姓名|名叫|叫做",
  "[金李朴崔王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑韩唐谢许邓曹]\\p{Script=Han}{0,2}(?:先生|女士|小姐|同志|大妈|大爷|阿姨|师傅)",
  String.raw`\b(?:mr|mrs|ms|miss|named|name|called)\b`,
);

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
    if (length < 1 || length > ANSWER_NORMALISED_CHARACTERS_MAX)
      throw new OjakError("malformed", "an answer has 1 to 64 letters");
  }
  return [plain[0] ?? "", plain[1] ?? ""];
}
