import * as z from 'zod';
import { packSchema } from './pack-schema.ts';

/** The JSON Schema of a pack (draft 7, as editors read it), made of the schema that packs are parsed with. */
export function packJsonSchema(): Readonly<Record<string, unknown>> {
  return {
    ...z.toJSONSchema(packSchema, { io: 'input', target: 'draft-7' }),
    title: '指标包 · Indicator pack',
  };
}
