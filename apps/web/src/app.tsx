import { QueryClient, QueryClientProvider, useQueryClient } from '@tanstack/react-query';
import { Me } from '@xiaomai/gateway-api/me';
import { Alert, App as Notices } from 'antd';
import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { ApiError, read, urlOf } from './api/client.ts';
import { errorText, isRefusal } from './api/error-text.ts';
import { BoardPage } from './pages/board.page.tsx';
import { SignInPage } from './pages/sign-in.page.tsx';
import { SessionContext } from './session/session-context.tsx';
import { forgetToken, rememberedToken, rememberToken } from './session/session.ts';
import { ToneProvider } from './theme/tone-context.tsx';
import { useWords, WordsProvider } from './words/words-context.tsx';

type Entry = { readonly token: string; readonly me: Me };

const isWorthRetrying = (failures: number, error: Error): boolean =>
  failures < 2 && (!(error instanceof ApiError) || error.kind === 'network' || error.status >= 500);

const makeClient = (): QueryClient =>
  new QueryClient({ defaultOptions: { queries: { staleTime: 20_000, retry: isWorthRetrying } } });

type Door = {
  readonly entry: Entry | undefined;
  readonly isEntering: boolean;
  readonly error: unknown;
  readonly ended: boolean;
  readonly enter: (token: string) => void;
  readonly leave: (why?: 'ended') => void;
};

/** Who is in; a token that is remembered is tried at once. */
function useDoor(): Door {
  const { lang } = useWords();
  const client = useQueryClient();
  const [token, setToken] = useState(rememberedToken);
  const [entry, setEntry] = useState<Entry>();
  const [error, setError] = useState<unknown>();
  const [ended, setEnded] = useState(false);
  const leave = useCallback(
    (why?: 'ended') => {
      forgetToken();
      client.clear();
      setToken(undefined);
      setEntry(undefined);
      setEnded(why === 'ended');
    },
    [client],
  );
  useEffect(() => {
    if (token === undefined || entry?.token === token) return;
    const succeed = (me: Me): void => {
      rememberToken(token);
      setEntry({ token, me });
    };
    const fail = (cause: unknown): void => {
      leave();
      setError(cause);
    };
    read({ token, lang }, Me, { url: urlOf('/me') }).then(succeed, fail);
  }, [token, entry, lang, leave]);
  const enter = (next: string): void => {
    setError(undefined);
    setEnded(false);
    setToken(next);
  };
  return { entry, isEntering: token !== undefined && entry === undefined, error, ended, enter, leave };
}

function Gate(): ReactNode {
  const { say } = useWords();
  const { entry, isEntering, error, ended, enter, leave } = useDoor();
  const session = useMemo(() => (entry === undefined ? undefined : { ...entry, leave }), [entry, leave]);
  if (session !== undefined) {
    return (
      <SessionContext value={session}>
        <Alert.ErrorBoundary title={say('error.title')} description={say('error.broken')}>
          <BoardPage />
        </Alert.ErrorBoundary>
      </SessionContext>
    );
  }
  const refusal = isRefusal(error, 401) ? say('sign-in.refused') : errorText(error, say);
  const trouble = error === undefined ? undefined : refusal;
  return (
    <SignInPage
      isEntering={isEntering}
      trouble={trouble}
      notice={ended ? 'sign-in.ended' : undefined}
      onToken={enter}
    />
  );
}

export function App(): ReactNode {
  const [client] = useState(makeClient);
  return (
    <WordsProvider>
      <ToneProvider>
        <QueryClientProvider client={client}>
          <Notices>
            <Gate />
          </Notices>
        </QueryClientProvider>
      </ToneProvider>
    </WordsProvider>
  );
}
