/** Two presses as fast as somebody in a hurry makes them; one alone closes dialogs, as everywhere. */
const TWICE_MS_MAX = 800;

/** Calls `leave` when Escape is pressed twice in a row, wherever the focus is. */
export function onEscapeTwice(leave: () => void): void {
  let lastMs = Number.NEGATIVE_INFINITY;
  const press = ({ key, repeat, timeStamp }: KeyboardEvent) => {
    if (key !== "Escape") lastMs = Number.NEGATIVE_INFINITY;
    else if (!repeat && timeStamp - lastMs <= TWICE_MS_MAX) leave();
    else lastMs = timeStamp;
  };
  addEventListener("keydown", press, { capture: true });
}
