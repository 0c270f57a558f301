import type { OrgTreeChange } from '@xiaomai/gateway-api/org-unit-command';
import type { ReactNode } from 'react';
import { orgUnitReading } from '../api/reading.ts';
import { useReading } from '../api/use-reading.ts';
import { instantText } from '../format/instants.ts';
import { Nothing } from '../pieces/loaded.tsx';
import { nameIn } from '../units/org-kind.ts';
import { useWords } from '../words/words-context.tsx';

/** A unit by name and id; one that is not there any more has only its id. */
function Unit({ id }: { readonly id: string }): ReactNode {
  const { lang } = useWords();
  const unit = useReading(orgUnitReading(id));
  return (
    <span>
      {unit.data === undefined ? '' : nameIn(unit.data, lang)} <span className="soft">{id}</span>
    </span>
  );
}

function Change({ change }: { readonly change: OrgTreeChange }): ReactNode {
  const { say } = useWords();
  const { verb, orgUnit, from, reason, by, at, changed, affected } = change;
  return (
    <li>
      <p className="timeline-head">
        <strong>{say(`tree-verb.${verb}`)}</strong>
        {orgUnit === null ? null : <Unit id={orgUnit} />}
        {from === null ? null : <time dateTime={from}>{say('tree.from', { day: from })}</time>}
      </p>
      {reason === '' ? null : <p>{reason}</p>}
      {changed
        .filter((id) => id !== orgUnit)
        .map((id) => (
          <p key={id}>
            <Unit id={id} />
          </p>
        ))}
      <p className="soft">
        {by} · {instantText(at)} · {say('tree.affected', { count: affected })}
      </p>
    </li>
  );
}

/** The dated changes of the tree, newest first. */
export function ChangeList({ changes }: { readonly changes: readonly OrgTreeChange[] }): ReactNode {
  const { say } = useWords();
  return (
    <section aria-label={say('tree.list')}>
      <h3 className="drawer-heading">{say('tree.list')}</h3>
      {changes.length === 0 ? <Nothing>{say('tree.none')}</Nothing> : null}
      <ol className="timeline">
        {changes.map((change) => (
          <Change key={change.version} change={change} />
        ))}
      </ol>
    </section>
  );
}
