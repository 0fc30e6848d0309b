import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./icon.tsx";

/** What a button looks like: one `primary` on a screen; `plain` beside it; `quiet` as text; `danger` for what cannot be taken back. */
export type ButtonKind = "primary" | "plain" | "quiet" | "danger";

interface ButtonProps {
  readonly kind?: ButtonKind;
  readonly icon?: IconName;
  readonly disabled?: boolean;
  readonly busy?: boolean;
  readonly submit?: boolean;
  readonly label?: string;
  readonly children: ComponentChildren;
  onClick?(): void;
}

/** A button, at least 48 px high. While busy it stays in the focus order but does nothing. */
export function Button({
  kind = "plain",
  icon,
  disabled = false,
  busy = false,
  submit = false,
  label,
  children,
  onClick,
}: ButtonProps) {
  const isOff = disabled || busy;
  const press = (event: Event) => {
    if (isOff) event.preventDefault();
    else onClick?.();
  };
  return (
    <button
      type={submit ? "submit" : "button"}
      class={`button ${kind}`}
      aria-disabled={isOff ? "true" : undefined}
      aria-busy={busy ? "true" : undefined}
      aria-label={label}
      onClick={press}
    >
      {icon === undefined ? null : <Icon name={icon} />}
      <span>{children}</span>
    </button>
  );
}
