import type { Language } from '@xiaomai/gateway-api/language';
import type { Standing } from '../domain/closing.ts';

const shanghaiOffsetMs = 8 * 3_600_000;
const timeOf = (at: number): string => new Date(at + shanghaiOffsetMs).toISOString().slice(0, 16).replace('T', ' ');

/** Since when, by whom and why a period is closed. */
export const closedText = ({ at, by, reason }: Standing, language: Language): string =>
  language === 'zh-CN'
    ? `周期已于 ${timeOf(at)}（北京时间）由 ${by} 关闭，不再接受填报。原因：${reason}`
    : `The period was closed at ${timeOf(at)} (Asia/Shanghai) by ${by}. Reason: ${reason}`;
