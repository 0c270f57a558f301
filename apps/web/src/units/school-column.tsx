import type { TableColumnType } from 'antd';
import { UnitName } from '../names/unit-name.tsx';
import type { Say } from '../words/words.ts';

type Named = { readonly orgUnit: string; readonly name: string };

/** The column of schools by name; each opens its sheet. */
export const schoolColumn = <T extends Named>(say: Say, onOpen: (school: string) => void): TableColumnType<T> => ({
  key: 'unit',
  title: say('units.unit'),
  rowScope: 'row',
  render: (_, unit) => (
    <button type="button" className="link-button" onClick={() => onOpen(unit.orgUnit)}>
      <UnitName id={unit.orgUnit} name={unit.name} />
    </button>
  ),
});
