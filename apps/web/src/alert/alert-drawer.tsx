import { Drawer } from 'antd';
import type { ReactNode } from 'react';
import { alertReading } from '../api/reading.ts';
import { useReading } from '../api/use-reading.ts';
import { Loaded } from '../pieces/loaded.tsx';
import { useWords } from '../words/words-context.tsx';
import { AlertActions } from './alert-actions.tsx';
import { AlertFacts } from './alert-facts.tsx';
import { AlertTimeline } from './alert-timeline.tsx';
import { HandlingSteps } from './handling-steps.tsx';
import './alert.css';

type Props = {
  readonly id: string | undefined;
  readonly onClose: () => void;
  readonly onSchool: (school: string) => void;
};

function AlertBody({ id, onSchool }: { readonly id: string; readonly onSchool: (school: string) => void }): ReactNode {
  const alert = useReading(alertReading(id));
  return (
    <Loaded of={alert} rows={8}>
      {(found) => (
        <div className="drawer-body">
          <HandlingSteps handling={found.handling} />
          <AlertFacts alert={found} onSchool={onSchool} />
          <AlertActions alert={found} />
          <AlertTimeline entries={found.timeline} />
        </div>
      )}
    </Loaded>
  );
}

/** One alert: what it is, what can be done, what has been done. */
export function AlertDrawer({ id, onClose, onSchool }: Props): ReactNode {
  const { say } = useWords();
  return (
    <Drawer open={id !== undefined} onClose={onClose} title={say('alert.title')} size={620} destroyOnHidden>
      {id === undefined ? null : <AlertBody key={id} id={id} onSchool={onSchool} />}
    </Drawer>
  );
}
