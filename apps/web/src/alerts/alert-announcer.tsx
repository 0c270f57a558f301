import type { ReactNode } from 'react';
import { useAlertName } from '../api/use-names.ts';
import { useUnitNamed } from '../names/unit-name.tsx';
import { useWords } from '../words/words-context.tsx';
import { wordKey } from '../words/words.ts';
import type { FeedRow } from './alert-feed.ts';
import type { HeardAlert } from '../stream/stream-state.ts';

type Props = { readonly rows: readonly FeedRow[]; readonly heard: ReadonlyMap<string, HeardAlert> };

/** Tells a screen reader the newest change of this list, one at a time. */
export function AlertAnnouncer({ rows, heard }: Props): ReactNode {
  const { say } = useWords();
  const shown = new Set(rows.map(({ alert }) => alert.id));
  const newest = [...heard.values()].findLast(({ alert }) => shown.has(alert.id))?.alert;
  const nameOf = useAlertName();
  const org = useUnitNamed(newest?.orgUnit, newest?.orgName ?? '');
  const text =
    newest === undefined
      ? ''
      : say('alerts.announce', {
          org,
          indicator: nameOf(newest),
          kind: say(wordKey('kind', newest.kind, 'kind.other')),
        });
  return (
    <p className="unseen" aria-live="polite" role="status">
      {text}
    </p>
  );
}
