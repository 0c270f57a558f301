import type { OrgUnitDetail } from '@xiaomai/gateway-api/org-unit';
import { Drawer, Segmented } from 'antd';
import type { ReactNode } from 'react';
import { treeChangesReading } from '../api/reading.ts';
import { useReading } from '../api/use-reading.ts';
import { Loaded } from '../pieces/loaded.tsx';
import { useSession } from '../session/session-context.tsx';
import { useWords } from '../words/words-context.tsx';
import { ChangeForm } from './change-form.tsx';
import { ChangeList } from './change-list.tsx';
import '../alert/alert.css';
import '../hazards/hazards.css';

type View = 'as-was' | 'as-is';

type Props = {
  readonly open: boolean;
  readonly unit?: OrgUnitDetail;
  readonly tree: 'as-is' | undefined;
  readonly onTree: (tree: 'as-is' | undefined) => void;
  readonly onClose: () => void;
};

const most = 200;

function TreeSwitch({ tree, onTree }: Pick<Props, 'tree' | 'onTree'>): ReactNode {
  const { say } = useWords();
  return (
    <section aria-label={say('tree.view')}>
      <h3 className="drawer-heading">{say('tree.view')}</h3>
      <Segmented<View>
        aria-label={say('tree.view')}
        value={tree ?? 'as-was'}
        onChange={(view) => onTree(view === 'as-is' ? view : undefined)}
        options={(['as-was', 'as-is'] as const).map((value) => ({ value, label: say(`tree.${value}`) }))}
      />
      <p className="soft">{say('tree.view-note')}</p>
    </section>
  );
}

function Changes(): ReactNode {
  const changes = useReading(treeChangesReading(most));
  return <Loaded of={changes}>{({ items }) => <ChangeList changes={items} />}</Loaded>;
}

/** How the tree has changed, under which tree the past is looked at, and entering a change. */
export function TreeDrawer({ open, unit, tree, onTree, onClose }: Props): ReactNode {
  const { say } = useWords();
  const { me } = useSession();
  return (
    <Drawer open={open} onClose={onClose} title={say('tree.title')} size={680} destroyOnHidden>
      <div className="drawer-body">
        <TreeSwitch tree={tree} onTree={onTree} />
        {me.role === 'admin' ? <ChangeForm scope={unit?.id} /> : <p className="soft">{say('tree.only-admin')}</p>}
        <Changes />
      </div>
    </Drawer>
  );
}
