import { useEffect, useMemo, useState } from "preact/hooks";
import { AppFrame } from "../ui/app-frame.tsx";
import { lazyScreen } from "../ui/lazy-screen.ts";
import { Button } from "../ui/parts/button.tsx";
import { useStore } from "../ui/use-store.ts";
import { BurstScreen } from "./burst-screen.tsx";
import { BrokerContext, useBroker } from "./context.ts";
import { HomeScreen } from "./home-screen.tsx";
import type { BrokerModel } from "./model.ts";
import { NeutralPage } from "./neutral-page.tsx";
import { loadTexts, type Texts } from "./texts.ts";
import { UnlockScreen } from "./unlock-screen.tsx";

const SetupScreens = lazyScreen(async () => (await import("./setup-screens.tsx")).SetupScreens);
const IntroduceScreen = lazyScreen(async () => (await import("./introduce-screen.tsx")).IntroduceScreen);
const RequestsScreen = lazyScreen(async () => (await import("./requests-screen.tsx")).RequestsScreen);
const RequestScreen = lazyScreen(async () => (await import("./requests-screen.tsx")).RequestScreen);
const ReadingScreen = lazyScreen(async () => (await import("./reading-screen.tsx")).ReadingScreen);
const MeetingScreen = lazyScreen(async () => (await import("./meeting-screen.tsx")).MeetingScreen);
const DuressScreen = lazyScreen(async () => (await import("./duress-screen.tsx")).DuressScreen);
const PassphraseScreen = lazyScreen(async () => (await import("./passphrase-screen.tsx")).PassphraseScreen);
const PinScreen = lazyScreen(async () => (await import("./pin-screens.tsx")).PinScreen);
const PausedScreen = lazyScreen(async () => (await import("./pin-screens.tsx")).PausedScreen);
const CourierHome = lazyScreen(async () => (await import("./carry/courier-home.tsx")).CourierHome);
const CouriersScreen = lazyScreen(async () => (await import("./carry/couriers-screen.tsx")).CouriersScreen);
const TakeScreen = lazyScreen(async () => (await import("./carry/take-screen.tsx")).TakeScreen);
const GiveScreen = lazyScreen(async () => (await import("./carry/give-screen.tsx")).GiveScreen);
const SettingsScreen = lazyScreen(async () => (await import("./settings-screen.tsx")).SettingsScreen);

/** The broker's app: loads the texts of its language and draws the screen on top. */
export function BrokerApp({ model }: { model: BrokerModel }) {
  const { language } = useStore(model).state;
  const [texts, setTexts] = useState<Texts | null>(null);
  useEffect(() => void loadTexts(language).then(setTexts), [language]);
  const around = useMemo(() => (texts === null ? null : { model, t: texts.broker }), [model, texts]);
  if (texts === null || around === null) return null;
  return (
    <AppFrame texts={texts} language={language}>
      <BrokerContext.Provider value={around}>
        <Page />
      </BrokerContext.Provider>
    </AppFrame>
  );
}

function Page() {
  const { model, t } = useBroker();
  const { phase } = model.state;
  if (phase === "neutral") return <Phase />;
  return (
    <div class="page day">
      <header class="bar">
        {phase === "open" && model.pin.isSet ? (
          <Button kind="quiet" icon="clock" onClick={() => model.pause()}>
            {t.guard.pin.pause}
          </Button>
        ) : null}
        <Button kind="quiet" icon="leave" onClick={() => model.leave()}>
          {t.leave}
        </Button>
      </header>
      <main>
        <Phase />
      </main>
    </div>
  );
}

function Phase() {
  switch (useBroker().model.state.phase) {
    case "setup":
      return <SetupScreens />;
    case "paused":
      return <PausedScreen />;
    case "open":
      return <TopScreen />;
    case "locked":
      return <UnlockScreen />;
    case "neutral":
      return <NeutralPage />;
  }
}

function TopScreen() {
  const { model } = useBroker();
  const { screen } = model;
  switch (screen.at) {
    case "home":
      return model.courier === null ? <HomeScreen /> : <CourierHome />;
    case "burst":
      return <BurstScreen />;
    case "introduce":
      return <IntroduceScreen />;
    case "requests":
      return <RequestsScreen />;
    case "request":
      return <RequestScreen key={screen.id} id={screen.id} />;
    case "meeting":
      return <MeetingScreen key={screen.id} id={screen.id} />;
    case "reading":
      return <ReadingScreen />;
    case "settings":
      return <SettingsScreen />;
    case "duress":
      return <DuressScreen isFirst={screen.isFirst} />;
    case "passphrase":
      return <PassphraseScreen />;
    case "pin":
      return <PinScreen />;
    case "couriers":
      return <CouriersScreen />;
    case "take":
      return <TakeScreen />;
    case "give":
      return <GiveScreen begins={screen.begins} errandId={screen.errandId} />;
  }
}
