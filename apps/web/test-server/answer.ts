import type { ServerResponse } from 'node:http';

export type Person = {
  readonly name: string;
  readonly role: 'staff' | 'leader' | 'admin';
  readonly orgUnit: string;
  readonly token: string;
};

/** The demonstration identities of the mock. */
export const people: readonly Person[] = [
  { name: '演示市监测员', role: 'staff', orgUnit: '3307', token: 'demo-staff-city' },
  { name: '演示市领导', role: 'leader', orgUnit: '3307', token: 'demo-leader-city' },
  { name: '演示甲区监测员', role: 'staff', orgUnit: '330701', token: 'demo-staff-district' },
  { name: '演示管理员', role: 'admin', orgUnit: 'cn', token: 'demo-admin' },
];

export function json(response: ServerResponse, status: number, body: unknown): void {
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8` }).end(JSON.stringify(body));
}

const codes: Record<number, readonly [code: string, title: string]> = {
  401: ['unauthenticated', '请先登录或提供有效的密钥'],
  403: ['forbidden', '没有此项权限'],
  404: ['not-found', '不存在或不在权限范围内'],
  409: ['state-conflict', '当前状态不允许此操作'],
  412: ['precondition-failed', '内容已被他人更新，请刷新后再试'],
  428: ['precondition-required', '请先查看最新内容'],
  422: ['unprocessable', '内容不符合要求'],
};

export function problem(response: ServerResponse, status: number, detail?: string): void {
  const [code, title] = codes[status] ?? ['internal', '服务内部错误'];
  const more = detail === undefined ? {} : { detail };
  json(response, status, { type: `urn:xiaomai:problem:${code}`, title, status, code, ...more });
}

export function list(response: ServerResponse, items: readonly unknown[], params: URLSearchParams): void {
  const limit = Number(params.get('limit') ?? 50);
  const from = Number(params.get('cursor') ?? 0);
  const next = from + limit < items.length ? String(from + limit) : null;
  json(response, 200, { items: items.slice(from, from + limit), next });
}
