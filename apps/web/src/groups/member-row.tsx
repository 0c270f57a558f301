import { AimOutlined } from '@ant-design/icons';
import type { ScorecardItem } from '@xiaomai/gateway-api/scorecard';
import { Button, Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { useIndicatorName } from '../api/use-names.ts';
import { fractionText, isRatio, mainText } from '../format/figure.ts';
import { unitText } from '../format/unit-text.ts';
import { Meter } from '../pieces/meter.tsx';
import { VerdictTag } from '../pieces/verdict-tag.tsx';
import { useWords } from '../words/words-context.tsx';
import { failingOf } from './group-view.ts';
import { targetText } from './target-text.ts';

type Props = { readonly item: ScorecardItem; readonly onTrace: (item: ScorecardItem) => void };

/** "目标 100% · 3 所未达标": what a member must be, and how many schools are not there yet. */
function MemberNote({ item }: { readonly item: ScorecardItem }): ReactNode {
  const { say } = useWords();
  const target = targetText(item, say);
  const failing = failingOf(item);
  const failingText = failing === 0 ? say('group.no-failing') : say('group.failing', { count: failing ?? 0 });
  return (
    <span className="member-note soft">
      {target === undefined ? null : <span>{say('group.target', { target })}</span>}
      {failing === undefined ? null : <span className={failing === 0 ? '' : 'member-failing'}>{failingText}</span>}
    </span>
  );
}

/** One member of a group: figure with numerator and denominator, target, verdict, way to its sources. */
export function MemberRow({ item, onTrace }: Props): ReactNode {
  const { say } = useWords();
  const nameOf = useIndicatorName();
  const name = nameOf(item.indicator, item.name);
  return (
    <li className="member">
      <span className="member-name">{name}</span>
      <span className="member-figure">
        <strong>{mainText(item, unitText(item.unit, say))}</strong>
        {isRatio(item) ? <span className="soft">{fractionText(item)}</span> : null}
      </span>
      <VerdictTag verdict={item.verdict} />
      <Tooltip title={say('group.trace')}>
        <Button
          type="text"
          size="small"
          icon={<AimOutlined />}
          aria-label={say('group.trace-of', { name })}
          onClick={() => onTrace(item)}
        />
      </Tooltip>
      <span className="member-meter">
        <Meter numerator={item.numerator ?? 0} denominator={item.denominator ?? 0} verdict={item.verdict} />
      </span>
      <MemberNote item={item} />
    </li>
  );
}
