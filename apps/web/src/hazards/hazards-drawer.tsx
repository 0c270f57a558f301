import { hazardClasses, type HazardClass } from '@xiaomai/gateway-api/hazard';
import type { OrgUnitDetail } from '@xiaomai/gateway-api/org-unit';
import { Drawer, Segmented, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { hazardsReading } from '../api/reading.ts';
import { useReading } from '../api/use-reading.ts';
import { Loaded, Nothing } from '../pieces/loaded.tsx';
import { nameIn } from '../units/org-kind.ts';
import { useWords } from '../words/words-context.tsx';
import { HazardDetailView } from './hazard-detail.tsx';
import { HazardRow } from './hazard-row.tsx';
import '../alert/alert.css';
import './hazards.css';

const filters = ['on-ledger', 'overdue', 'rectified', 'struck-off', 'voided'] as const;
type Filter = (typeof filters)[number];
type Query = Readonly<Record<string, string | number>>;

const most = 200;
const wanted: Record<Filter, Query> = {
  'on-ledger': { state: 'on-ledger' },
  overdue: { overdue: 'true' },
  rectified: { state: 'rectified' },
  'struck-off': { state: 'struck-off' },
  voided: { state: 'voided' },
};

type ListProps = { readonly query: Query; readonly onOpen: (id: string) => void };

function List({ query, onOpen }: ListProps): ReactNode {
  const { say } = useWords();
  const hazards = useReading(hazardsReading({ ...query, limit: most }));
  return (
    <Loaded of={hazards}>
      {({ items, next }) =>
        items.length === 0 ? (
          <Nothing>{say('hazards.none')}</Nothing>
        ) : (
          <>
            <ul className="hazards" aria-label={say('hazards.list')}>
              {items.map((hazard) => (
                <HazardRow key={hazard.id} hazard={hazard} onOpen={onOpen} />
              ))}
            </ul>
            {next === null ? null : <p className="soft">{say('hazards.more', { count: most })}</p>}
          </>
        )
      }
    </Loaded>
  );
}

function Ledger({ unit, onOpen }: { readonly unit: OrgUnitDetail; readonly onOpen: (id: string) => void }): ReactNode {
  const { say } = useWords();
  const [filter, setFilter] = useState<Filter>('on-ledger');
  const [only, setOnly] = useState<HazardClass | ''>('');
  const query = { ...wanted[filter], ...(only === '' ? {} : { class: only }), orgUnit: unit.id };
  const classes = hazardClasses.map((name) => ({ value: name, label: say(`hazard-class.${name}`) }));
  return (
    <div className="drawer-body">
      <Segmented<Filter>
        aria-label={say('hazards.filter')}
        value={filter}
        onChange={setFilter}
        options={filters.map((value) => ({ value, label: say(`hazards.${value}`) }))}
      />
      <Select<HazardClass | ''>
        aria-label={say('hazards.class')}
        className="hazard-class"
        value={only}
        onChange={setOnly}
        options={[{ value: '', label: say('hazards.all-classes') }, ...classes]}
      />
      <List query={query} onOpen={onOpen} />
    </div>
  );
}

type Props = { readonly open: boolean; readonly unit?: OrgUnitDetail; readonly onClose: () => void };

/** The hazard ledger (隐患台账) of the scope in view. */
export function HazardsDrawer({ open, unit, onClose }: Props): ReactNode {
  const { say, lang } = useWords();
  const [shown, setShown] = useState<string>();
  const body = (scope: OrgUnitDetail): ReactNode =>
    shown === undefined ? (
      <Ledger unit={scope} onOpen={setShown} />
    ) : (
      <HazardDetailView key={shown} id={shown} onBack={() => setShown(undefined)} />
    );
  const scope = unit === undefined ? '' : ` · ${nameIn(unit, lang)}`;
  return (
    <Drawer open={open} onClose={onClose} title={`${say('hazards.title')}${scope}`} size={680} destroyOnHidden>
      {unit === undefined ? null : body(unit)}
    </Drawer>
  );
}
