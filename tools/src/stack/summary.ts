import { keyText } from '../home/secrets.ts';
import { alertmanagerUrl, mailUrl, publicUrl, type ServicesPlan } from './services.ts';

const roles = { admin: '管理员 admin', leader: '领导 leader', staff: '监测员 staff' };

async function answers(url: string): Promise<boolean> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(1000) }).catch(() => undefined);
  return answer?.ok === true;
}

/** What a person needs to begin: addresses, keys, and tokens to sign in with. */
export async function summary({ ports, secrets, home }: ServicesPlan): Promise<string> {
  const alertmanager = alertmanagerUrl(ports);
  const hasAlertmanager = await answers(`${alertmanager}/api/v2/status`);
  const users = secrets.users.map(
    ({ name, role, orgUnit, token }) => `  ${roles[role]}  ${orgUnit}  ${name}\n    ${token}`,
  );
  const keys = secrets.keys.slice(0, 6).map((key) => `  ${key.orgUnit}\n    ${keyText(key)}`);
  return [
    '',
    `控制台 console          ${publicUrl(ports)}`,
    `邮箱   mail inbox       ${mailUrl(ports)}`,
    ...(hasAlertmanager ? [`预警   Alertmanager v2  ${alertmanager}`] : []),
    '',
    '登录令牌 sign-in tokens（演示 demo）',
    ...users,
    '',
    '填报密钥 keys to push with（演示 demo）',
    ...keys,
    `  其余 more: ${home.localFile}`,
    '',
  ].join('\n');
}
