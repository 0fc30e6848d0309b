import { useEffect } from "preact/hooks";

import { Banner, FailureBanner } from "../../ui/parts/banner.tsx";
import { Button } from "../../ui/parts/button.tsx";
import { CodeField } from "../../ui/parts/code-field.tsx";
import { Field } from "../../ui/parts/field.tsx";
import { Screen } from "../../ui/parts/screen.tsx";
import { useOnce } from "../../ui/use-once.ts";
import { useStore } from "../../ui/use-store.ts";
import { useBroker } from "../context.ts";
import { ChooseStep } from "./choose-step.tsx";
import { courierGiver, deskGiver, type Giver, useEnd } from "./ends.ts";
import { GiveModel } from "./give-model.ts";
import { ShowStep } from "./show-step.tsx";

interface GiveScreenProps {
  readonly begins: "offer" | "receipt";
  readonly errandId: string | null;
}

/** Gives one bundle: the other phone's code, what goes along, patterns or a file, the receipt. */
export function GiveScreen(props: GiveScreenProps) {
  const { model } = useBroker();
  const giver = useEnd<Giver>(model, courierGiver, deskGiver);
  return giver === null ? null : <Giving giver={giver} {...props} />;
}

function Giving({ giver, begins, errandId }: GiveScreenProps & { giver: Giver }) {
  const { model } = useBroker();
  const giving = useStore(useOnce(() => new GiveModel(model, giver, begins, errandId)));
  useEffect(() => {
    const unhook = model.onLock(() => giving.close());
    return () => {
      unhook();
      giving.close();
    };
  }, [model, giving]);
  const back = () => {
    if (!giving.back()) model.back();
  };
  switch (giving.state.step) {
    case "offer":
      return <OfferStep key="offer" giving={giving} back={back} />;
    case "choose":
      return <ChooseStep key="choose" giving={giving} back={back} />;
    case "show":
      return <ShowStep key="show" giving={giving} back={back} />;
    case "receipt":
      return <ReceiptStep key="receipt" giving={giving} back={back} />;
    case "done":
      return <DoneStep key="done" />;
  }
}

interface StepProps {
  readonly giving: GiveModel;
  back(): void;
}

function OfferStep({ giving, back }: StepProps) {
  const { t, common, errors } = useBroker();
  const { offerText, offerFailure } = giving.state;
  const texts = t.carry.give;
  const next = (
    <Button kind="primary" onClick={() => giving.takeOffer()}>
      {common.next}
    </Button>
  );
  return (
    <Screen title={texts.codeTitle} actions={next} onBack={back}>
      <p>{texts.codeBody[giving.giver.kind]}</p>
      <CodeField
        label={texts.codeLabel}
        value={offerText}
        hint={t.meeting.keyboard}
        error={offerFailure === null ? undefined : (t.carry.failures.give[offerFailure] ?? errors[offerFailure])}
        onInput={(text) => giving.writeOffer(text)}
      />
    </Screen>
  );
}

function ReceiptStep({ giving, back }: StepProps) {
  const { model, t } = useBroker();
  const { receiptText, receiptProblem } = giving.state;
  const texts = t.carry.give;
  const enter = (
    <Button kind="primary" busy={model.state.busy} onClick={() => void giving.enterReceipt()}>
      {texts.enter}
    </Button>
  );
  return (
    <Screen title={texts.receiptTitle} actions={enter} onBack={back}>
      <FailureBanner failure={model.state.failure} />
      <p>{texts.receiptBody}</p>
      <Field
        label={texts.receiptLabel}
        value={receiptText}
        isCode
        error={receiptProblem === null ? undefined : texts.problems[receiptProblem]}
        onInput={(text) => giving.writeReceipt(text)}
      />
    </Screen>
  );
}

function DoneStep() {
  const { model, t } = useBroker();
  const texts = t.carry.give;
  const home = (
    <Button kind="primary" onClick={() => model.home()}>
      {t.burst.home}
    </Button>
  );
  return (
    <Screen title={texts.doneTitle} actions={home}>
      <Banner kind="good">{texts.done}</Banner>
      <p>{texts.deleteFile}</p>
    </Screen>
  );
}
