import { listOf } from '@xiaomai/gateway-api/list';
import type { Problem } from '@xiaomai/gateway-api/problem';
import { SchoolKey } from '@xiaomai/gateway-api/school-key';
import { ok, type Result } from '@xiaomai/kernel';
import type { Api } from '../../api/api.ts';
import { refused, type Command } from '../../terminal/command.ts';
import { table } from '../../terminal/terminal.ts';
import { keyHeadings, keyRow } from './key-text.ts';

const Page = listOf(SchoolKey);

async function allKeys(api: Api, orgUnit: string | undefined): Promise<Result<readonly SchoolKey[], Problem>> {
  const query = new URLSearchParams({ limit: '500', ...(orgUnit === undefined ? {} : { orgUnit }) });
  const keys: SchoolKey[] = [];
  for (;;) {
    const answer = await api.readJson(`/keys?${query.toString()}`);
    if (!answer.ok) return answer;
    const { items, next } = Page.parse(answer.value);
    keys.push(...items);
    if (next === null) return ok(keys);
    query.set('cursor', next);
  }
}

/** Lists the keys of a subtree, without their secrets. */
export const listKeysCommand: Command = {
  summary: { zh: '列出辖区内的学校密钥', en: 'List the school keys of a subtree' },
  usage: '[--org-unit U] [--json]',
  options: { 'org-unit': { type: 'string' } },
  words: [0, 0],
  run: async (args, { api, terminal }) => {
    const keys = await allKeys(api, args.option('org-unit'));
    if (!keys.ok) return refused(keys.reason, args, terminal);
    if (args.json) terminal.out(JSON.stringify({ items: keys.value, next: null }));
    else table([keyHeadings(terminal), ...keys.value.map((key) => keyRow(key, terminal))]).forEach(terminal.out);
    return 'done';
  },
};
