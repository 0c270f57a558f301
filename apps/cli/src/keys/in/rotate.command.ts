import { IssuedSchoolKey, SchoolKeyDetail, SchoolKeyRotation } from '@xiaomai/gateway-api/school-key';
import { misused, refused, type Arguments, type Command } from '../../terminal/command.ts';
import { keyCommand, keyPath } from './key-command.ts';
import { showIssued } from './key-text.ts';

const misusedText = { zh: '--grace-days 为 0 到 90', en: '--grace-days is 0 to 90' };

function rotationOf(args: Arguments) {
  const days = args.option('grace-days');
  return SchoolKeyRotation.safeParse(days === undefined ? {} : { graceDays: days === '' ? Number.NaN : Number(days) });
}

/** Gives a key a new secret, as it was seen; the present one goes on for some days. */
export const rotateKeyCommand: Command = {
  summary: { zh: '轮换密钥：新旧两个在宽限期内同时有效', en: 'Rotate a key: both secrets work for the days of grace' },
  usage: 'ID [--grace-days N] [--json]',
  options: { 'grace-days': { type: 'string' } },
  words: [1, 1],
  run: async (args, { api, terminal }) => {
    const rotation = rotationOf(args);
    if (!rotation.success) return misused(misusedText, terminal);
    const path = keyPath(args.words[0] ?? '');
    const seen = await api.readJson(path);
    if (!seen.ok) return refused(seen.reason, args, terminal);
    const headers = { 'if-match': SchoolKeyDetail.parse(seen.value).etag };
    const answer = await keyCommand(api, { path: `${path}/rotate`, body: rotation.data, headers });
    if (!answer.ok) return refused(answer.reason, args, terminal);
    showIssued(IssuedSchoolKey.parse(answer.value), args, terminal);
    return 'done';
  },
};
