import type { Me } from '@xiaomai/gateway-api/me';
import { createContext, use, type Context } from 'react';

export type Session = { readonly token: string; readonly me: Me; readonly leave: (why?: 'ended') => void };

export const SessionContext: Context<Session | undefined> = createContext<Session | undefined>(undefined);

export function useSession(): Session {
  const session = use(SessionContext);
  if (session === undefined) throw new Error('no session: this component belongs behind the sign-in');
  return session;
}
