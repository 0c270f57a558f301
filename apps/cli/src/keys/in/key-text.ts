import type { IssuedSchoolKey, SchoolKey } from '@xiaomai/gateway-api/school-key';
import type { Arguments } from '../../terminal/command.ts';
import { localTime } from '../../terminal/local-time.ts';
import { table, tell, type Terminal } from '../../terminal/terminal.ts';

const texts = {
  secret: { zh: '密钥', en: 'secret' },
  signing: { zh: '签名密钥', en: 'signing secret' },
  once: { zh: '只显示这一次，请立即保存', en: 'Shown this once: keep them now' },
  both: { zh: '旧密钥有效至 {until}', en: 'The secret before works until {until}' },
  all: { zh: '全部', en: 'all' },
  active: { zh: '有效', en: 'active' },
  revoked: { zh: '已吊销', en: 'revoked' },
  never: { zh: '未使用', en: 'never' },
  signed: { zh: '须签名', en: 'signed' },
};

/** Headings of the columns of `keyRow`. */
export const keyHeadings = (terminal: Terminal): readonly string[] =>
  [
    { zh: '编号', en: 'id' },
    { zh: '单位', en: 'org unit' },
    { zh: '数据集', en: 'datasets' },
    { zh: '状态', en: 'state' },
    { zh: '旧密钥至', en: 'old secret until' },
    { zh: '最近使用', en: 'last used' },
    { zh: '名称', en: 'label' },
  ].map((heading) => tell(terminal, heading));

/** One key of a list. */
export function keyRow(key: SchoolKey, terminal: Terminal): readonly string[] {
  const { id, orgUnit, datasets, state, signature, oldSecretUntil, lastUsedAt, label } = key;
  const shownState = [
    tell(terminal, texts[state]),
    ...(signature === 'required' ? [tell(terminal, texts.signed)] : []),
  ];
  return [
    ...[id, orgUnit, datasets.length === 0 ? tell(terminal, texts.all) : datasets.join(',')],
    ...[shownState.join(' · '), localTime(oldSecretUntil)],
    ...[lastUsedAt === null ? tell(terminal, texts.never) : localTime(lastUsedAt), label],
  ];
}

/** A key with its new secrets; what is told beside them goes where it spoils no pipe. */
export function showIssued(key: IssuedSchoolKey, { json }: Pick<Arguments, 'json'>, terminal: Terminal): void {
  if (json) {
    terminal.out(JSON.stringify(key));
    return;
  }
  table([
    [tell(terminal, texts.secret), key.secret],
    [tell(terminal, texts.signing), key.signingSecret],
  ]).forEach(terminal.out);
  terminal.err(`${key.id}  ${key.orgUnit}  ${tell(terminal, texts.once)}`);
  if (key.oldSecretUntil !== null) {
    terminal.err(tell(terminal, texts.both, { until: localTime(key.oldSecretUntil) }));
  }
}
