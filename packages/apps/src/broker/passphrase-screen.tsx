import { Banner, FailureBanner } from "../ui/parts/banner.tsx";
import { Screen } from "../ui/parts/screen.tsx";
import { WordsQuiz } from "../ui/parts/words-quiz.tsx";
import { useList } from "../ui/use-list.ts";
import { useOnce } from "../ui/use-once.ts";
import { useBroker } from "./context.ts";
import { fourWords } from "./duress-model.ts";

/** Four new words that open this: made for him, and asked for until he knows them. Until then the old ones hold. */
export function PassphraseScreen() {
  const { model, t, common } = useBroker();
  const quiz = useOnce(() => fourWords(model));
  const list = useList(model.state.language);
  const { busy, failure } = model.state;
  const change = async () => {
    const isChanged = await model.attempt(async () => {
      if (model.courier !== null) await model.courier.changePassphrase(quiz.words);
      else await (await model.broker.passphrases()).change(quiz.words);
      return true;
    });
    if (isChanged === true) model.back();
  };
  return (
    <Screen title={t.guard.words.title} onBack={() => model.back()}>
      <FailureBanner failure={failure} />
      <p>{t.guard.words.body}</p>
      {busy ? <Banner kind="info">{common.working}</Banner> : null}
      {list === null || busy || failure !== null ? null : <WordsQuiz model={quiz} list={list} onDone={() => void change()} />}
    </Screen>
  );
}
