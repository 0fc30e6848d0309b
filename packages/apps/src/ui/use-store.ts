import { useEffect, useReducer } from "preact/hooks";

interface Subscribable {
  subscribe(listener: () => void): () => void;
}

/** Draws the component again whenever the store changes. */
export function useStore<Model extends Subscribable>(model: Model): Model {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => model.subscribe(() => redraw(undefined)), [model]);
  return model;
}
