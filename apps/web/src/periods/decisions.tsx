import type { OrgUnitDetail } from '@xiaomai/gateway-api/org-unit';
import type { DecidedPeriod } from '@xiaomai/gateway-api/period';
import type { ReactNode } from 'react';
import { orgUnitReading } from '../api/reading.ts';
import { useReading } from '../api/use-reading.ts';
import { instantText } from '../format/instants.ts';
import { Nothing } from '../pieces/loaded.tsx';
import { nameIn } from '../units/org-kind.ts';
import { useWords } from '../words/words-context.tsx';

/** The name of a unit; of one out of sight its id. */
function UnitName({ id }: { readonly id: string }): ReactNode {
  const { lang } = useWords();
  const unit = useReading(orgUnitReading(id));
  return <>{unit.data === undefined ? id : nameIn(unit.data, lang)}</>;
}

type Props = { readonly unit: OrgUnitDetail; readonly decided: readonly DecidedPeriod[] };

/** Everything that was decided on the period here, above and below, newest first. */
export function Decisions({ unit, decided }: Props): ReactNode {
  const { say, lang } = useWords();
  const known = new Map([...unit.ancestors, unit].map((one) => [one.id, nameIn(one, lang)]));
  const entries = decided
    .flatMap(({ orgUnit, history }) => history.map((decision) => ({ orgUnit, ...decision })))
    .sort((a, b) => b.at.localeCompare(a.at));
  return (
    <section aria-label={say('periods.decisions')}>
      <h3 className="drawer-heading">{say('periods.decisions')}</h3>
      {entries.length === 0 ? <Nothing>{say('periods.none')}</Nothing> : null}
      <ol className="timeline">
        {entries.map(({ orgUnit, at, by, kind, reason }) => (
          <li key={`${orgUnit}@${at}`}>
            <p className="timeline-head">
              <strong>{say(`kind.period-${kind}`)}</strong>
              <span>{known.get(orgUnit) ?? <UnitName id={orgUnit} />}</span>
              <span className="soft">{by}</span>
              <time dateTime={at} className="soft">
                {instantText(at)}
              </time>
            </p>
            <p>{reason}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
