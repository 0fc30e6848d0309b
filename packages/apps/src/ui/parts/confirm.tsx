import { useEffect, useRef } from "preact/hooks";
import { useUi } from "../context.ts";
import { Button } from "./button.tsx";

interface ConfirmProps {
  readonly title: string;
  readonly body: string;
  /** What it does not do, where that must be said too. */
  readonly more?: string;
  readonly confirm: string;
  readonly busy?: boolean;
  onConfirm(): void;
  onCancel(): void;
}

/** A question before something that cannot be taken back. The browser's own dialog: focus stays inside, Escape cancels. */
export function Confirm({ title, body, more, confirm, busy = false, onConfirm, onCancel }: ConfirmProps) {
  const { common } = useUi();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} aria-labelledby="confirm-title" onCancel={onCancel}>
      <h2 id="confirm-title">{title}</h2>
      <p>{body}</p>
      {more === undefined ? null : <p>{more}</p>}
      <div class="actions">
        <Button kind="danger" busy={busy} onClick={onConfirm}>
          {confirm}
        </Button>
        <Button onClick={onCancel}>{common.cancel}</Button>
      </div>
    </dialog>
  );
}
