import { Drawer } from 'antd';
import type { ReactNode } from 'react';
import { orgUnitReading } from '../api/reading.ts';
import { useReading } from '../api/use-reading.ts';
import { periodText } from '../format/month-text.ts';
import { Loaded } from '../pieces/loaded.tsx';
import { nameIn, typeText } from '../units/org-kind.ts';
import { useWords } from '../words/words-context.tsx';
import { SchoolSheet } from './school-sheet.tsx';

type Props = {
  readonly school: string | undefined;
  readonly period: string;
  readonly onClose: () => void;
  readonly onAlert: (alert: string) => void;
};

/** One school beside the board. */
export function SchoolDrawer({ school, period, onClose, onAlert }: Props): ReactNode {
  const { say, lang } = useWords();
  const unit = useReading(school === undefined ? undefined : orgUnitReading(school));
  const title =
    unit.data === undefined
      ? say('school.title')
      : `${nameIn(unit.data, lang)} · ${typeText(unit.data.type, say)} · ${periodText(period, lang)}`;
  return (
    <Drawer open={school !== undefined} onClose={onClose} title={title} size={760} destroyOnHidden>
      <Loaded of={unit}>
        {(found) => <SchoolSheet key={found.id} unit={found} period={period} onAlert={onAlert} />}
      </Loaded>
    </Drawer>
  );
}
