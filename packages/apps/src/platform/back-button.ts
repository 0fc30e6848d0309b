/**
 * Makes the back button go back within the app. The history holds one constant entry more, with the same address and an empty state, and nothing
 * of what was looked at.
 */
export function onBackButton(goBack: () => void): void {
  history.replaceState(null, "");
  history.pushState(null, "");
  addEventListener("popstate", () => {
    history.pushState(null, "");
    goBack();
  });
}
