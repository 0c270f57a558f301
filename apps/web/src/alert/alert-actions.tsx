import type { AlertDetail, AlertVerb } from '@xiaomai/gateway-api/alert';
import { Alert as Banner, App, Button, Tooltip } from 'antd';
import { useState, type ReactNode } from 'react';
import { isHeldBack, needsNote, nextVerb, verbsFor } from '../alerts/alert-verbs.ts';
import { errorText, isRefusal } from '../api/error-text.ts';
import { useSession } from '../session/session-context.tsx';
import { useWords } from '../words/words-context.tsx';
import { CommandForm } from './command-form.tsx';
import { useAct } from './use-act.ts';

/** Verbs that need no word more. */
const atOnce: readonly AlertVerb[] = ['acknowledge', 'start'];

function Refusal({ error }: { readonly error: Error }): ReactNode {
  const { say } = useWords();
  const moved = isRefusal(error, 412) ? say('alert.conflict') : undefined;
  return <Banner type="warning" showIcon role="alert" title={errorText(error, say)} description={moved} />;
}

type VerbsProps = {
  readonly alert: AlertDetail;
  readonly verbs: readonly AlertVerb[];
  readonly busy: boolean;
  readonly onPick: (verb: AlertVerb) => void;
};

function Verbs({ alert, verbs, busy, onPick }: VerbsProps): ReactNode {
  const { say } = useWords();
  return (
    <div className="verbs">
      {verbs.map((verb) => {
        const held = isHeldBack(alert, verb);
        return (
          <Tooltip key={verb} title={held ? say('alert.held-back') : undefined}>
            <Button
              type={verb === nextVerb[alert.handling] ? 'primary' : 'default'}
              disabled={busy || held}
              onClick={() => onPick(verb)}
            >
              {say(`verb.${verb}`)}
            </Button>
          </Tooltip>
        );
      })}
    </div>
  );
}

/** What a person can do with the alert now. */
export function AlertActions({ alert }: { readonly alert: AlertDetail }): ReactNode {
  const { say } = useWords();
  const { me } = useSession();
  const { message } = App.useApp();
  const [asking, setAsking] = useState<AlertVerb>();
  const act = useAct(({ verb }) => {
    setAsking(undefined);
    void message.success(say('alert.done', { verb: say(`verb.${verb}`) }));
  });
  const verbs = verbsFor(alert, me.role);
  const pick = (verb: AlertVerb): void => {
    act.reset();
    if (atOnce.includes(verb)) act.mutate({ alert, verb, command: {} });
    else setAsking(verb);
  };
  if (verbs.length === 0) return <p className="soft">{say('alert.read-only')}</p>;
  return (
    <section aria-label={say('alert.actions')} className="alert-actions">
      {act.error === null ? null : <Refusal error={act.error} />}
      {asking === undefined || !verbs.includes(asking) ? (
        <Verbs alert={alert} verbs={verbs} busy={act.isPending} onPick={pick} />
      ) : (
        <CommandForm
          key={asking}
          verb={asking}
          noteRequired={needsNote(alert, asking)}
          isSending={act.isPending}
          onSend={(command) => act.mutate({ alert, verb: asking, command })}
          onCancel={() => setAsking(undefined)}
        />
      )}
    </section>
  );
}
