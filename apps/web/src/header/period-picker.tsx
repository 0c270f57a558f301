import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import type { ReactNode } from 'react';
import { monthAt, monthChoices, neighbourMonth } from '../format/month.ts';
import { periodText } from '../format/month-text.ts';
import { useWords } from '../words/words-context.tsx';

type Props = { readonly period: string; readonly onPick: (period: string) => void };

type StepProps = {
  readonly to: string | undefined;
  readonly label: string;
  readonly icon: ReactNode;
  readonly onPick: (period: string) => void;
};

function Step({ to, label, icon, onPick }: StepProps): ReactNode {
  return (
    <Button
      type="text"
      size="small"
      className="header-button"
      aria-label={label}
      icon={icon}
      disabled={to === undefined}
      onClick={() => to !== undefined && onPick(to)}
    />
  );
}

export function PeriodPicker({ period, onPick }: Props): ReactNode {
  const { say, lang } = useWords();
  const months = monthChoices(monthAt(Date.now()), period);
  const options = months.map((month) => ({ value: month, label: periodText(month, lang) }));
  return (
    <div className="period" role="group" aria-label={say('header.period')}>
      <Step
        to={neighbourMonth(months, period, -1)}
        label={say('header.earlier')}
        icon={<LeftOutlined />}
        onPick={onPick}
      />
      <Select
        value={period}
        options={options}
        onChange={onPick}
        aria-label={say('header.period')}
        variant="borderless"
        popupMatchSelectWidth={140}
        className="period-select"
      />
      <Step
        to={neighbourMonth(months, period, 1)}
        label={say('header.later')}
        icon={<RightOutlined />}
        onPick={onPick}
      />
    </div>
  );
}
