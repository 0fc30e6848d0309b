import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { useUi } from "../context.ts";
import { Button } from "./button.tsx";

interface ScreenProps {
  readonly title: ComponentChildren;
  readonly children: ComponentChildren;
  /** What stands above the heading, such as "Step 2 of 4". */
  readonly above?: string;
  /** The main button and what goes with it. */
  readonly actions?: ComponentChildren;
  readonly tone?: string;
  readonly onBack?: (() => void) | undefined;
}

/** One task: a heading that takes the focus when the screen appears, its content, and its buttons in reach of a thumb. */
export function Screen({ title, children, above, actions, tone = "", onBack }: ScreenProps) {
  const { common } = useUi();
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div class={`screen ${tone}`}>
      {onBack === undefined ? null : (
        <Button kind="quiet" icon="back" onClick={onBack}>
          {common.back}
        </Button>
      )}
      {above === undefined ? null : <p class="above">{above}</p>}
      <h1 tabIndex={-1} ref={heading}>
        {title}
      </h1>
      {children}
      {actions === undefined ? null : <div class="actions">{actions}</div>}
    </div>
  );
}
