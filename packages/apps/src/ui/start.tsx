import { render } from "preact";
import { type Obstacle, becomeOnlyWindow, findObstacle } from "../platform/support.ts";
import { guessLanguage, tagOfLanguage } from "./language.ts";

/** The texts shown when an app cannot start. */
type Obstacles = Readonly<Record<Obstacle, string>>;

/** Clears the way for an app: gives false, and says why, when this browser or window will not do. */
export async function clearToStart(name: string, root: HTMLElement, loadObstacles: () => Promise<Obstacles>): Promise<boolean> {
  const obstacle = (await findObstacle()) ?? ((await becomeOnlyWindow(name)) ? undefined : "other-window");
  if (obstacle === undefined) return true;
  const texts = await loadObstacles();
  document.documentElement.lang = tagOfLanguage(startLanguage());
  render(
    <main class="page">
      <p class="banner warn" role="alert" data-testid="obstacle" data-obstacle={obstacle}>
        {texts[obstacle]}
      </p>
    </main>,
    root,
  );
  return false;
}

/** The language to begin in: of the browser, since nothing may be kept outside of the closed store. */
export function startLanguage() {
  return guessLanguage(navigator.languages);
}
