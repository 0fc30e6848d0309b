import { useEffect, useMemo, useState } from "preact/hooks";
import { AppFrame } from "../ui/app-frame.tsx";
import { useStore } from "../ui/use-store.ts";
import { AccessScreen } from "./access-screen.tsx";
import { AddScreen } from "./add-screen.tsx";
import { AskScreen } from "./ask-screen.tsx";
import { FamilyContext, useFamily } from "./context.ts";
import { HomeScreen } from "./home-screen.tsx";
import type { FamilyModel } from "./model.ts";
import { SecondScreen } from "./second-screen.tsx";
import { SettingsScreen } from "./settings-screen.tsx";
import { SetupScreens } from "./setup-screens.tsx";
import { SheetScreen } from "./sheet-screen.tsx";
import { loadTexts, type Texts } from "./texts.ts";
import { TieScreen } from "./tie-screen.tsx";
import { UnlockScreen } from "./unlock-screen.tsx";

/** The family's app: loads the texts of its language and draws the screen on top. */
export function FamilyApp({ model }: { model: FamilyModel }) {
  const { language } = useStore(model).state;
  const [texts, setTexts] = useState<Texts | null>(null);
  useEffect(() => void loadTexts(language).then(setTexts), [language]);
  const around = useMemo(() => (texts === null ? null : { model, t: texts.family }), [model, texts]);
  if (texts === null || around === null) return null;
  return (
    <AppFrame texts={texts} language={language}>
      <FamilyContext.Provider value={around}>
        <Page />
      </FamilyContext.Provider>
    </AppFrame>
  );
}

function Page() {
  const { model, t } = useFamily();
  const { phase } = model.state;
  if (phase !== "open") return <main class="page">{phase === "setup" ? <SetupScreens /> : <UnlockScreen />}</main>;
  const isHome = model.screen.at === "home";
  return (
    <div class={isHome ? "page" : "page beside"}>
      {isHome ? null : (
        <aside class="wide-only" aria-label={t.home.title}>
          <HomeScreen isAside />
        </aside>
      )}
      <main>
        <TopScreen />
      </main>
    </div>
  );
}

function TopScreen() {
  const { model } = useFamily();
  const { screen } = model;
  switch (screen.at) {
    case "home":
      return <HomeScreen />;
    case "add":
      return <AddScreen key={screen.replaces} replaces={screen.replaces} />;
    case "ask":
      return <AskScreen key={screen.tieId} tieId={screen.tieId} />;
    case "tie":
      return <TieScreen key={screen.tieId} tieId={screen.tieId} />;
    case "second":
      return <SecondScreen key={screen.tieId} tieId={screen.tieId} />;
    case "settings":
      return <SettingsScreen />;
    case "sheet":
      return <SheetScreen />;
    case "access":
      return <AccessScreen />;
  }
}
