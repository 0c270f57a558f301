import type { Texts } from '../language.ts';

type Kind = Texts & { readonly status: number };

/** Every kind of problem document: HTTP status and title. The codes are stable. */
export const problemKinds = {
  'invalid-request': { status: 400, zh: '请求有误', en: 'The request is faulty' },
  'digest-mismatch': {
    status: 400,
    zh: '内容与 Content-Digest 不符',
    en: 'The content is not what Content-Digest says',
  },
  unauthenticated: { status: 401, zh: '请先登录或提供有效的密钥', en: 'Sign in or give a valid key' },
  'signature-required': { status: 401, zh: '该密钥的请求必须签名', en: 'Requests with this key must be signed' },
  'signature-invalid': { status: 401, zh: '请求签名不正确或已过期', en: 'The signature does not hold or is too old' },
  forbidden: { status: 403, zh: '没有此项权限', en: 'You may not do this' },
  'not-found': { status: 404, zh: '不存在或不在权限范围内', en: 'Not found' },
  'method-not-allowed': { status: 405, zh: '不支持的方法', en: 'Method not allowed' },
  'not-acceptable': { status: 406, zh: '没有所要的格式', en: 'Not acceptable' },
  'request-timeout': { status: 408, zh: '请求内容到达太慢', en: 'The body came too slowly' },
  'state-conflict': { status: 409, zh: '当前状态不允许此操作', en: 'The present state does not allow this' },
  'idempotency-in-flight': { status: 409, zh: '相同的请求仍在处理', en: 'The same request is still being worked on' },
  'precondition-failed': { status: 412, zh: '内容已被他人更新，请刷新后再试', en: 'It moved on; load it again' },
  'payload-too-large': { status: 413, zh: '请求内容过大', en: 'The body is too large' },
  'unsupported-media-type': { status: 415, zh: '不支持的内容类型', en: 'This content type is not supported' },
  'submission-refused': { status: 422, zh: '填报未被接受', en: 'The submission was refused' },
  unprocessable: { status: 422, zh: '内容不符合要求', en: 'The content is not acceptable' },
  'idempotency-key-reused': {
    status: 422,
    zh: '幂等键已用于不同内容',
    en: 'The idempotency key was used for other content',
  },
  'precondition-required': { status: 428, zh: '缺少 If-Match', en: 'If-Match is required' },
  'too-many-requests': { status: 429, zh: '请求过于频繁', en: 'Too many requests' },
  internal: { status: 500, zh: '服务内部错误', en: 'Internal error' },
  'not-implemented': { status: 501, zh: '尚未提供', en: 'Not available yet' },
  unavailable: { status: 503, zh: '服务暂时不可用，请稍后重试', en: 'Not available at the moment; try again' },
  'not-ready': { status: 503, zh: '系统尚未就绪', en: 'The system is not ready' },
  timeout: { status: 504, zh: '服务超时', en: 'A service took too long' },
} as const satisfies Record<string, Kind>;

/** Stable code of a problem document. */
export type ProblemCode = keyof typeof problemKinds;
