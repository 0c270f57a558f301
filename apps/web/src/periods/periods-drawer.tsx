import type { Dataset } from '@xiaomai/gateway-api/catalogue';
import type { OrgUnitDetail } from '@xiaomai/gateway-api/org-unit';
import { Drawer, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { datasetsReading, dueReading, periodsReading, scorecardsReading } from '../api/reading.ts';
import { useReading } from '../api/use-reading.ts';
import { DueFacts } from '../due/due-facts.tsx';
import { standingDecision } from '../due/due-state.ts';
import '../due/due.css';
import { periodText } from '../format/month-text.ts';
import { owingOf } from '../groups/group-view.ts';
import { Loaded } from '../pieces/loaded.tsx';
import { nameIn } from '../units/org-kind.ts';
import { useWords } from '../words/words-context.tsx';
import { DecidePeriod } from './decide-period.tsx';
import { Decisions } from './decisions.tsx';
import '../alert/alert.css';

type Shown = { readonly unit: OrgUnitDetail; readonly period: string };
type SetProps = Shown & { readonly dataset: Dataset };

/** How many have reported, are missing and came late, of how many. */
function Figures({ unit, period, dataset }: SetProps): ReactNode {
  const { say } = useWords();
  const page = useReading(scorecardsReading(unit.id, period));
  const due = useReading(dueReading({ scope: unit.id, period, dataset: dataset.id }));
  const card = page.data?.scorecards.find((found) => found.dataset === dataset.id);
  return (
    <section className="due-item" aria-label={nameIn(dataset, useWords().lang)}>
      {card === undefined ? null : <p>{say('periods.figures', { ...card.coverage, ...owingOf(card) })}</p>}
      <Loaded of={due} rows={2}>
        {(found) => (
          <>
            {card === undefined ? <p>{say('due.expected', { count: found.expected })}</p> : null}
            <DueFacts due={found} />
          </>
        )}
      </Loaded>
    </section>
  );
}

function OneSet({ unit, period, dataset }: SetProps): ReactNode {
  const decided = useReading(periodsReading(dataset.id, unit.id));
  const line = [...unit.ancestors, unit].map(({ id }) => id);
  return (
    <>
      <Figures unit={unit} period={period} dataset={dataset} />
      <Loaded of={decided}>
        {({ items }) => (
          <>
            <DecidePeriod
              key={`${dataset.id}|${period}`}
              {...{ unit, period, dataset, standing: standingDecision(items, { period, line }) }}
            />
            <Decisions unit={unit} decided={items.filter((one) => one.period === period)} />
          </>
        )}
      </Loaded>
    </>
  );
}

function Sets({ unit, period, datasets }: Shown & { readonly datasets: readonly Dataset[] }): ReactNode {
  const { say, lang } = useWords();
  const [id, setId] = useState<string>();
  const dataset = datasets.find((one) => one.id === id) ?? datasets.find(({ due }) => due !== null) ?? datasets[0];
  if (dataset === undefined) return null;
  return (
    <div className="drawer-body">
      <Select
        aria-label={say('periods.dataset')}
        value={dataset.id}
        onChange={setId}
        options={datasets.map((one) => ({ value: one.id, label: nameIn(one, lang) }))}
      />
      <OneSet unit={unit} period={period} dataset={dataset} />
    </div>
  );
}

const isMonthly = ({ periodKinds, computed }: Dataset): boolean => periodKinds.includes('month') && !computed;

function Body(shown: Shown): ReactNode {
  const datasets = useReading(datasetsReading());
  return (
    <Loaded of={datasets} rows={8}>
      {({ items }) => <Sets {...shown} datasets={items.filter(isMonthly)} />}
    </Loaded>
  );
}

type Props = Partial<Shown> & { readonly open: boolean; readonly onClose: () => void };

/** By when the month in view is due, and closing and reopening it. */
export function PeriodsDrawer({ open, unit, period, onClose }: Props): ReactNode {
  const { say, lang } = useWords();
  const scope =
    unit === undefined || period === undefined ? '' : ` · ${nameIn(unit, lang)} · ${periodText(period, lang)}`;
  return (
    <Drawer open={open} onClose={onClose} title={`${say('periods.title')}${scope}`} size={680} destroyOnHidden>
      {unit === undefined || period === undefined ? null : <Body unit={unit} period={period} />}
    </Drawer>
  );
}
