const key = 'xiaomai.token';

/** A token in the fragment of the address (`#token=…`, as start-up prints it) is taken once and wiped from the address bar. */
function tokenInAddress(): string | undefined {
  const token = new URLSearchParams(globalThis.location.hash.slice(1)).get('token') ?? '';
  if (token === '') return undefined;
  sessionStorage.setItem(key, token);
  globalThis.history.replaceState(null, '', globalThis.location.pathname + globalThis.location.search);
  return token;
}

/** The token lives as long as the tab. */
export const rememberedToken = (): string | undefined => tokenInAddress() ?? sessionStorage.getItem(key) ?? undefined;
export const rememberToken = (token: string): void => sessionStorage.setItem(key, token);
export const forgetToken = (): void => sessionStorage.removeItem(key);
