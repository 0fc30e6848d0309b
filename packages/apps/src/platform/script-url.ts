interface ScriptPolicy {
  createScriptURL(url: string): string;
}

interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): ScriptPolicy;
}

let policy: ScriptPolicy | undefined;

/**
 * A script address that the browser accepts under `require-trusted-types-for`. Throws for any other origin: the one place where this app names
 * code to run.
 */
export function scriptUrl(url: string): string {
  if (new URL(url).origin !== location.origin) throw new Error("defect: scripts come from this app's own origin");
  const factory = (globalThis as unknown as { trustedTypes?: PolicyFactory }).trustedTypes;
  if (factory === undefined) return url;
  policy ??= factory.createPolicy("app", { createScriptURL: (asked) => asked });
  return policy.createScriptURL(url);
}
