import { Alert, Button, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { errorText } from '../api/error-text.ts';
import { useWords } from '../words/words-context.tsx';

type Result<T> = {
  readonly data: T | undefined;
  readonly error: unknown;
  readonly refetch: () => unknown;
};

type Props<T> = {
  readonly of: Result<T>;
  readonly rows?: number;
  readonly children: (data: T) => ReactNode;
};

export function Failure({ error, retry }: { readonly error: unknown; readonly retry: () => unknown }): ReactNode {
  const { say } = useWords();
  return (
    <Alert
      type="error"
      showIcon
      title={say('error.title')}
      description={errorText(error, say)}
      action={
        <Button size="small" onClick={() => void retry()}>
          {say('app.retry')}
        </Button>
      }
    />
  );
}

export function Loading({ rows = 4 }: { readonly rows?: number }): ReactNode {
  const { say } = useWords();
  return (
    <div role="status" className="loading">
      <span className="unseen">{say('app.loading')}</span>
      <Skeleton active title={false} paragraph={{ rows }} />
    </div>
  );
}

/** What was asked for, or in words why it is not there; old content stays while a reload fails. */
export function Loaded<T>({ of, rows = 4, children }: Props<T>): ReactNode {
  if (of.data !== undefined) return children(of.data);
  return of.error === null ? <Loading rows={rows} /> : <Failure error={of.error} retry={of.refetch} />;
}

export function Nothing({ children }: { readonly children: ReactNode }): ReactNode {
  return <p className="nothing">{children}</p>;
}
