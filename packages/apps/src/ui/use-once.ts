import { useState } from "preact/hooks";

/** Makes something when the component first appears, and keeps it until it goes: a view-model of a screen. Another `key` makes another. */
export function useOnce<Made>(make: () => Made): Made {
  const [made] = useState(make);
  return made;
}
