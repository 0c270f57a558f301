import { readConfig, type Environment } from '@xiaomai/config';
import type { Language } from '@xiaomai/gateway-api/language';
import { z } from 'zod';

/** Where the system is and who is asking. */
export type Settings = {
  readonly url: string;
  /** A school's key or a person's token; without one nothing but help can be had. */
  readonly key: string | undefined;
  readonly language: Language;
};

const schema = z
  .object({
    XIAOMAI_URL: z.url({ protocol: /^https?$/ }).default('http://localhost:8080'),
    XIAOMAI_KEY: z.string().min(1).optional(),
    LC_ALL: z.string().optional(),
    LC_MESSAGES: z.string().optional(),
    LANG: z.string().optional(),
  })
  .transform(({ XIAOMAI_URL, XIAOMAI_KEY, LC_ALL, LC_MESSAGES, LANG }): Settings => {
    const locale = [LC_ALL, LC_MESSAGES, LANG].find((value) => value !== undefined && value !== '') ?? '';
    return {
      url: XIAOMAI_URL.replace(/\/+$/, ''),
      key: XIAOMAI_KEY,
      language: locale.startsWith('en') ? 'en' : 'zh-CN',
    };
  });

export const readSettings = (env: Environment = process.env): Settings => readConfig(schema, env);
