import type { TimelineEntry } from '@xiaomai/gateway-api/alert';
import type { ReactNode } from 'react';
import { instantText } from '../format/instants.ts';
import { useWords } from '../words/words-context.tsx';
import { wordKey } from '../words/words.ts';

const webLink = (link: string): string | undefined => (/^https?:\/\//i.test(link) ? link : undefined);

function Entry({ entry }: { readonly entry: TimelineEntry }): ReactNode {
  const { say } = useWords();
  return (
    <li>
      <p className="timeline-head">
        <strong>{say(wordKey('kind', entry.kind, 'kind.other'))}</strong>
        <span className="soft">{entry.by === 'system' ? say('alert.by-system') : entry.by}</span>
        <time dateTime={entry.at} className="soft">
          {instantText(entry.at)}
        </time>
      </p>
      {entry.note === '' ? null : <p>{entry.note}</p>}
      {entry.links.map((link) => (
        <p key={link}>
          <a href={webLink(link)} target="_blank" rel="noreferrer noopener">
            {link}
          </a>
        </p>
      ))}
    </li>
  );
}

/** Everything that happened, newest first. */
export function AlertTimeline({ entries }: { readonly entries: readonly TimelineEntry[] }): ReactNode {
  const { say } = useWords();
  return (
    <section aria-label={say('alert.timeline')}>
      <h3 className="drawer-heading">{say('alert.timeline')}</h3>
      <ol className="timeline">
        {entries.toReversed().map((entry, at) => (
          <Entry key={`${entry.at}-${entries.length - at}`} entry={entry} />
        ))}
      </ol>
    </section>
  );
}
