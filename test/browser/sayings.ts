/** What is said on the screens, by language. All invented. */
export const SAYINGS = {
  ko: {
    name: "우리 엄마",
    where: "읍내 장마당 가까이, 저녁때",
    routing: "국숫집 뒤 파란 대문, 두 번 두드리기",
    questions: ["우리가 겨울마다 같이 만들던 음식은?", "뒷마당 배나무 밑에 함께 묻은 것은?"],
    answers: ["감자떡", "파란 구슬"],
    letter: "엄마, 저는 잘 있어요. 배나무에 꽃이 피었나요?",
    reply: "꽃이 활짝 피었다. 밥 잘 챙겨 먹어라.",
  },
  zh: {
    name: "妈妈",
    where: "县城集市附近，傍晚",
    routing: "面馆后面的蓝色大门，敲两下",
    questions: ["我们每年冬天一起做什么吃的？", "我们在后院梨树下埋了什么东西？"],
    answers: ["土豆饼", "蓝色玻璃珠"],
    letter: "妈妈，我很好。梨树开花了吗？",
    reply: "花都开了。你要好好吃饭。",
  },
  en: {
    name: "Mother",
    where: "near the county town's market, evenings",
    routing: "blue gate behind the noodle shop, knock twice",
    questions: ["What food did we make together every winter?", "What did we bury together under the pear tree?"],
    answers: ["potato cakes", "a blue marble"],
    letter: "Mother, I am well. Is the pear tree in blossom?",
    reply: "It is all in blossom. Eat well.",
  },
} as const;
