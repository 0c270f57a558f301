import type { Hazard } from '@xiaomai/gateway-api/hazard';
import { Tag } from 'antd';
import type { ReactNode } from 'react';
import { UnitName } from '../names/unit-name.tsx';
import { useWords } from '../words/words-context.tsx';

const stateColours: Record<Hazard['state'], string> = {
  open: 'blue',
  rectified: 'blue',
  'struck-off': 'green',
  voided: 'default',
};

/** State, severity and what needs an eye. */
export function HazardTags({ hazard }: { readonly hazard: Hazard }): ReactNode {
  const { say } = useWords();
  return (
    <span className="hazard-tags">
      <Tag>{say(`hazard-class.${hazard.class}`)}</Tag>
      {hazard.severity === 'major' ? <Tag color="red">{say('hazard-severity.major')}</Tag> : null}
      <Tag color={stateColours[hazard.state]}>{say(`hazard-state.${hazard.state}`)}</Tag>
      {hazard.warnings.map((warning) => (
        <Tag key={warning} color="orange">
          {say(`hazard-warning.${warning}`)}
        </Tag>
      ))}
    </span>
  );
}

type Props = { readonly hazard: Hazard; readonly onOpen: (id: string) => void };

/** One hazard in the list. */
export function HazardRow({ hazard, onOpen }: Props): ReactNode {
  const { say } = useWords();
  return (
    <li>
      <button type="button" className="hazard" onClick={() => onOpen(hazard.id)}>
        <HazardTags hazard={hazard} />
        <strong>{hazard.description}</strong>
        <span className="soft">
          <UnitName id={hazard.orgUnit} name={hazard.orgName} /> · {hazard.id} ·{' '}
          {say('hazards.found', { day: hazard.foundOn })} · {say('hazards.due', { day: hazard.dueOn })}
        </span>
      </button>
    </li>
  );
}
