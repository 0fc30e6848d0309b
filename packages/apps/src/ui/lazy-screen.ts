import { createElement, type FunctionComponent } from "preact";
import { useEffect, useReducer } from "preact/hooks";

/** A screen whose code is loaded when it is first shown: what is seldom needed does not delay what is needed daily. */
export function lazyScreen<Props extends object>(load: () => Promise<FunctionComponent<Props>>): FunctionComponent<Props> {
  let loaded: FunctionComponent<Props> | null = null;
  return function LazyScreen(props: Props) {
    const [, redraw] = useReducer((count: number) => count + 1, 0);
    useEffect(() => {
      if (loaded !== null) return;
      void load().then((screen) => {
        loaded = screen;
        redraw(undefined);
      });
    }, []);
    return loaded === null ? null : createElement(loaded, props);
  };
}
