// A city of two districts for the tests: c › d1 › t1 › s1, s2 and c › d2 › t2 › s3.
import { emptyOrgTree, type OrgTree } from './org-tree.ts';
import { withHistories } from './with-histories.ts';
import { planImport, type OrgUnitInput } from './plan-import.ts';

export const unit = (
  id: string,
  parent: string,
  { type, ...change }: Partial<OrgUnitInput> & Pick<OrgUnitInput, 'type'>,
): OrgUnitInput => ({
  id,
  parent,
  type,
  nameZh: id,
  nameEn: id,
  validFrom: '2020-01-01',
  validTo: '',
  tags: [],
  ...change,
});

/** The tree after an import that is right. */
export function imported(tree: OrgTree, ...units: readonly OrgUnitInput[]): OrgTree {
  const plan = planImport(tree, units);
  if (!plan.ok) throw new Error(JSON.stringify(plan.reason));
  return withHistories(tree, tree.version + 1, plan.value);
}

export const smallCity: OrgTree = imported(
  emptyOrgTree,
  unit('c', '', { type: 'city' }),
  unit('d1', 'c', { type: 'district' }),
  unit('d2', 'c', { type: 'district' }),
  unit('t1', 'd1', { type: 'town' }),
  unit('t2', 'd2', { type: 'town' }),
  unit('s1', 't1', { type: 'primary' }),
  unit('s2', 't1', { type: 'primary' }),
  unit('s3', 't2', { type: 'primary' }),
);
