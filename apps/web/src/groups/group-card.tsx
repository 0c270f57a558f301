import { BarChartOutlined } from '@ant-design/icons';
import type { ScorecardItem } from '@xiaomai/gateway-api/scorecard';
import { Button } from 'antd';
import { useId, type ReactNode } from 'react';
import { shareText } from '../format/figure.ts';
import { Meter } from '../pieces/meter.tsx';
import { VerdictTag } from '../pieces/verdict-tag.tsx';
import { useWords } from '../words/words-context.tsx';
import type { GroupView } from './group-view.ts';
import { MemberRow } from './member-row.tsx';

type Props = {
  readonly view: GroupView;
  readonly selected: boolean;
  readonly onSelect: () => void;
  readonly onTrace: (item: ScorecardItem) => void;
};

function GroupFigure({ view }: { readonly view: GroupView }): ReactNode {
  const { say } = useWords();
  return (
    <div className="group-figure">
      <span className={`group-share share-${view.verdict}`}>{shareText(view.met, view.judged)}</span>
      <span className="group-share-of">
        <strong>
          {view.judged === 0 ? say('group.unjudged') : say('group.judged', { met: view.met, judged: view.judged })}
        </strong>
        <span className="soft">{say('group.all-met')}</span>
      </span>
      <span className="group-coverage soft">{say('group.coverage', view.coverage)}</span>
      <span className="group-meter">
        <Meter numerator={view.met} denominator={view.judged} verdict={view.verdict} />
      </span>
    </div>
  );
}

/** A named group at a glance: how many schools meet all of it, and each member. */
export function GroupCard({ view, selected, onSelect, onTrace }: Props): ReactNode {
  const { say } = useWords();
  const id = useId();
  return (
    <section className={`panel group-card ${selected ? 'is-selected' : ''}`} aria-labelledby={id}>
      <div className="panel-head">
        <h2 id={id}>{view.name}</h2>
        <span className="group-head-end">
          <VerdictTag verdict={view.verdict} />
          <Button
            size="small"
            type={selected ? 'primary' : 'default'}
            ghost={selected}
            aria-pressed={selected}
            title={say('group.select')}
            icon={<BarChartOutlined />}
            onClick={onSelect}
          >
            {selected ? say('group.selected') : say('units.children')}
          </Button>
        </span>
      </div>
      <GroupFigure view={view} />
      <ul className="members">
        {view.members.map((item) => (
          <MemberRow key={item.indicator} item={item} onTrace={onTrace} />
        ))}
      </ul>
    </section>
  );
}
