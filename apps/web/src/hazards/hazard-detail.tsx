import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Hazard, HazardCommand, HazardDetail, HazardVerb } from '@xiaomai/gateway-api/hazard';
import { Alert as Banner, App, Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { AlertTimeline } from '../alert/alert-timeline.tsx';
import { errorText, isRefusal } from '../api/error-text.ts';
import { hazardReading } from '../api/reading.ts';
import { useCaller, useReading } from '../api/use-reading.ts';
import { actOnHazard } from '../api/writing.ts';
import { Loaded } from '../pieces/loaded.tsx';
import { useUnitNamed } from '../names/unit-name.tsx';
import { useSession } from '../session/session-context.tsx';
import { useWords } from '../words/words-context.tsx';
import { HazardCommandForm } from './hazard-command.tsx';
import { HazardTags } from './hazard-row.tsx';
import { hazardVerbsFor } from './hazard-verbs.ts';

function Facts({ hazard }: { readonly hazard: Hazard }): ReactNode {
  const { say } = useWords();
  const name = useUnitNamed(hazard.orgUnit, hazard.orgName);
  const facts: readonly (readonly [string, string | null])[] = [
    [say('hazards.number'), hazard.id],
    [say('alert.school'), name],
    [say('hazards.place'), hazard.place],
    [say('hazards.found-on'), hazard.foundOn],
    [say('hazards.due-on'), hazard.dueOn],
    [say('hazards.responsible'), hazard.responsible],
  ];
  return (
    <section aria-label={hazard.description}>
      <HazardTags hazard={hazard} />
      <h3 className="drawer-heading">{hazard.description}</h3>
      <dl className="hazard-facts">
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt className="soft">{term}</dt>
            <dd>{value ?? '—'}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

type Act = { readonly verb: HazardVerb; readonly command: HazardCommand };

/** A person's command on a hazard. When somebody was faster, the newest state is loaded for another look. */
function useHazardAct(hazard: Hazard, onDone: (verb: HazardVerb) => void) {
  const caller = useCaller();
  const client = useQueryClient();
  const reload = (): Promise<void> => client.invalidateQueries({ queryKey: ['hazards'] });
  return useMutation({
    mutationFn: ({ verb, command }: Act) => actOnHazard(caller, hazard, { verb, command }),
    onSuccess: async (_, { verb }) => {
      onDone(verb);
      await reload();
    },
    onError: async (error) => {
      if (isRefusal(error, 404, 409, 412, 428)) await reload();
    },
  });
}

function Actions({ hazard }: { readonly hazard: Hazard }): ReactNode {
  const { say } = useWords();
  const { me } = useSession();
  const { message } = App.useApp();
  const [asking, setAsking] = useState<HazardVerb>();
  const act = useHazardAct(hazard, (verb) => {
    setAsking(undefined);
    void message.success(say('hazards.done', { verb: say(`hazard-verb.${verb}`) }));
  });
  const verbs = hazardVerbsFor(hazard, me.role);
  if (verbs.length === 0) return <p className="soft">{say('alert.read-only')}</p>;
  return (
    <section aria-label={say('alert.actions')}>
      {act.error === null ? null : <Banner type="warning" showIcon role="alert" title={errorText(act.error, say)} />}
      {asking === undefined || !verbs.includes(asking) ? (
        <div className="verbs">
          {verbs.map((verb, at) => (
            <Button key={verb} type={at === 0 ? 'primary' : 'default'} onClick={() => setAsking(verb)}>
              {say(`hazard-verb.${verb}`)}
            </Button>
          ))}
        </div>
      ) : (
        <HazardCommandForm
          key={asking}
          hazard={hazard}
          verb={asking}
          isSending={act.isPending}
          onSend={(command) => act.mutate({ verb: asking, command })}
          onCancel={() => setAsking(undefined)}
        />
      )}
    </section>
  );
}

const Body = ({ hazard }: { readonly hazard: HazardDetail }): ReactNode => (
  <div className="drawer-body">
    <Facts hazard={hazard} />
    <Actions hazard={hazard} />
    <AlertTimeline entries={hazard.timeline} />
  </div>
);

/** One hazard: what it is, what can be done, what has been done. */
export function HazardDetailView({ id, onBack }: { readonly id: string; readonly onBack: () => void }): ReactNode {
  const { say } = useWords();
  const found = useReading(hazardReading(id));
  return (
    <>
      <Button type="link" className="hazard-back" onClick={onBack}>
        {say('hazards.back')}
      </Button>
      <Loaded of={found} rows={8}>
        {(hazard) => <Body hazard={hazard} />}
      </Loaded>
    </>
  );
}
