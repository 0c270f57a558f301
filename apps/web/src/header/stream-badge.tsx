import { Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { instantText } from '../format/instants.ts';
import type { StreamState } from '../stream/stream-state.ts';
import { useStream } from '../stream/use-live-stream.ts';
import { useWords } from '../words/words-context.tsx';
import type { Say } from '../words/words.ts';

const clock = (at: number): string => instantText(new Date(at).toISOString()).slice(11);

function whyText(stream: StreamState, say: Say): string {
  if (stream.phase !== 'live') return say(`stream.${stream.phase}-why`, { time: clock(stream.since) });
  if (stream.lastEventAt === undefined) return say('stream.live-quiet');
  return say('stream.live-why', { time: clock(stream.lastEventAt) });
}

/** Whether the board is live, in a word and with its reason. */
export function StreamBadge(): ReactNode {
  const { say } = useWords();
  const stream = useStream();
  return (
    <Tooltip title={whyText(stream, say)}>
      <span className={`live live-${stream.phase}`} role="status" tabIndex={0}>
        <span className="live-dot" aria-hidden="true" />
        {say(`stream.${stream.phase}`, { time: clock(stream.since) })}
      </span>
    </Tooltip>
  );
}
